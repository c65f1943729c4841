"""The pages in German; {names} are filled in from `company`."""

from cms.demo.shapes import PageText

ABOUT = PageText(
    title="Über Kontor",
    description="Sechzehn kleine Werkstätten, ein Laden: wer unsere Dinge macht und wie wir auswählen.",
    body="""
Wir verkaufen Dinge für zu Hause, die jeden Tag benutzt werden wollen: Becher, die die Spülmaschine
überstehen, Leuchten mit genormter Fassung, Stühle, deren Bezüge man abnehmen und waschen kann.
Sechzehn Werkstätten fertigen sie, die meisten mit weniger als zwanzig Leuten. Wir kennen sie alle beim
Namen.

## Wie wir auswählen

Bevor etwas in den Laden kommt, stellen wir drei Fragen. Würden wir es zehn Jahre behalten? Lässt es
sich reparieren oder wenigstens zerlegen? Weiß die Werkstatt, woher ihr Material stammt? Bei dreimal Ja
bestellen wir eine erste Serie und leben eine Saison lang damit.

## Was es hier nicht gibt

Keine ablaufenden Uhren, keine Preise, die nie verlangt wurden, keine Ware, die ständig „fast weg“ ist.
Ist etwas herabgesetzt, sehen Sie den niedrigsten Preis der letzten 30 Tage. Ist etwas ausverkauft,
steht es da.

## Wo die Dinge liegen

Wir lagern selbst und versenden von dort, wo es am nächsten ist. Deshalb kommt eine Bestellung manchmal
in zwei Paketen: Zwei kurze Wege sind besser als ein langer.

Fragen? Schreiben Sie an [{email}](mailto:{email}). Es antwortet ein Mensch, meist am selben Tag.
""",
)
SHIPPING = PageText(
    title="Versand und Rückgabe",
    description="Was die Lieferung kostet, wie lange sie dauert und wie Sie etwas zurückschicken.",
    body="""
## Wohin wir liefern

Wir liefern nach {lands}. Die Kasse zeigt Preis und Ankunft für Ihre Adresse, bevor Sie bestellen;
was dort steht, gilt.

## Was es kostet

| Lieferung | Preis | Ankunft |
|---|---|---|
| Standard | neben jedem Preis und in der Kasse | in 2 bis 4 Werktagen |
| Express | siehe Kasse | am nächsten Werktag bei Bestellung bis 12 Uhr |
| Möbel, zu zweit bis zur Tür | siehe Kasse | nach Vereinbarung |

Kommt Ihre Bestellung aus zwei Lagern, zahlen Sie eine Lieferung.

## Wo ist mein Paket?

Sobald ein Paket das Lager verlässt, bekommen Sie eine Mail mit der Sendungsnummer. Sie können auch
unter [Bestellung verfolgen](/track/) mit Bestellnummer und E-Mail-Adresse nachsehen; ein Konto
brauchen Sie dafür nicht.

## Etwas zurückschicken

Sie haben ab Lieferung **{days} Tage**, um es sich anders zu überlegen. Das Gesetz gibt Ihnen 14; wir
finden, eine Leuchte verdient ein paar Abende mehr.

1. Schreiben Sie an [{email}](mailto:{email}) und nennen Sie die Bestellnummer, oder folgen Sie dem Link
   in Ihrer Bestellmail.
2. Verpacken Sie die Ware so gut, wie sie kam, und legen Sie den Zettel bei, den wir Ihnen schicken.
3. Senden Sie alles an: {back}

Kaufpreis und Standardlieferung erstatten wir binnen 14 Tagen nach Eingang auf dem Weg, auf dem Sie
bezahlt haben. Kostenlos ist die Rücksendung, wenn etwas beschädigt, falsch oder zu spät kam; sonst
tragen Sie das Porto. Pflanzen und geöffnete Badprodukte nehmen wir nur zurück, wenn damit etwas nicht
stimmt.

## Beschädigt oder falsch

Sagen Sie uns Bescheid, wenn möglich mit Bild. Wir schicken Ersatz oder geben das Geld zurück, wie Sie
möchten. Ihre gesetzlichen Rechte in den zwei Jahren nach der Lieferung bleiben unberührt.
""",
)
IMPRINT = PageText(
    title="Impressum",
    description="Wer diesen Laden betreibt und wie Sie uns erreichen.",
    body="""
Diesen Laden betreibt die {firm}.

{street}<br>
{town}<br>
{land}

Vertreten durch: {head}<br>
Register: {register}<br>
Umsatzsteuer-Identifikationsnummer: {vat}

E-Mail: [{email}](mailto:{email})<br>
Telefon: {phone}, Montag bis Freitag, 9 bis 17 Uhr

Verantwortlich für den Inhalt dieser Seiten: {head}, Anschrift wie oben.

## Streitfälle

Wir lösen Probleme lieber, als darüber zu streiten: Schreiben Sie uns zuerst. Zur Teilnahme an einem
Verfahren vor einer Verbraucherschlichtungsstelle sind wir weder verpflichtet noch bereit; das Gericht
an Ihrem Wohnort steht Ihnen immer offen.

*Kontor ist die Demofirma dieser Installation. Bevor Sie einen eigenen Laden eröffnen, ersetzen Sie
Namen und Nummern auf dieser Seite.*
""",
)
TERMS = PageText(
    title="Allgemeine Geschäfts\N{SOFT HYPHEN}bedingungen",
    description="Die Regeln für den Einkauf hier, in klaren Worten.",
    body="""
Diese Bedingungen gelten für jede Bestellung, die Kundinnen und Kunden in diesem Laden bei der {firm},
im Folgenden „wir“, aufgeben.

## Wie der Vertrag zustande kommt

Was wir zeigen, ist eine Einladung, noch kein Angebot. Ihr Angebot machen Sie, wenn Sie auf
„Zahlungspflichtig bestellen“ drücken. Danach erhalten Sie eine Mail, dass Ihre Bestellung angekommen
ist. Der Vertrag kommt zustande, wenn wir die Bestellung bestätigen oder die Ware versenden, je
nachdem, was zuerst geschieht.

Vor dem Bestellen können Sie alles auf einer Seite prüfen und ändern. Den Vertragstext speichern wir;
Sie bekommen ihn zusammen mit diesen Bedingungen per Mail.

## Preise und Lieferung

Es gelten die Preise zum Zeitpunkt der Bestellung; der Laden sagt, ob Steuer darin ist. Die Lieferkosten
stehen vor dem Bestellen gesondert da. War ein Preis offensichtlich falsch, etwa eine Leuchte für einen
Cent, sagen wir es Ihnen vor jeder Abbuchung, und Sie entscheiden, ob Sie zum richtigen Preis kaufen.

Wir liefern an die unter [Versand und Rückgabe](page:shipping-and-returns) genannten Orte. Das Datum
in der Kasse meinen wir ernst. Verzögert sich etwas, schreiben wir Ihnen, und Sie dürfen stornieren.

## Bezahlen

Sie zahlen mit Karte oder, wo die Kasse es anbietet, auf Rechnung. Die Karte wird belastet, wenn die
Ware das Lager verlässt, bei mehreren Paketen Teil für Teil; bis dahin ist der Betrag nur vorgemerkt.
Rechnungen sind 14 Tage nach Lieferung fällig.

## Eigentum

Bis zur vollständigen Bezahlung bleibt die Ware unser Eigentum.

## Widerrufsrecht

Verbraucherinnen und Verbraucher können den Vertrag widerrufen, siehe [Widerruf](page:withdrawal).

## Wenn etwas nicht stimmt

Bei Mängeln haben Sie die gesetzlichen Rechte: zuerst Reparatur oder Ersatz, dann Minderung oder Geld
zurück. Sagen Sie uns bitte bald Bescheid und zeigen Sie uns den Mangel, wenn es geht.

## Wofür wir haften

Unbeschränkt haften wir bei Vorsatz, grober Fahrlässigkeit, Verletzung von Leben, Körper oder
Gesundheit und wo das Gesetz es zwingend verlangt. Bei leichter Fahrlässigkeit haften wir nur, wenn wir
eine Pflicht verletzen, ohne die der Vertrag keinen Sinn hätte, und dann für den Schaden, mit dem zu
rechnen war.

## Zum Schluss

Es gilt {law}. Regeln, die Sie als Verbraucher in Ihrem Wohnsitzland schützen, gelten daneben. Ist
eine dieser Bedingungen unwirksam, bleiben die übrigen bestehen.
""",
)
PRIVACY = PageText(
    title="Datenschutz",
    description="Was wir über Sie speichern, wozu, wie lange, und was Sie dagegen tun können.",
    body="""
Verantwortlich für das hier Beschriebene ist die {firm}, {street}, {town}, {land}. Schreiben Sie zu
allem auf dieser Seite an [{email}](mailto:{email}).

## Was wir speichern und wozu

**Wenn Sie bestellen**: Name, E-Mail-Adresse, Liefer- und Rechnungsadresse, Telefonnummer, falls Sie
sie angeben, und was Sie gekauft haben. Ohne das können wir den Vertrag nicht erfüllen.

**Wenn Sie ein Konto haben**: außerdem Ihre gespeicherten Adressen, Ihre Sprache und wo Sie angemeldet
sind. Passwörter liegen so da, dass niemand sie lesen kann, auch wir nicht.

**Wenn Sie bezahlen**: Kartendaten gehen direkt an unseren Zahlungsdienst und berühren unsere Server
nie. Wir speichern, dass, wann und wie viel gezahlt wurde.

**Wenn Sie vorbeischauen**: Unsere Server merken sich sieben Tage lang Adresse, Zeit und Seite, um den
Laden zu schützen.

**Wenn Sie zustimmen**: Wir zählen Besuche und Klicks selbst, um zu verstehen, was funktioniert. Ohne
Ihr Ja wird nichts davon gespeichert. Ihre Meinung ändern können Sie jederzeit unter „Cookies“ oder im
Konto.

## Wer es sonst sieht

Paketdienste bekommen Adresse und Telefonnummer, um zu liefern. Der Zahlungsdienst bekommt Betrag und
Bestellnummer. Sonst bekommt niemand etwas, niemand kauft etwas, und keine Seite dieses Ladens lädt
etwas von fremden Servern.

## Wie lange

Bestellungen und Rechnungen bewahren wir so lange auf, wie das Steuerrecht es verlangt, dann werden sie
gelöscht. Konten bleiben, bis Sie sie schließen. Verlassene Warenkörbe vergessen wir nach 30 Tagen.
Nachweise Ihrer Zustimmung bleiben, solange wir uns darauf stützen.

## Cookies

Wir setzen Cookies für Warenkorb, Anmeldung, Sprache, Währung und für Ihre Wahl zu Cookies selbst. Dafür
braucht es keine Zustimmung, weil der Laden ohne sie nicht funktioniert.

## Ihre Rechte

Sie können Auskunft verlangen, Daten berichtigen lassen, eine Kopie mitnehmen, löschen lassen, der
Nutzung widersprechen und jede Zustimmung jederzeit zurücknehmen. Eine Kopie Ihrer Daten und die
Löschung finden Sie im Konto unter Datenschutz. Lassen Sie sich löschen, verschwinden Name, Adressen und
Anmeldung sofort überall; Bestellungen bleiben ohne Ihren Namen in den Büchern, soweit das Gesetz sie
verlangt.

Sie können sich auch bei der Behörde beschweren: {authority}, oder bei der an Ihrem Wohnort.
""",
)
WITHDRAWAL = PageText(
    title="Widerruf",
    description="Wie Sie einen Vertrag binnen {days} Tagen widerrufen, mit Formular.",
    body="""
## Ihr Recht

Sie können diesen Vertrag binnen {days} Tagen ohne Angabe von Gründen widerrufen. Die Frist endet {days} Tage
nachdem Sie oder jemand, den Sie benannt haben, die Ware erhalten haben; bei mehreren Paketen nach dem
letzten.

Teilen Sie uns klar mit, dass Sie widerrufen: per Mail an [{email}](mailto:{email}) oder per Brief an
{firm}, {street}, {town}, {land}. Das Formular unten können Sie verwenden, müssen es aber nicht. Zur
Wahrung der Frist genügt es, die Mitteilung vor ihrem Ablauf abzusenden.

## Was dann geschieht

Wir zahlen alles zurück, was wir von Ihnen erhalten haben, einschließlich der Standardlieferung,
unverzüglich und spätestens 14 Tage nachdem Ihre Mitteilung bei uns einging. Wir nutzen den Weg, auf
dem Sie bezahlt haben; Kosten entstehen Ihnen nicht. Wir dürfen warten, bis die Ware zurück ist oder Sie
nachgewiesen haben, dass Sie sie abgeschickt haben.

Senden Sie die Ware binnen 14 Tagen nach Ihrer Mitteilung an: {back}. Die Kosten der Rücksendung
tragen Sie. Für einen Wertverlust kommen Sie nur auf, wenn Sie mit der Ware mehr getan haben, als nötig
war, um sie zu prüfen.

## Wann es dieses Recht nicht gibt

Bei Waren nach Ihren Wünschen; bei Waren, die schnell verderben; bei versiegelten Waren, die aus
Gründen der Hygiene nicht zurückgegeben werden können, sobald sie geöffnet sind.

Mehr zum [Zurücksenden](page:shipping-and-returns).

## Das Formular

> An {firm}, {street}, {town}, {land}, {email}:
>
> Hiermit widerrufe(n) ich/wir den von mir/uns abgeschlossenen Vertrag über den Kauf der folgenden
> Waren: …
>
> Bestellt am … / erhalten am …
>
> Name des/der Verbraucher(s): …
>
> Anschrift des/der Verbraucher(s): …
>
> Datum, und Unterschrift bei Mitteilung auf Papier: …
""",
)
ACCESSIBILITY = PageText(
    title="Barrierefreiheit",
    description="Wie dieser Laden für alle gebaut ist, was noch fehlt und wem Sie es sagen können.",
    body="""
Alle sollen hier einkaufen können: mit der Tastatur, mit Screenreader, mit großer Schrift, mit einer
Hand am Telefon oder ohne JavaScript.

## Was wir tun

Dieser Laden ist nach den Web Content Accessibility Guidelines 2.2, Stufe AA, gebaut, auf die sich die
europäische Norm EN 301 549 bezieht. Jede Seite wird bei jeder Änderung maschinell und vor größeren
Änderungen von Hand geprüft.

- Alles geht mit der Tastatur, und man sieht immer, wo man ist.
- Text lässt sich auf 200 Prozent vergrößern und weiter setzen, ohne dass etwas verloren geht.
- Farben behalten hell wie dunkel ihren Kontrast; nichts wird nur durch Farbe gesagt.
- Produktbilder haben Beschreibungen, reine Zierde hat keine.
- Formulare sagen, was wo falsch ist und was hilft, und behalten, was Sie getippt haben.
- Nichts bewegt sich von selbst, und noch weniger, wenn Ihr Gerät darum bittet.

## Was noch fehlt

Das Formular für Karten gehört unserem Zahlungsdienst und folgt dessen Gestaltung. Kommen Sie damit
nicht zurecht, wählen Sie Zahlung auf Rechnung, oder schreiben Sie uns, und wir nehmen die Bestellung
per Mail auf.

## Sagen Sie es uns

Steht Ihnen etwas im Weg, schreiben Sie an [{email}](mailto:{email}) oder rufen Sie an: {phone}. Nennen
Sie die Seite und womit Sie surfen. Wir antworten binnen zwei Werktagen, und wenn wir es nicht gleich
beheben können, finden wir einen anderen Weg, wie Sie bekommen, was Sie wollten.

Diese Erklärung beruht auf unserer eigenen Prüfung und wird jedes Jahr neu angesehen.
""",
)
PAGES: dict[str, PageText] = {
    "about": ABOUT,
    "shipping-and-returns": SHIPPING,
    "imprint": IMPRINT,
    "terms": TERMS,
    "privacy": PRIVACY,
    "withdrawal": WITHDRAWAL,
    "accessibility": ACCESSIBILITY,
}
