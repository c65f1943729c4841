"""Words the demo's shoppers use for the same thing, so that each finds what the other names."""

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
    return len(made)
