"""Order numbers as people write them."""

import re

MOST = 40
_APART = re.compile(r"[\s#\-\N{EN DASH}]+")
_OURS = re.compile(r"[A-Z0-9]+-[0-9]+")
_TOGETHER = re.compile(r"([A-Z]+)([0-9]+)")


def as_stored(written: str) -> str:
    """This is the number that is meant, in our spelling (X17): `eu 103743` and `#EU103743` are `EU-103743`.

    What looks like no number of ours stays as it is, in capitals.
    """
    text = written.strip().upper()[:MOST]
    if _OURS.fullmatch(text):
        return text
    parts = _TOGETHER.fullmatch(_APART.sub("", text))
    return f"{parts[1]}-{parts[2]}" if parts else text
