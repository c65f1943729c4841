"""What the demo's shoppers say: sentences per family, put together the same way every time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.demo.shapes import DemoProduct

W = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A review of the demo; `days_ago` counts back from the day of planting."""

    stars: int
    title: str
    text: str
    name: str
    language: str
    days_ago: int
    helpful: int
    verified: bool
    photo: bool
    waits: bool
    reply: str


NAMES = (
    "Anna K.", "Jonas", "Maite", "Oliver B.", "Sofie", "Karim", "Ingrid L.", "Tom", "Elif", "Marek",
    "Paula R.", "Nils", "Chiara", "Ben W.", "Lena", "Hugo", "Freya", "Samir", "Kasia", "Pieter V.",
    "Rosa", "Emil", "Aoife", "Mathilde", "Luca", "Greta S.", "Yusuf", "Nora", "David H.", "Clara",
)  # fmt: skip
PRAISE: dict[str, tuple[W, ...]] = {
    "vase": (
        ("The glaze changes with the light; photos do not do it justice.", "Die Glasur verändert sich mit dem Licht, das zeigt kein Foto."),
        ("Stands firmly even with long branches in it.", "Steht auch mit langen Zweigen sicher."),
        ("Beautiful without flowers, too.", "Auch ohne Blumen schön."),
        ("Watertight and easy to rinse.", "Dicht und leicht auszuspülen."),
    ),
    "mug": (
        ("Sits well in the hand and keeps the coffee warm.", "Liegt gut in der Hand und hält den Kaffee warm."),
        ("Has survived the dishwasher every day since March.", "Übersteht seit März täglich die Spülmaschine."),
        ("The rim is pleasantly thin.", "Der Rand ist angenehm dünn."),
        ("The right size for a proper cup of tea.", "Die richtige Größe für eine ordentliche Tasse Tee."),
    ),
    "lamp": (
        ("Warm light that does not blind.", "Warmes Licht, das nicht blendet."),
        ("Makes the corner by the sofa my favorite place.", "Macht die Ecke am Sofa zu meinem Lieblingsplatz."),
        ("Assembled in ten minutes.", "In zehn Minuten aufgebaut."),
        ("The switch has a satisfying click.", "Der Schalter klickt satt."),
    ),
    "chair": (
        ("Comfortable for a long dinner, even without a cushion.", "Auch ohne Kissen bequem für einen langen Abend."),
        ("The wood has a lovely grain and no splinters.", "Das Holz hat eine schöne Maserung und keine Splitter."),
        ("Solid; nothing wobbles.", "Solide, da wackelt nichts."),
        ("Light enough to carry with one hand.", "Leicht genug für eine Hand."),
    ),
    "bag": (
        ("Holds laptop, lunch and a jumper.", "Laptop, Brotdose und Pullover passen hinein."),
        ("The seams still look like new after half a year.", "Die Nähte sehen nach einem halben Jahr aus wie neu."),
        ("The strap does not cut into the shoulder.", "Der Riemen schneidet nicht ein."),
        ("I get asked about it on the train.", "Im Zug werde ich darauf angesprochen."),
    ),
    "plant": (
        ("Arrived well packed and has two new leaves already.", "Kam gut verpackt an und hat schon zwei neue Blätter."),
        ("Forgives that I forget to water.", "Verzeiht, wenn ich das Gießen vergesse."),
        ("Bigger than I thought.", "Größer als gedacht."),
        ("The pot alone is worth it.", "Allein der Topf ist es wert."),
    ),
    "cushion": (
        ("The color is exactly as shown.", "Die Farbe ist genau wie abgebildet."),
        ("Soft, and it keeps its shape.", "Weich und formstabil."),
        ("The cover washes well at 30 degrees.", "Der Bezug lässt sich gut bei 30 Grad waschen."),
        ("Finally a pattern that goes with our old sofa.", "Endlich ein Muster, das zu unserem alten Sofa passt."),
    ),
    "print": (
        ("Thick paper, clean colors.", "Dickes Papier, klare Farben."),
        ("Came flat and without a dent.", "Kam glatt und ohne Knick an."),
        ("The frame is real wood, you can tell.", "Der Rahmen ist echtes Holz, das merkt man."),
        ("Brings the hallway to life.", "Bringt Leben in den Flur."),
    ),
    "bottle": (
        ("Smells fresh without being loud.", "Duftet frisch, ohne aufdringlich zu sein."),
        ("Kind to my dry hands.", "Tut meinen trockenen Händen gut."),
        ("The pump doses well and does not drip.", "Der Spender dosiert gut und tropft nicht."),
        ("Lasts longer than the ones from the supermarket.", "Reicht länger als die aus dem Supermarkt."),
    ),
}  # fmt: skip
GRIPES: tuple[W, ...] = (
    ("A little smaller than I had pictured it.", "Etwas kleiner, als ich es mir vorgestellt hatte."),
    ("The color is darker than on my screen.", "Die Farbe ist dunkler als auf meinem Bildschirm."),
    ("Delivery took two days longer than promised.", "Die Lieferung dauerte zwei Tage länger als versprochen."),
    ("Fine, but not a bargain.", "In Ordnung, aber kein Schnäppchen."),
    ("Had a small scratch; the exchange was quick.", "Hatte einen kleinen Kratzer, der Umtausch ging schnell."),
)  # fmt: skip
ENDS: tuple[W, ...] = (
    ("Would buy it again.", "Würde ich wieder kaufen."),
    ("Already ordered a second one for my sister.", "Schon ein zweites für meine Schwester bestellt."),
    ("Well packed, no plastic.", "Gut verpackt, ohne Plastik."),
    ("You can see that somebody cared.", "Man sieht, dass sich jemand Mühe gegeben hat."),
    ("We use it every day.", "Wir benutzen es jeden Tag."),
    ("It was a present and a success.", "War ein Geschenk und kam gut an."),
)  # fmt: skip
TITLES: dict[int, tuple[W, ...]] = {
    5: (("Simply beautiful", "Einfach schön"), ("Every day a joy", "Jeden Tag eine Freude"), ("Better than in the pictures", "Besser als auf den Bildern"), ("", "")),
    4: (("Very good", "Sehr gut"), ("Nearly perfect", "Fast perfekt"), ("", "")),
    3: (("All right", "In Ordnung"), ("Nice, with a but", "Schön, mit einem Aber")),
    2: (("I expected more", "Ich hatte mehr erwartet"),),
    1: (("Not for me", "Nichts für mich"),),
}  # fmt: skip
REPLIES: W = (
    "Thank you for telling us. We have written to you and will put it right.",
    "Danke für die offenen Worte. Wir haben Ihnen geschrieben und bringen das in Ordnung.",
)


# What sells as well as this (by the draw of orders/demo/trade.py) is well liked: that is why it does.
HIT = 3.0


def of_product(product: DemoProduct) -> Iterator[Voice]:
    """This tells what shoppers say of a product, the oldest first; of every fifth one nobody spoke yet."""
    chance = random.Random(f"voices:{product.key}")  # noqa: S311 - deterministic on purpose
    if chance.random() < 0.2:
        return
    sells = random.Random(f"hit:{product.name['en']}").paretovariate(1.15)  # noqa: S311 - as orders deal it
    liked = chance.choice((5, 5, 5, 4) if sells > HIT else (5, 5, 5, 4, 4, 3))
    for _ in range(1 + int(product.popularity * chance.uniform(2, 9)) % 23):
        yield _voice(product, chance, liked)


def _voice(product: DemoProduct, chance: random.Random, liked: int) -> Voice:
    stars = min(5, max(1, liked + chance.choice((0, 0, 0, 0, 1, 1, -1, -1, -2))))
    place = 1 if chance.random() < 0.45 else 0
    said = list(chance.sample(PRAISE[product.family], 2 if stars > 3 else 1))
    if stars < 4 or (stars == 4 and chance.random() < 0.5):
        said.append(chance.choice(GRIPES))
    if stars > 3 and chance.random() < 0.6:
        said.append(chance.choice(ENDS))
    if stars < 3:
        said.reverse()
    return Voice(
        stars=stars,
        title=chance.choice(TITLES[stars])[place],
        text=" ".join(one[place] for one in said),
        name=chance.choice(NAMES),
        language="de" if place else "en",
        days_ago=chance.randint(2, max(3, min(product.days_ago, 540))),
        helpful=max(0, int(chance.gauss(2, 4))),
        verified=chance.random() < 0.82,
        photo=stars > 3 and chance.random() < 0.08,
        waits=chance.random() < 0.01,
        reply=REPLIES[place] if stars < 4 and chance.random() < 0.5 else "",
    )
