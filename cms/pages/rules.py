"""What a page must say, and how two revisions differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.blocks.rules import check
from cms.blocks.rules.check import Block
from commerce.errors import Invalid

KINDS = ("home", "static", "legal")
LONGEST_TITLE = 120
LONGEST_DESCRIPTION = 300
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadPage(Invalid):
    """A page is not well-formed; `data["faults"]` holds {pointer, code, message} for each fault."""

    code = "bad_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page says: titles and descriptions by language, and its blocks."""

    titles: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two revisions; `before` or `after` is None when it was not there."""

    place: str
    before: str | None
    after: str | None


def checked_slug(text: str) -> str:
    """This checks the last part of a page's address.

    Raises:
        BadPage: unless it is lower-case words joined by dashes.
    """
    if len(text) > 80 or not _SLUG.fullmatch(text):
        message = "Use lower-case words joined by dashes, like shipping-and-returns"
        raise BadPage(message, field="/slug")
    return text


def checked(
    *, titles: object, descriptions: object, blocks: object, languages: Sequence[str]
) -> Content:
    """This reads what an editor or a partner sends.

    Raises:
        BadPage, BadBlocks: naming every fault of titles and descriptions, or of blocks.
    """
    faults: list[dict[str, str]] = []
    said = _words(titles, LONGEST_TITLE, "/titles", languages=languages, faults=faults)
    more = _words(
        descriptions, LONGEST_DESCRIPTION, "/descriptions", languages=languages, faults=faults
    )
    if not said and not faults:
        faults.append({"pointer": "/titles", "code": "missing", "message": "A page needs a title"})
    if faults:
        raise BadPage(faults[0]["message"], field=faults[0]["pointer"], faults=faults)
    return Content(
        titles=said, descriptions=more, blocks=check.checked(blocks, languages=languages)
    )


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """This lists how one revision differs from another, in the order of the page."""
    old, new = dict(_places(before)), dict(_places(after))
    places = list(dict.fromkeys([*new, *old]))
    return tuple(
        Change(place=place, before=old.get(place), after=new.get(place))
        for place in places
        if old.get(place) != new.get(place)
    )


def _words(
    raw: object, longest: int, at: str, *, languages: Sequence[str], faults: list[dict[str, str]]
) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        faults.append({"pointer": at, "code": "object", "message": "This is an object by language"})
        return {}
    found: dict[str, str] = {}
    for language, text in raw.items():
        pointer = f"{at}/{language}"
        if language not in languages:
            message = "This channel does not speak this language"
            faults.append({"pointer": pointer, "code": "language", "message": message})
        elif not isinstance(text, str) or len(text) > longest or any(c < " " for c in text):
            message = f"Use one line of at most {longest} characters"
            faults.append({"pointer": pointer, "code": "text", "message": message})
        elif text.strip():
            found[language] = text.strip()
    return found


def _places(content: Content) -> Iterator[tuple[str, str]]:
    yield from ((f"title ({language})", text) for language, text in content.titles.items())
    yield from (
        (f"description ({language})", text) for language, text in content.descriptions.items()
    )
    yield "order of blocks", " · ".join(one.key for one in content.blocks)
    for one in check.plain(content.blocks):
        name = f"{one['kind']} {one['key']}"
        yield f"{name}: kind", one["kind"]
        if one["hidden"]:
            yield f"{name}: hidden", "yes"
        for edge in ("shown_from", "shown_until"):
            if one[edge]:
                yield f"{name}: {edge}", one[edge]
        yield from ((f"{name}: {key}", _plain(value)) for key, value in one["settings"].items())
        for language, said in one["texts"].items():
            yield from ((f"{name}: {key} ({language})", _plain(v)) for key, v in said.items())


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_plain(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {one}" for key, one in value.items())
    return str(value)
