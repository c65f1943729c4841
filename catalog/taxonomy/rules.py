"""How names become slugs, and where a branch may hang."""

import re
import unicodedata

from commerce.errors import Refused

LONGEST = 100
_SPECIAL = str.maketrans(
    {"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th"}
)
_APART = re.compile(r"[^a-z0-9]+")


class BranchIntoItself(Refused):
    """A category cannot hang below itself."""

    code = "branch_into_itself"


def slug_of(text: str) -> str:
    """This makes a slug of a name: lower ASCII words joined by dashes, at most 100 characters, may be empty."""
    small = text.lower()
    if not small.isascii():
        small = unicodedata.normalize("NFKD", small.translate(_SPECIAL))
        small = small.encode("ascii", "ignore").decode()
    return _APART.sub("-", small).strip("-")[:LONGEST].rstrip("-")


def check_move(*, path: str, under: str) -> None:
    """This refuses to hang the branch at `path` below the node at `under`.

    Raises:
        BranchIntoItself: when that node is part of the branch.
    """
    if under.startswith(path):
        message = "a category cannot hang below itself"
        raise BranchIntoItself(message, field="parent")


def keys_of(path: str) -> list[int]:
    """This reads the keys of a path from the root down: "/1/7/" is [1, 7]."""
    return [int(key) for key in path.split("/") if key]
