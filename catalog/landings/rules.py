"""What a landing page may filter by and say, and how equal choices are known as equal."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from commerce.errors import Conflict, Invalid
from commerce.slugs import LONGEST, slug_of

Chosen = dict[str, list[str]]
Words = dict[str, dict[str, str]]
MOST_FACETS, MOST_VALUES = 3, 12
LENGTHS = {"heading": 80, "slug": LONGEST, "title": 60, "description": 155, "intro": 240}


class BadLanding(Invalid):
    """The filters or the words of a landing page do not fit."""

    code = "bad_landing"


class LandingExists(Conflict):
    """The category has a landing page with these very filters."""

    code = "landing_exists"


class SlugTaken(Conflict):
    """Another landing page answers to this slug."""

    code = "slug_taken"


def check_chosen(
    chosen: Mapping[str, Sequence[str]], *, known: Mapping[str, Sequence[str]]
) -> Chosen:
    """This returns the filters in one order; `known` are the values of every facet that may be chosen.

    Raises:
        BadLanding: for no filter, too many, or one that does not exist.
    """
    found = {
        code: sorted(dict.fromkeys(values)) for code, values in sorted(chosen.items()) if values
    }
    if not 0 < len(found) <= MOST_FACETS or sum(map(len, found.values())) > MOST_VALUES:
        message = f"choose 1 to {MOST_VALUES} values of at most {MOST_FACETS} filters"
        raise BadLanding(message, field="filters")
    for code, values in found.items():
        unknown = [value for value in values if value not in known.get(code, ())]
        if unknown:
            message = f"there is no filter {code}={unknown[0]}"
            raise BadLanding(message, field=f"filters/{code}")
    return found


def check_words(words: Mapping[str, Mapping[str, Any]]) -> Words:
    """This returns {language: {heading, slug, title, description, intro}}; a slug follows from the heading.

    Raises:
        BadLanding: when there is no language, a heading is missing, or a text is too long.
    """
    found = {language: _said(language, said) for language, said in words.items()}
    if not found:
        message = "give a heading in at least one language"
        raise BadLanding(message, field="words")
    return found


def key_of(chosen: Mapping[str, Sequence[str]]) -> str:
    """This writes filters as an address asks for them, in one order: "color=blue&color=ink"."""
    return urlencode(pairs_of(chosen))


def pairs_of(chosen: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """These are filters as the parameters of an address, in one order."""
    return [(code, value) for code in sorted(chosen) for value in sorted(chosen[code])]


def groups_of(chosen: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """These are filters as tokens of listings: any of a group, all groups; as many as there may be facets."""
    groups = [[f"{code}:{value}" for value in chosen[code]] for code in sorted(chosen)]
    return groups + [[] for _ in range(MOST_FACETS - len(groups))]


def _said(language: str, said: Mapping[str, Any]) -> dict[str, str]:
    if not 2 <= len(language) <= 10 or set(said) - set(LENGTHS):
        message = f"words are {', '.join(LENGTHS)} per language"
        raise BadLanding(message, field=f"words/{language}")
    found = {}
    for part, longest in LENGTHS.items():
        text = said.get(part, "")
        if not isinstance(text, str) or len(text) > longest or "\x00" in text:
            message = f"{part} is a text of at most {longest} characters"
            raise BadLanding(message, field=f"words/{language}/{part}")
        found[part] = " ".join(text.split())
    if not found["heading"]:
        message = f"a heading is missing in {language}"
        raise BadLanding(message, field=f"words/{language}/heading")
    found["slug"] = slug_of(found["slug"] or found["heading"])
    if not found["slug"]:
        message = f"a slug is missing in {language}"
        raise BadLanding(message, field=f"words/{language}/slug")
    return found
