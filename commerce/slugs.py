"""Slugs: names as they stand in an address."""

import re
import unicodedata

LONGEST = 100
_SPECIAL = str.maketrans(
    {
        "ß": "ss",
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "þ": "th",
    }
)
_APART = re.compile(r"[\W_]+")
_MARKED = re.compile("([\x00-\x7f])[\u0300-\u036f]+")


def slug_of(text: str) -> str:
    """This makes a slug of a name: lower words joined by dashes, at most 100 characters, may be empty.

    Latin letters lose their accents ("Café" is "cafe"); other alphabets stay themselves, without
    vowel signs and what only tells how to set them, because readers and search engines of those languages expect their own letters.
    """
    small = text.lower()
    if not small.isascii():
        apart = _MARKED.sub(r"\1", unicodedata.normalize("NFKD", small.translate(_SPECIAL)))
        whole = unicodedata.normalize("NFC", apart)
        small = "".join(one for one in whole if unicodedata.category(one) not in {"Mn", "Lm", "Cf"})
    return _APART.sub("-", small).strip("-")[:LONGEST].rstrip("-")
