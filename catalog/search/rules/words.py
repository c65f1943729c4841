"""Words as search compares them: small letters, no accents, and kinship by letters."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th"})
# Arabic letters that people write one for the other, and the stretching sign.
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
LONGEST = 60
MOST_QUERY_WORDS = 12
# PostgreSQL's stemmers; every other language is compared word by word.
CONFIGS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
}
# Languages that write compounds as one word: their long words are found by their last part, too.
COMPOUNDS = {"da", "de", "fi", "nl", "no", "sv"}
COMPOUND_FROM = 8
PART_FROM = 4
# What the languages we speak put behind a word for many; none for the word itself.
ENDINGS = {"", "s", "es", "n", "en", "e", "er", "x", "ات"}


def fold(text: str, language: str) -> str:
    """This makes texts comparable: "Große Schüssel" and "grosse schuessel" become one.

    Arabic loses its vowel signs, and alef, yeh and teh marbuta their variants.
    """
    small = text.lower()
    if not small.isascii():
        # Fancy letters may unfold into capitals, so small ones are made once more.
        small = small.translate(_SPECIAL).translate(_ARABIC)
        small = unicodedata.normalize("NFKD", small).lower()
        small = "".join(letter for letter in small if not unicodedata.combining(letter))
    if language == "de":
        for pair, letter in _UMLAUTS:
            small = small.replace(pair, letter)
    return small


def words(text: str, language: str) -> list[str]:
    """This lists the folded words of a text in order."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text, language))]


def query_words(text: str, language: str) -> list[str]:
    """This lists the folded words of what a shopper typed, at most twelve, each once."""
    return list(dict.fromkeys(words(text, language)))[:MOST_QUERY_WORDS]


def code_of(text: str) -> str:
    """This reduces a SKU or GTIN to its letters and digits, so that separators do not matter."""
    return "".join(letter for letter in text.lower() if letter.isalnum())[:LONGEST]


def config_of(language: str) -> str:
    """This names PostgreSQL's text search configuration of a language."""
    return CONFIGS.get(language, "simple")


def backwards(word: str) -> str:
    """This is the lexeme by which a compound is found from behind."""
    return "<" + word[::-1]


def trigrams(word: str) -> list[str]:
    """This cuts a word into overlapping threes, with its ends marked."""
    padded = f"  {word} "
    return sorted({padded[i : i + 3] for i in range(len(padded) - 2)})


def edits_allowed(word: str) -> int:
    """This tells how many slips a word may hold: none below four letters, one up to seven, then two."""
    length = len(word)
    return 0 if length < 4 else 1 if length < 8 else 2


def same(one: str, other: str) -> bool:
    """This tells whether two words are one, or one and its plural by an ending: "vase", "vases", "Vasen"."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short) and long[len(short) :] in ENDINGS


def nearest(word: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """This picks the candidate (word, weight) with the fewest slips, then the heaviest; None for none near.

    Swapped neighbors count as one slip.
    """
    from rapidfuzz.distance import OSA  # megabytes, for those who slip only

    allowed = edits_allowed(word)
    found: tuple[int, int, str] | None = None
    for candidate, weight in candidates:
        slips = OSA.distance(word, candidate, score_cutoff=allowed)
        if 0 < slips <= allowed:
            ranked = (slips, -weight, candidate)
            found = min(found or ranked, ranked)
    return found[2] if found else None


def splits(word: str) -> list[tuple[str, str]]:
    """This lists the ways to read a long word as two, with or without a linking s, n or e."""
    found = []
    for cut in range(PART_FROM, len(word) - PART_FROM + 1):
        head, tail = word[:cut], word[cut:]
        found.append((head, tail))
        found += [
            (head[: -len(link)], tail)
            for link in ("s", "n", "en", "es")
            if head.endswith(link) and len(head) - len(link) >= PART_FROM
        ]
    return found


def meaning(
    terms: Sequence[str], groups: Sequence[Sequence[Sequence[str]]]
) -> list[list[list[str]]]:
    """This reads terms with synonyms: for each place the ways to say it, each a list of words.

    `groups` are synonym groups of folded word lists; the longest known phrase at a place wins.
    """
    known: dict[tuple[str, ...], list[list[str]]] = {}
    for group in groups:
        for way in group:
            known.setdefault(tuple(way), []).extend(list(other) for other in group if other != way)
    longest = max((len(way) for way in known), default=1)
    found: list[list[list[str]]] = []
    place = 0
    while place < len(terms):
        size = next(
            (n for n in range(longest, 1, -1) if tuple(terms[place : place + n]) in known), 1
        )
        own = list(terms[place : place + size])
        found.append([own, *known.get(tuple(own), [])])
        place += size
    return found
