"""Whether blocks are well-formed: every fault at once, each with the pointer to its place."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cms.blocks.rules import kinds, text
from cms.blocks.rules.kinds import Field, Kind
from commerce.errors import Invalid

MOST_BLOCKS = 60
_FRAME = frozenset({"key", "kind", "hidden", "shown_from", "shown_until", "settings", "texts"})


class BadBlocks(Invalid):
    """Some blocks are not well-formed; `data["faults"]` holds {pointer, code, message} for each."""

    code = "bad_blocks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A well-formed block; `texts` is {language: {field: value}}, times are UTC or None."""

    key: str
    kind: str
    hidden: bool = False
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def visible(self, at: datetime) -> bool:
        """This tells whether the block shows at a moment."""
        started = self.shown_from is None or self.shown_from <= at
        return not self.hidden and started and (self.shown_until is None or at < self.shown_until)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the input a reader stands; faults of every place go into one list."""

    pointer: str
    faults: list[dict[str, str]]

    def at(self, name: object) -> "_Place":
        return _Place(f"{self.pointer}/{name}", self.faults)

    def fault(self, code: str, message: str) -> None:
        self.faults.append({"pointer": self.pointer, "code": code, "message": message})


def checked(raw: object, *, languages: Sequence[str], at: str = "/blocks") -> tuple[Block, ...]:
    """This reads a list of blocks.

    Raises:
        BadBlocks: with data faults=[{pointer, code, message}], all of them at once.
    """
    place = _Place(at, [])
    found: list[Block] = []
    if not isinstance(raw, list) or len(raw) > MOST_BLOCKS:
        place.fault("list", f"Send a list of at most {MOST_BLOCKS} blocks")
        raw = []
    for index, one in enumerate(raw):
        block = _block(one, place.at(index), languages)
        if block is not None:
            if any(other.key == block.key for other in found):
                place.at(index).at("key").fault("double", "Two blocks have the same key")
            found.append(block)
    if place.faults:
        first = place.faults[0]
        raise BadBlocks(first["message"], field=first["pointer"], faults=place.faults)
    return tuple(found)


def plain(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """This writes blocks as plain JSON, the same for the same blocks."""
    return [
        {
            "key": one.key,
            "kind": one.kind,
            "hidden": one.hidden,
            "shown_from": one.shown_from.isoformat() if one.shown_from else None,
            "shown_until": one.shown_until.isoformat() if one.shown_until else None,
            "settings": dict(one.settings),
            "texts": {language: dict(said) for language, said in one.texts.items()},
        }
        for one in blocks
    ]


def complete_in(block: Block, language: str) -> bool:
    """This tells whether everything required is said in a language: half a translation is none."""
    said = block.texts.get(language)
    if said is None:
        return not kinds.KINDS[block.kind].texts
    return all(said.get(one.name) for one in kinds.KINDS[block.kind].texts if one.required)


def language_of(block: Block, wanted: Sequence[str]) -> str | None:
    """This picks the one language a block is shown in: the first that is complete, never a mix."""
    return next((one for one in wanted if complete_in(block, one)), None)


def _block(raw: object, place: _Place, languages: Sequence[str]) -> Block | None:
    if not isinstance(raw, Mapping):
        place.fault("block", "A block is an object")
        return None
    kind = kinds.KINDS.get(str(raw.get("kind", "")))
    if kind is None:
        place.at("kind").fault("kind", f"There is no block {raw.get('kind')!r:.60}")
        return None
    before = len(place.faults)
    _refuse_unknown(raw, _FRAME, place)
    key = raw.get("key")
    if not isinstance(key, str) or not key.isascii() or not key.isalnum() or len(key) > 40:
        place.at("key").fault("key", "A key is letters and digits")
    found = Block(
        key=str(key),
        kind=kind.code,
        hidden=raw.get("hidden") is True,
        shown_from=_moment(raw.get("shown_from"), place.at("shown_from")),
        shown_until=_moment(raw.get("shown_until"), place.at("shown_until")),
        settings=_values(raw.get("settings", {}), kind.settings, place.at("settings")),
        texts=_texts(raw.get("texts", {}), kind, place.at("texts"), languages=languages),
    )
    return found if len(place.faults) == before else None


def _texts(
    raw: object, kind: Kind, place: _Place, *, languages: Sequence[str]
) -> dict[str, dict[str, Any]]:
    if not isinstance(raw, Mapping):
        place.fault("texts", "Texts are an object by language")
        return {}
    for language in raw:
        if language not in languages:
            place.at(language).fault("language", "This channel does not speak this language")
    found = {
        language: _values(raw[language], kind.texts, place.at(language))
        for language in languages
        if raw.get(language)
    }
    if kind.texts and not found:
        place.fault("missing", "Say it in at least one language")
    return found


def _values(raw: object, fields: tuple[Field, ...], place: _Place) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        place.fault("object", "This is an object")
        return {}
    _refuse_unknown(raw, {one.name for one in fields}, place)
    found: dict[str, Any] = {}
    for one in fields:
        value = raw.get(one.name)
        if value in (None, "", []):
            if one.required:
                place.at(one.name).fault("missing", f"{one.label} is missing")
            continue
        before = len(place.faults)
        _READERS[one.type](value, one, place.at(one.name))
        if len(place.faults) == before:
            found[one.name] = value
    return found


def _refuse_unknown(raw: Mapping[Any, Any], known: Collection[str], place: _Place) -> None:
    for name in raw:
        if name not in known:
            place.at(name).fault("unknown", "Unknown field")


def _said(value: Any, one: Field, place: _Place) -> None:
    if not isinstance(value, str):
        place.fault("text", f"{one.label} is text")
    elif len(value) > one.longest:
        place.fault("long", f"{one.label} has at most {one.longest} characters")
    elif "\x00" in value or (one.type == "line" and ("\n" in value or "\r" in value)):
        place.fault("characters", f"{one.label} is one line of text")


def _link(value: Any, one: Field, place: _Place) -> None:
    if not isinstance(value, str) or not text.is_link(value):
        place.fault("link", f"{one.label}: use category:, product:, page:, /path/ or https://")


def _picture(value: Any, one: Field, place: _Place) -> None:
    if not isinstance(value, str) or not text.is_picture(value):
        place.fault("picture", f"{one.label}: use the address of one of our pictures")


def _number(value: Any, one: Field, place: _Place) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not one.least <= value <= one.most:
        place.fault("number", f"{one.label} is a number from {one.least} to {one.most}")


def _choice(value: Any, one: Field, place: _Place) -> None:
    if value not in one.choices:
        place.fault("choice", f"{one.label} is one of {', '.join(one.choices)}")


def _yes(value: Any, one: Field, place: _Place) -> None:
    if not isinstance(value, bool):
        place.fault("yes", f"{one.label} is yes or no")


def _codes(value: Any, one: Field, place: _Place) -> None:
    good = isinstance(value, list) and len(value) <= one.longest
    if not good or not all(isinstance(code, str) and 0 < len(code) <= 160 for code in value):
        place.fault("codes", f"{one.label}: at most {one.longest} codes")


def _items(value: Any, one: Field, place: _Place) -> None:
    if not isinstance(value, list) or len(value) > one.longest:
        place.fault("list", f"{one.label}: at most {one.longest}")
        return
    for index, item in enumerate(value):
        _values(item, one.parts, place.at(index))


def _moment(value: object, place: _Place) -> datetime | None:
    if value in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        place.fault("moment", "A moment is written like 2026-11-02T09:00:00+00:00")
        return None
    return found


_READERS: Mapping[str, Callable[[Any, Field, _Place], None]] = {
    "line": _said,
    "text": _said,
    "markdown": _said,
    "link": _link,
    "picture": _picture,
    "number": _number,
    "choice": _choice,
    "yes": _yes,
    "codes": _codes,
    "items": _items,
}
