"""What the papers of the demo goods say, in English, German and French; shared by families."""

from collections.abc import Mapping
from dataclasses import dataclass

Section = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A paper in one language: its title, and headed sections of paragraphs."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """A paper of a kind for families of goods."""

    code: str
    kind: str
    families: tuple[str, ...]
    said: Mapping[str, Said]


LEAFLETS: tuple[Leaflet, ...] = (
    Leaflet(
        code="lamp-manual",
        kind="manual",
        families=("lamp",),
        said={
            "en": Said(
                title="Setting up and using your lamp",
                sections=(
                    (
                        "Before you start",
                        (
                            "Unpack all parts on a soft cloth. Check shade, stem, cable and plug; do not use "
                            "the lamp when one of them is damaged.",
                            "Bulb: E27, 40 W at most, or LED up to 8 W.",
                        ),
                    ),
                    (
                        "Setting up",
                        (
                            "1. Unscrew the ring below the socket.",
                            "2. Put the shade over the socket and tighten the ring by hand.",
                            "3. Screw the bulb in while the plug is out of the wall.",
                            "4. Stand the lamp on level ground, 20 cm away from curtains.",
                        ),
                    ),
                    (
                        "Spare parts and disposal",
                        (
                            "Socket, switch and cable are standard parts and can be replaced by an "
                            "electrician. At the end of its life the lamp belongs to electrical waste.",
                        ),
                    ),
                ),
            ),
            "de": Said(
                title="Aufbau und Gebrauch Ihrer Leuchte",
                sections=(
                    (
                        "Bevor Sie beginnen",
                        (
                            "Legen Sie alle Teile auf ein weiches Tuch. Prüfen Sie Schirm, Stab, Kabel und "
                            "Stecker; benutzen Sie die Leuchte nicht, wenn etwas davon beschädigt ist.",
                            "Leuchtmittel: E27, höchstens 40 W, oder LED bis 8 W.",
                        ),
                    ),
                    (
                        "Aufbau",
                        (
                            "1. Schrauben Sie den Ring unter der Fassung ab.",
                            "2. Setzen Sie den Schirm auf und ziehen Sie den Ring mit der Hand fest.",
                            "3. Drehen Sie das Leuchtmittel ein, solange der Stecker gezogen ist.",
                            "4. Stellen Sie die Leuchte eben auf, 20 cm entfernt von Vorhängen.",
                        ),
                    ),
                    (
                        "Ersatzteile und Entsorgung",
                        (
                            "Fassung, Schalter und Kabel sind Normteile und können von einer Fachkraft "
                            "ersetzt werden. Am Ende ihres Lebens gehört die Leuchte zum Elektroschrott.",
                        ),
                    ),
                ),
            ),
            "fr": Said(
                title="Montage et utilisation de votre lampe",
                sections=(
                    (
                        "Avant de commencer",
                        (
                            "Posez toutes les pièces sur un tissu doux. Vérifiez l'abat-jour, la tige, le "
                            "câble et la fiche; n'utilisez pas la lampe si l'un d'eux est abîmé.",
                            "Ampoule: E27, 40 W au plus, ou LED jusqu'à 8 W.",
                        ),
                    ),
                    (
                        "Montage",
                        (
                            "1. Dévissez la bague sous la douille.",
                            "2. Posez l'abat-jour sur la douille et serrez la bague à la main.",
                            "3. Vissez l'ampoule pendant que la fiche est débranchée.",
                            "4. Posez la lampe à plat, à 20 cm des rideaux.",
                        ),
                    ),
                    (
                        "Pièces de rechange et fin de vie",
                        (
                            "Douille, interrupteur et câble sont des pièces courantes qu'un électricien "
                            "peut remplacer. En fin de vie, la lampe se dépose avec les appareils électriques.",
                        ),
                    ),
                ),
            ),
        },
    ),
    Leaflet(
        code="chair-manual",
        kind="manual",
        families=("chair",),
        said={
            "en": Said(
                title="Assembling your chair, stool or bench",
                sections=(
                    (
                        "You need",
                        (
                            "Two hands, ten minutes and the hex key from the box. No further tool.",
                            "In the box: seat, legs, a back where the piece has one, bolts M6, one hex key.",
                        ),
                    ),
                    (
                        "Assembly",
                        (
                            "1. Lay the seat on a blanket, underside up.",
                            "2. Screw in the legs until they stop.",
                            "3. Where there is a back, set it into its slots and put in the bolts loosely.",
                            "4. Stand it up, sit down once, then tighten all bolts.",
                        ),
                    ),
                    (
                        "Use",
                        (
                            "Holds up to 120 kg. For rooms, not for outdoors. Tighten the bolts once a year.",
                        ),
                    ),
                ),
            ),
            "de": Said(
                title="So bauen Sie Stuhl, Hocker oder Bank auf",
                sections=(
                    (
                        "Das brauchen Sie",
                        (
                            "Zwei Hände, zehn Minuten und den Sechskantschlüssel aus dem Karton.",
                            "Im Karton: Sitz, Beine, gegebenenfalls die Lehne, Schrauben M6, ein Sechskantschlüssel.",
                        ),
                    ),
                    (
                        "Aufbau",
                        (
                            "1. Legen Sie den Sitz mit der Unterseite nach oben auf eine Decke.",
                            "2. Drehen Sie die Beine bis zum Anschlag ein.",
                            "3. Setzen Sie die Lehne ein, wenn es eine gibt, und drehen Sie die Schrauben lose ein.",
                            "4. Stellen Sie alles auf, setzen Sie sich einmal, ziehen Sie alle Schrauben an.",
                        ),
                    ),
                    (
                        "Gebrauch",
                        (
                            "Trägt bis 120 kg. Für Innenräume. Ziehen Sie die Schrauben einmal im Jahr nach.",
                        ),
                    ),
                ),
            ),
            "fr": Said(
                title="Monter votre chaise, tabouret ou banc",
                sections=(
                    (
                        "Il vous faut",
                        (
                            "Deux mains, dix minutes et la clé six pans du carton. Aucun autre outil.",
                            "Dans le carton: assise, pieds, dossier s'il y en a un, vis M6, une clé six pans.",
                        ),
                    ),
                    (
                        "Montage",
                        (
                            "1. Posez l'assise à l'envers sur une couverture.",
                            "2. Vissez les pieds jusqu'à la butée.",
                            "3. Placez le dossier, s'il y en a un, et posez les vis sans les serrer.",
                            "4. Redressez le tout, asseyez-vous une fois, puis serrez toutes les vis.",
                        ),
                    ),
                    (
                        "Utilisation",
                        ("Supporte 120 kg. Pour l'intérieur. Resserrez les vis une fois par an.",),
                    ),
                ),
            ),
        },
    ),
    Leaflet(
        code="soap-safety",
        kind="safety",
        families=("bottle",),
        said={
            "en": Said(
                title="Safety sheet: soap, bath care and candles",
                sections=(
                    (
                        "Soap and bath care",
                        ("For skin and hair. Do not swallow. Keep out of the reach of children.",),
                    ),
                    (
                        "Candles",
                        (
                            "Never leave a burning candle alone; keep 30 cm from anything that burns.",
                        ),
                    ),
                    (
                        "First aid",
                        (
                            "Eyes: rinse with clear water for several minutes and take out contact lenses.",
                            "Swallowed: rinse the mouth, drink a glass of water, do not bring on vomiting.",
                        ),
                    ),
                    ("Storage", ("Between 5 and 30 °C, closed, away from sunlight.",)),
                ),
            ),
            "de": Said(
                title="Sicherheitsblatt: Seife, Badepflege und Kerzen",
                sections=(
                    (
                        "Seife und Badepflege",
                        (
                            "Für Haut und Haar. Nicht verschlucken. Für Kinder unzugänglich aufbewahren.",
                        ),
                    ),
                    ("Kerzen", ("Nie allein brennen lassen; 30 cm Abstand zu allem, was brennt.",)),
                    (
                        "Erste Hilfe",
                        (
                            "Augen: einige Minuten mit klarem Wasser spülen, Kontaktlinsen entfernen.",
                            "Verschluckt: Mund ausspülen, ein Glas Wasser trinken, kein Erbrechen auslösen.",
                        ),
                    ),
                    ("Lagerung", ("Zwischen 5 und 30 °C, verschlossen, vor Sonne geschützt.",)),
                ),
            ),
            "fr": Said(
                title="Fiche de sécurité: savon, soin du bain et bougies",
                sections=(
                    (
                        "Savon et soin du bain",
                        (
                            "Pour la peau et les cheveux. Ne pas avaler. Tenir hors de portée des enfants.",
                        ),
                    ),
                    (
                        "Bougies",
                        (
                            "Ne jamais laisser brûler sans surveillance; 30 cm de tout ce qui brûle.",
                        ),
                    ),
                    (
                        "Premiers secours",
                        (
                            "Yeux: rincer à l'eau claire plusieurs minutes, enlever les lentilles.",
                            "Ingestion: rincer la bouche, boire un verre d'eau, ne pas faire vomir.",
                        ),
                    ),
                    ("Conservation", ("Entre 5 et 30 °C, fermé, à l'abri du soleil.",)),
                ),
            ),
        },
    ),
    Leaflet(
        code="stoneware-care",
        kind="care",
        families=("mug", "vase"),
        said={
            "en": Said(
                title="Living with stoneware",
                sections=(
                    (
                        "Every day",
                        (
                            "Wash by hand or in the machine up to 55 °C. Let hot pieces cool before cold water.",
                        ),
                    ),
                    (
                        "Marks",
                        (
                            "Grey lines from spoons are metal, not scratches: a paste of baking soda takes "
                            "them off. Tea stains go with lemon juice.",
                        ),
                    ),
                ),
            ),
            "de": Said(
                title="Leben mit Steinzeug",
                sections=(
                    (
                        "Jeden Tag",
                        (
                            "Von Hand oder in der Maschine bis 55 °C spülen. Heiße Stücke erst abkühlen lassen.",
                        ),
                    ),
                    (
                        "Spuren",
                        (
                            "Graue Linien vom Löffel sind Metall, keine Kratzer: Natronpaste nimmt sie weg. "
                            "Teeränder gehen mit Zitronensaft.",
                        ),
                    ),
                ),
            ),
            "fr": Said(
                title="Vivre avec le grès",
                sections=(
                    (
                        "Tous les jours",
                        (
                            "Laver à la main ou en machine jusqu'à 55 °C. Laisser refroidir avant l'eau froide.",
                        ),
                    ),
                    (
                        "Traces",
                        (
                            "Les lignes grises des cuillères sont du métal, pas des rayures: une pâte de "
                            "bicarbonate les enlève. Le thé part au jus de citron.",
                        ),
                    ),
                ),
            ),
        },
    ),
    Leaflet(
        code="textile-certificate",
        kind="certificate",
        families=("cushion",),
        said={
            "en": Said(
                title="Declaration of fibers and dyes",
                sections=(
                    (
                        "What we declare",
                        (
                            "Fibers as on the label. Dyes without azo compounds that release banned amines. "
                            "Tested each season by the mill; reports are kept for ten years.",
                        ),
                    ),
                ),
            ),
        },
    ),
)
