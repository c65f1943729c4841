"""How names become slugs, and where a branch may hang."""

import re
from collections.abc import Mapping
from typing import Any

from commerce.errors import Invalid, Refused
from commerce.slugs import LONGEST, slug_of


class BranchIntoItself(Refused):
    """A category cannot hang below itself."""

    code = "branch_into_itself"


class BadCategory(Invalid):
    """The code or the words of a category do not fit."""

    code = "bad_category"


def check_code(code: str) -> str:
    """This returns a code of lower letters, digits and dashes.

    Raises:
        BadCategory: when it is none.
    """
    if not code or not code.isascii() or slug_of(code) != code or len(code) > 80:
        message = "a code has lower letters, digits and dashes, at most 80"
        raise BadCategory(message, field="code")
    return code


def check_words(words: Any) -> dict[str, dict[str, str]]:
    """This returns {language: {name, slug, description}}; every language needs a name.

    Raises:
        BadCategory: when something does not fit.
    """
    if not isinstance(words, Mapping) or not words:
        message = "words are an object of languages"
        raise BadCategory(message, field="words")
    found = {}
    for language, said in words.items():
        if not 2 <= len(language) <= 10 or not isinstance(said, Mapping):
            message = "words are an object per language"
            raise BadCategory(message, field="words")
        found[language] = {name: _text(language, name, text) for name, text in said.items()}
        if not found[language].get("name"):
            message = f"a name is missing in {language}"
            raise BadCategory(message, field=f"words/{language}/name")
    return found


def code_from(name: str) -> str:
    """This makes a code of a name: what is ASCII of its slug, may be empty."""
    return "-".join(re.findall("[a-z0-9]+", slug_of(name)))


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


def _text(language: str, name: str, text: Any) -> str:
    longest = {"name": 120, "slug": LONGEST, "description": 4000}.get(name)
    if longest is None or not isinstance(text, str) or len(text) > longest or "\x00" in text:
        message = "name, slug and description are texts of bounded length"
        raise BadCategory(message, field=f"words/{language}/{name}")
    return slug_of(text) if name == "slug" else text.strip()
