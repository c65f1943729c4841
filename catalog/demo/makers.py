"""The workshops behind the demo brands: invented firms in real crafts towns."""

from catalog.demo.shapes import Maker, Words

_EU = "Kontor Demo B.V., Oudegracht 114, 3511 AX Utrecht, Netherlands, safety@kontor.example"

MAKERS: tuple[Maker, ...] = (
    Maker(
        code="halde",
        name="Halde",
        country="DE",
        firm="Halde Steinzeug GmbH",
        address="Töpferstraße 9, 56203 Höhr-Grenzhausen, Germany",
        mail="werkstatt@halde.example",
        hue=60,
        story=Words(
            "A stoneware pottery in the Westerwald, where clay has been dug since the Middle Ages.",
            "Eine Steinzeugtöpferei im Westerwald, wo seit dem Mittelalter Ton gestochen wird.",
        ),
        technique=Words(
            "Thrown by hand and fired once at 1,240 °C, so clay and glaze become one body.",
            "Von Hand gedreht und einmal bei 1.240 °C gebrannt, sodass Ton und Glasur eins werden.",
        ),
    ),
    Maker(
        code="olmo",
        name="Olaria Olmo",
        country="PT",
        firm="Olaria Olmo Lda.",
        address="Rua das Faianças 41, 2500-208 Caldas da Rainha, Portugal",
        mail="ola@olmo.example",
        hue=30,
        story=Words(
            "A family pottery on the Silver Coast that mixes its own glazes from local minerals.",
            "Eine Familientöpferei an der Silberküste, die ihre Glasuren aus heimischen Mineralien mischt.",
        ),
        technique=Words(
            "Dipped by hand, which is why the glaze line runs a little differently on each piece.",
            "Von Hand getaucht, darum verläuft die Glasurkante bei jedem Stück ein wenig anders.",
        ),
    ),
    Maker(
        code="siska",
        name="Siska",
        country="NL",
        firm="Atelier Siska B.V.",
        address="Kanaalstraat 18, 3531 CJ Utrecht, Netherlands",
        mail="hallo@siska.example",
        hue=200,
        story=Words(
            "Two sisters, one kiln: small series of porcelain and stoneware from Utrecht.",
            "Zwei Schwestern, ein Ofen: kleine Serien aus Porzellan und Steinzeug aus Utrecht.",
        ),
        technique=Words(
            "Cast in plaster moulds, fettled by hand and glazed in three thin coats.",
            "In Gipsformen gegossen, von Hand verputzt und in drei dünnen Schichten glasiert.",
        ),
    ),
    Maker(
        code="lumo",
        name="Lumo",
        country="DK",
        firm="Lumo Belysning ApS",
        address="Godsbanen 22, 8000 Aarhus C, Denmark",
        mail="kontakt@lumo.example",
        hue=95,
        story=Words(
            "A lighting workshop in an old Aarhus freight depot that repairs what it sells.",
            "Eine Leuchtenwerkstatt in einem alten Güterbahnhof in Aarhus, die repariert, was sie verkauft.",
        ),
        technique=Words(
            "Assembled by one person from start to finish, with a textile cable and standard parts.",
            "Von einer Person komplett montiert, mit Textilkabel und genormten Ersatzteilen.",
        ),
    ),
    Maker(
        code="serra",
        name="Officina Serra",
        country="IT",
        firm="Officina Serra S.r.l.",
        address="Via dei Calderai 7, 37121 Verona, Italy",
        mail="ciao@serra.example",
        hue=265,
        story=Words(
            "Metal spinners and potters from Verona who have made lamps together since 1987.",
            "Metalldrücker und Töpfer aus Verona, die seit 1987 gemeinsam Leuchten bauen.",
        ),
        technique=Words(
            "The shade is spun from one sheet, then lacquered in four coats and polished.",
            "Der Schirm wird aus einem Blech gedrückt, dann vierfach lackiert und poliert.",
        ),
    ),
    Maker(
        code="tisza",
        name="Tisza Works",
        country="HU",
        firm="Tisza Bútor Kft.",
        address="Fűrész utca 3, 6720 Szeged, Hungary",
        mail="info@tisza.example",
        hue=130,
        story=Words(
            "Chair makers on the river Tisza with their own sawmill and drying sheds.",
            "Stuhlmacher an der Theiß mit eigenem Sägewerk und eigenen Trockenschuppen.",
        ),
        technique=Words(
            "Joined with turned tenons and wedges; not a single screw carries weight.",
            "Mit gedrechselten Zapfen und Keilen verbunden; keine einzige Schraube trägt Last.",
        ),
    ),
    Maker(
        code="kestrel",
        name="Kestrel & Ash",
        country="GB",
        firm="Kestrel & Ash Ltd",
        address="12 Frogmoor Yard, High Wycombe HP13 5DQ, United Kingdom",
        mail="bench@kestrel-ash.example",
        hue=235,
        responsible=_EU,
        story=Words(
            "A bench of five joiners in High Wycombe, the old chair town of the Chilterns.",
            "Fünf Tischler in High Wycombe, der alten Stuhlstadt in den Chilterns.",
        ),
        technique=Words(
            "Steam-bent where it curves, oiled twice, and numbered under the seat.",
            "Dampfgebogen, wo es rund wird, zweimal geölt und unter dem Sitz nummeriert.",
        ),
    ),
    Maker(
        code="cordel",
        name="Cordel",
        country="ES",
        firm="Marroquinería Cordel S.L.",
        address="Calle Saucos 5, 11600 Ubrique, Spain",
        mail="taller@cordel.example",
        hue=15,
        story=Words(
            "A leather workshop in Ubrique, a white mountain town that has sewn bags for two centuries.",
            "Eine Lederwerkstatt in Ubrique, einem Bergdorf, das seit zwei Jahrhunderten Taschen näht.",
        ),
        technique=Words(
            "Canvas from recycled cotton, edges painted by brush, seams sewn with waxed thread.",
            "Canvas aus recycelter Baumwolle, Kanten mit dem Pinsel lackiert, Nähte aus gewachstem Garn.",
        ),
    ),
    Maker(
        code="packhouse",
        name="Packhouse",
        country="GB",
        firm="Packhouse Canvas Ltd",
        address="Unit 4, Regent Works, London E8 4QL, United Kingdom",
        mail="hello@packhouse.example",
        hue=160,
        responsible=_EU,
        story=Words(
            "Bag makers by the Regent's Canal who mend every bag they ever made, for life.",
            "Taschenmacher am Regent's Canal, die jede ihrer Taschen ein Leben lang flicken.",
        ),
        technique=Words(
            "Waxed canvas on vegetable-tanned leather, with solid brass that darkens over the years.",
            "Gewachstes Canvas auf pflanzlich gegerbtem Leder, mit Messing, das mit den Jahren dunkelt.",
        ),
    ),
    Maker(
        code="groenhof",
        name="Groenhof",
        country="NL",
        firm="Kwekerij Groenhof B.V.",
        address="Legmeerdijk 230, 1431 GB Aalsmeer, Netherlands",
        mail="kwekerij@groenhof.example",
        hue=80,
        story=Words(
            "Growers in Aalsmeer whose glasshouses run on geothermal heat and rainwater.",
            "Gärtner in Aalsmeer, deren Gewächshäuser mit Erdwärme und Regenwasser laufen.",
        ),
        technique=Words(
            "Raised slowly and peat-free, then hardened for two weeks at room temperature.",
            "Langsam und torffrei gezogen, dann zwei Wochen bei Zimmertemperatur abgehärtet.",
        ),
    ),
    Maker(
        code="achtal",
        name="Weberei Achtal",
        country="AT",
        firm="Weberei Achtal GmbH",
        address="Mühlgasse 2, 6850 Dornbirn, Austria",
        mail="weberei@achtal.example",
        hue=30,
        story=Words(
            "A jacquard mill in Vorarlberg that still repairs its looms from 1964.",
            "Eine Jacquardweberei in Vorarlberg, die ihre Webstühle von 1964 noch selbst repariert.",
        ),
        technique=Words(
            "Woven, not printed: the pattern is the cloth, so it shows on both sides.",
            "Gewebt, nicht bedruckt: Das Muster ist der Stoff und zeigt sich auf beiden Seiten.",
        ),
    ),
    Maker(
        code="tessera",
        name="Tessera",
        country="PT",
        firm="Tessera Têxteis Lda.",
        address="Rua de Couros 66, 4810-225 Guimarães, Portugal",
        mail="atelier@tessera.example",
        hue=235,
        story=Words(
            "A linen house in Guimarães that dyes in small vats and sells the off-cuts as patchwork.",
            "Ein Leinenhaus in Guimarães, das in kleinen Bottichen färbt und Reste zu Patchwork macht.",
        ),
        technique=Words(
            "Garment-dyed after sewing, which keeps seams soft and colors deep.",
            "Erst nach dem Nähen gefärbt, das hält die Nähte weich und die Farben tief.",
        ),
    ),
    Maker(
        code="papiernord",
        name="Papier Nord",
        country="DE",
        firm="Papier Nord Siebdruck GbR",
        address="Spinnereistraße 7, 04179 Leipzig, Germany",
        mail="druck@papiernord.example",
        hue=160,
        story=Words(
            "A screen-printing studio in the Leipzig cotton mill, run by three illustrators.",
            "Ein Siebdruckstudio in der Leipziger Baumwollspinnerei, geführt von drei Illustratorinnen.",
        ),
        technique=Words(
            "Pulled by hand in four water-based inks on 250 g cotton paper.",
            "Von Hand in vier wasserbasierten Farben auf 250-g-Baumwollpapier gezogen.",
        ),
    ),
    Maker(
        code="quarto",
        name="Quarto Press",
        country="IE",
        firm="Quarto Press Ltd",
        address="9 Chancery Lane, Dublin 8, D08 N2K5, Ireland",
        mail="press@quarto.example",
        hue=60,
        story=Words(
            "A Dublin press that prints with a Vandercook proofing machine and soy ink.",
            "Eine Dubliner Presse, die mit einer Vandercook-Maschine und Sojafarbe druckt.",
        ),
        technique=Words(
            "Printed in runs of 200 and signed on the back by the artist.",
            "In Auflagen von 200 gedruckt und auf der Rückseite signiert.",
        ),
    ),
    Maker(
        code="mielle",
        name="Mielle",
        country="FR",
        firm="Laboratoire Mielle SARL",
        address="14 traverse des Jasmins, 06130 Grasse, France",
        mail="bonjour@mielle.example",
        hue=95,
        story=Words(
            "A small laboratory in Grasse that blends scents from seven plants and no more.",
            "Ein kleines Labor in Grasse, das Düfte aus sieben Pflanzen mischt und keiner mehr.",
        ),
        technique=Words(
            "Made in batches of 400 with cold-pressed oils, filled within the week.",
            "In Chargen zu 400 Stück mit kaltgepressten Ölen gerührt und binnen einer Woche abgefüllt.",
        ),
    ),
    Maker(
        code="sorrel",
        name="Salt & Sorrel",
        country="IE",
        firm="Salt & Sorrel Ltd",
        address="The Pier, Kinvara, Co. Galway, H91 X2P4, Ireland",
        mail="hello@saltsorrel.example",
        hue=200,
        story=Words(
            "Soap makers on Galway Bay who gather seaweed by hand at spring tide.",
            "Seifenmacher an der Galway Bay, die bei Springflut von Hand Tang ernten.",
        ),
        technique=Words(
            "Free from palm oil and microplastics; the glass comes back to us for refilling.",
            "Ohne Palmöl und Mikroplastik; das Glas kommt zum Nachfüllen zu uns zurück.",
        ),
    ),
)
BY_CODE = {maker.code: maker for maker in MAKERS}
