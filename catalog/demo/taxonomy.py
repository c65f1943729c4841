"""The demo shop's shelves: seven departments, each with its categories."""

from dataclasses import dataclass

from catalog.demo.shapes import Words


@dataclass(frozen=True, kw_only=True)
class DemoCategory:
    """A shelf: its code, its parent's code (empty at the top), its words and its picture's cast.

    `cast` is (family, shape) for the siblings on the category picture; `hue` is their wall.
    """

    code: str
    parent: str
    name: Words
    intro: Words
    cast: tuple[str, str]
    hue: float


def _shelf(
    code: str,
    parent: str,
    *,
    name: tuple[str, str],
    intro: tuple[str, str],
    cast: tuple[str, str],
    hue: float,
) -> DemoCategory:
    return DemoCategory(
        code=code, parent=parent, name=Words(*name), intro=Words(*intro), cast=cast, hue=hue
    )


CATEGORIES: tuple[DemoCategory, ...] = (
    _shelf(
        "living",
        "",
        name=("Living", "Wohnen"),
        intro=(
            "Vases, cushions and prints that make a room yours.",
            "Vasen, Kissen und Drucke, die einen Raum zu deinem machen.",
        ),
        cast=("vase", "moon"),
        hue=30,
    ),
    _shelf(
        "vases",
        "living",
        name=("Vases", "Vasen"),
        intro=(
            "Thrown, cast and dipped: one stem or a whole meadow.",
            "Gedreht, gegossen, getaucht: für einen Stiel oder eine ganze Wiese.",
        ),
        cast=("vase", "amphora"),
        hue=60,
    ),
    _shelf(
        "cushions",
        "living",
        name=("Cushions", "Kissen"),
        intro=(
            "Woven covers with feather or recycled filling.",
            "Gewebte Bezüge, gefüllt mit Federn oder Recyclingfaser.",
        ),
        cast=("cushion", "square"),
        hue=130,
    ),
    _shelf(
        "prints",
        "living",
        name=("Art prints", "Kunstdrucke"),
        intro=(
            "Screen prints and letterpress, framed and ready to hang.",
            "Siebdrucke und Buchdruck, gerahmt und fertig zum Aufhängen.",
        ),
        cast=("print", ""),
        hue=15,
    ),
    _shelf(
        "table",
        "",
        name=("Table", "Tisch"),
        intro=(
            "For the first coffee and the last soup of the day.",
            "Für den ersten Kaffee und die letzte Suppe des Tages.",
        ),
        cast=("mug", "straight"),
        hue=200,
    ),
    _shelf(
        "mugs",
        "table",
        name=("Mugs and cups", "Tassen und Becher"),
        intro=(
            "Handles that fit a hand, rims that fit a lip.",
            "Henkel für die Hand, Ränder für die Lippe.",
        ),
        cast=("mug", "round"),
        hue=160,
    ),
    _shelf(
        "bowls",
        "table",
        name=("Bowls", "Schalen"),
        intro=("For porridge, ramen and keys.", "Für Porridge, Ramen und Schlüssel."),
        cast=("mug", "bowl"),
        hue=95,
    ),
    _shelf(
        "light",
        "",
        name=("Light", "Licht"),
        intro=(
            "Warm light, standard bulbs, parts you can replace.",
            "Warmes Licht, genormte Leuchtmittel, tauschbare Teile.",
        ),
        cast=("lamp", "mushroom"),
        hue=95,
    ),
    _shelf(
        "table-lamps",
        "light",
        name=("Table lamps", "Tischleuchten"),
        intro=(
            "Cloth and paper shades for desks and sideboards.",
            "Schirme aus Stoff und Papier für Schreibtisch und Sideboard.",
        ),
        cast=("lamp", "drum"),
        hue=265,
    ),
    _shelf(
        "bedside-lamps",
        "light",
        name=("Bedside lamps", "Nachttischleuchten"),
        intro=(
            "Low, warm, and easy to find in the dark.",
            "Niedrig, warm und im Dunkeln leicht zu finden.",
        ),
        cast=("lamp", "dome"),
        hue=30,
    ),
    _shelf(
        "seating",
        "",
        name=("Seating", "Sitzen"),
        intro=(
            "Solid wood, wedged joints, covers that come off.",
            "Massivholz, verkeilte Zapfen, abnehmbare Bezüge.",
        ),
        cast=("chair", "panel"),
        hue=160,
    ),
    _shelf(
        "chairs",
        "seating",
        name=("Chairs", "Stühle"),
        intro=("For long dinners and short meetings.", "Für lange Essen und kurze Sitzungen."),
        cast=("chair", "spindle"),
        hue=60,
    ),
    _shelf(
        "stools",
        "seating",
        name=("Stools and benches", "Hocker und Bänke"),
        intro=("A seat, a side table, a step.", "Sitz, Beistelltisch, Tritt."),
        cast=("chair", "stool"),
        hue=235,
    ),
    _shelf(
        "plants",
        "",
        name=("Plants", "Pflanzen"),
        intro=(
            "Potted, hardened and delivered in a box that breathes.",
            "Getopft, abgehärtet und im atmenden Karton geliefert.",
        ),
        cast=("plant", "heart"),
        hue=60,
    ),
    _shelf(
        "leafy-plants",
        "plants",
        name=("Leafy plants", "Blattpflanzen"),
        intro=("Big leaves for bright corners.", "Große Blätter für helle Ecken."),
        cast=("plant", "split"),
        hue=15,
    ),
    _shelf(
        "easy-plants",
        "plants",
        name=("Easy to keep", "Pflegeleicht"),
        intro=(
            "They forgive holidays and forgetfulness.",
            "Sie verzeihen Urlaub und Vergesslichkeit.",
        ),
        cast=("plant", "blade"),
        hue=235,
    ),
    _shelf(
        "bags",
        "",
        name=("Bags", "Taschen"),
        intro=(
            "Canvas and leather that get better with use.",
            "Canvas und Leder, die mit dem Gebrauch schöner werden.",
        ),
        cast=("bag", "city"),
        hue=15,
    ),
    _shelf(
        "totes",
        "bags",
        name=("Totes and city bags", "Shopper und Citytaschen"),
        intro=("For laptops, leeks and library books.", "Für Laptop, Lauch und Leihbücher."),
        cast=("bag", "tote"),
        hue=200,
    ),
    _shelf(
        "shoulder-bags",
        "bags",
        name=("Shoulder bags", "Umhängetaschen"),
        intro=("Hands free, everything close.", "Hände frei, alles nah."),
        cast=("bag", "crossbody"),
        hue=95,
    ),
    _shelf(
        "weekenders",
        "bags",
        name=("Weekenders", "Reisetaschen"),
        intro=("Two nights fit, three if you roll.", "Zwei Nächte passen, drei, wer rollt."),
        cast=("bag", "weekender"),
        hue=265,
    ),
    _shelf(
        "care",
        "",
        name=("Bath and body", "Bad und Körper"),
        intro=(
            "Washes, balms and candles in glass that comes back.",
            "Seifen, Balsame und Kerzen im Glas, das zurückkommt.",
        ),
        cast=("bottle", "pump"),
        hue=200,
    ),
    _shelf(
        "washes",
        "care",
        name=("Washes and lotions", "Seifen und Lotionen"),
        intro=(
            "Gentle every day, refillable for years.",
            "Mild für jeden Tag, nachfüllbar über Jahre.",
        ),
        cast=("bottle", "flask"),
        hue=130,
    ),
    _shelf(
        "balms",
        "care",
        name=("Balms and scrubs", "Balsame und Peelings"),
        intro=("For hands that work.", "Für Hände, die arbeiten."),
        cast=("bottle", "jar"),
        hue=30,
    ),
    _shelf(
        "candles",
        "care",
        name=("Candles", "Kerzen"),
        intro=("Rapeseed wax, cotton wick, 45 hours.", "Rapswachs, Baumwolldocht, 45 Stunden."),
        cast=("bottle", "candle"),
        hue=60,
    ),
)
BY_CODE = {category.code: category for category in CATEGORIES}
