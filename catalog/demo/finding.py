"""Words the demo's shoppers use for the same thing, so that each finds what the other names."""

from catalog.demo import colors
from catalog.search.actions import lexicon
from catalog.search.models import Synonyms
from commerce import db

SAME: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("mug", "cup", "beaker"),
        ("cushion", "pillow"),
        ("print", "poster", "picture"),
        ("bag", "tote", "carrier"),
        ("lamp", "light"),
        ("plant", "greenery"),
    ),
    "de": (
        ("Tasse", "Becher"),
        ("Kissen", "Polster"),
        ("Druck", "Poster", "Bild"),
        ("Tasche", "Beutel"),
        ("Lampe", "Leuchte"),
        ("Stuhl", "Sessel"),
    ),
    "fr": (
        ("tasse", "mug", "gobelet"),
        ("coussin", "oreiller"),
        ("affiche", "poster", "impression"),
        ("sac", "cabas"),
        ("lampe", "luminaire"),
    ),
    "ar": (("كوب", "فنجان"), ("وسادة", "مخدة"), ("مصباح", "إنارة"), ("حقيبة", "شنطة")),
}
# Shades the makers name, and what shoppers call them. In pairs, so that "sky" does not mean "ink".
SHADES: tuple[tuple[tuple[str, ...], dict[str, tuple[str, ...]]], ...] = (
    (("cobalt", "sky", "ink", "teal"), {"en": ("blue",), "de": ("blau", "blaue"),
                                        "fr": ("bleu", "bleus"), "ar": ("أزرق", "زرقاء")}),
    (("sage", "moss", "forest", "celadon"), {"en": ("green",), "de": ("grün", "grüne"),
                                             "fr": ("vert", "verts"), "ar": ("أخضر", "خضراء")}),
    (("rose", "blush"), {"en": ("pink",), "de": ("rosa",), "ar": ("وردية",)}),
    (("lemon", "mustard", "ochre"), {"en": ("yellow",), "de": ("gelb", "gelbe"),
                                     "fr": ("jaune", "jaunes"), "ar": ("أصفر", "صفراء")}),
    (("rust", "brick"), {"en": ("red",), "de": ("rot", "rote"), "fr": ("rouge", "rouges"),
                         "ar": ("أحمر", "حمراء")}),
    (("chalk",), {"en": ("white",), "de": ("weiß", "weiße"), "fr": ("blanc", "blancs"),
                  "ar": ("أبيض", "بيضاء")}),
)  # fmt: skip


def _pairs() -> list[tuple[str, tuple[str, str]]]:
    return [
        (language, (said, colors.COLORS[shade].said(language).lower()))
        for shades, words in SHADES
        for language, forms in words.items()
        for said in forms
        for shade in shades
    ]


@db.transaction_required
def agree() -> int:
    """This teaches the words that mean the same; a house that has some keeps its own."""
    if Synonyms.objects.exists():
        return 0
    made = [
        lexicon.save_synonyms(language=language, synonyms=words)
        for language, groups in SAME.items()
        for words in groups
    ]
    made += [lexicon.save_synonyms(language=language, synonyms=pair) for language, pair in _pairs()]
    return len(made)
