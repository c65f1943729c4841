"""The editor as plain values: what a submitted form says, what a button does, what is drawn.

Names of form fields are the pointers of the checker with dots, so that each fault finds its field.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cms.blocks.rules import check, kinds
from cms.blocks.rules.kinds import Field, Kind
from cms.pages.rules import Content
from commerce import ids

Post = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the editor, well-formed or not; `seen` is the revision it started from."""

    seen: int
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One control of the form."""

    name: str
    label: str
    type: str
    value: str = ""
    checked: bool = False
    required: bool = False
    longest: int = 200
    hint: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    error: str = ""

    @property
    def id(self) -> str:
        """The name as an HTML id."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Controls that belong together, such as the texts of one language."""

    legend: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockForm:
    """A block as it stands in the editor."""

    index: int
    key: str
    kind: str
    title: str
    hidden: bool
    groups: tuple[Group, ...]
    errors: tuple[str, ...] = ()


def started(content: Content, *, seen: int) -> Draft:
    """This opens stored content in the editor."""
    return Draft(
        seen=seen,
        titles=content.titles,
        descriptions=content.descriptions,
        blocks=tuple(check.plain(content.blocks)),
    )


def read(post: Post, *, languages: Sequence[str]) -> Draft:
    """This reads a submitted form; nothing is judged yet."""
    count = min(_whole(post.get("count", "0")), check.MOST_BLOCKS)
    return Draft(
        seen=_whole(post.get("seen", "0")),
        titles={one: post.get(f"titles.{one}", "").strip() for one in languages},
        descriptions={one: post.get(f"descriptions.{one}", "").strip() for one in languages},
        blocks=tuple(
            _block(post, f"blocks.{index}", languages)
            for index in range(count)
            if post.get(f"blocks.{index}.kind") in kinds.KINDS
        ),
    )


def press(draft: Draft, button: str, *, kind: str = "") -> Draft:
    """This does what a button of the block list says: add, up, down, copy, hide, remove."""
    verb, _, place = button.partition(":")
    blocks = list(draft.blocks)
    if verb == "add" and kind in kinds.KINDS:
        blocks.append({"key": _key(), "kind": kind, "settings": {}, "texts": {}})
    index = _whole(place) if place else len(blocks)
    if verb in _PRESSES and index < len(draft.blocks):
        _PRESSES[verb](blocks, index)
    return replace(draft, blocks=tuple(blocks))


def drawn(
    draft: Draft, *, languages: Sequence[str], faults: Iterable[Mapping[str, str]] = ()
) -> tuple[BlockForm, ...]:
    """This draws every block with its fields, values and faults."""
    said = {one["pointer"].strip("/").replace("/", "."): one["message"] for one in faults}
    return tuple(
        _drawn_block(index, block, languages=languages, said=said)
        for index, block in enumerate(draft.blocks)
    )


def _block(post: Post, at: str, languages: Sequence[str]) -> dict[str, Any]:
    kind = kinds.KINDS[post[f"{at}.kind"]]
    texts = {one: _values(post, f"{at}.texts.{one}", kind.texts) for one in languages}
    return {
        "key": post.get(f"{at}.key", ""),
        "kind": kind.code,
        "hidden": post.get(f"{at}.hidden") == "yes",
        "shown_from": _moment(post.get(f"{at}.shown_from", "")),
        "shown_until": _moment(post.get(f"{at}.shown_until", "")),
        "settings": _values(post, f"{at}.settings", kind.settings),
        "texts": {language: said for language, said in texts.items() if said},
    }


def _values(post: Post, at: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    found = {one.name: _value(post, f"{at}.{one.name}", one) for one in fields}
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _value(post: Post, name: str, one: Field) -> Any:
    if one.type == "items":
        rows = [_values(post, f"{name}.{index}", one.parts) for index in range(one.longest + 1)]
        return [row for row in rows if set(row) - _defaults(one)]
    typed = post.get(name, "").replace("\r\n", "\n")
    if one.type == "yes":
        return True if typed == "yes" else None
    if one.type == "codes":
        return typed.split()
    if one.type == "number":
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else typed
    return typed if one.type in {"markdown", "text"} else typed.strip()


def _defaults(one: Field) -> set[str]:
    """A row in which only a choice stands, which always says something, is an empty row."""
    return {part.name for part in one.parts if part.type == "choice"}


def _drawn_block(
    index: int, block: Mapping[str, Any], *, languages: Sequence[str], said: Mapping[str, str]
) -> BlockForm:
    kind = kinds.KINDS[block["kind"]]
    at = f"blocks.{index}"
    groups = [
        Group(
            legend="", inputs=_inputs(kind.settings, block["settings"], f"{at}.settings", said=said)
        )
    ]
    groups += [
        Group(
            legend=language,
            inputs=_inputs(
                kind.texts, block["texts"].get(language, {}), f"{at}.texts.{language}", said=said
            ),
        )
        for language in languages
        if kind.texts
    ]
    groups.append(Group(legend="times", inputs=tuple(_times(block, at, said))))
    own = {f"{at}.{name}" for name in ("key", "kind", "texts", "settings")} | {at}
    return BlockForm(
        index=index,
        key=str(block["key"]),
        kind=kind.code,
        title=_name(kind, block, languages),
        hidden=bool(block.get("hidden")),
        groups=tuple(one for one in groups if one.inputs),
        errors=tuple(message for place, message in said.items() if place in own),
    )


def _name(kind: Kind, block: Mapping[str, Any], languages: Sequence[str]) -> str:
    words = next(
        (said["title"] for one in languages if (said := block["texts"].get(one, {})).get("title")),
        "",
    )
    return f"{kind.title}: {words}" if words else kind.title


def _inputs(
    fields: tuple[Field, ...], values: Mapping[str, Any], at: str, *, said: Mapping[str, str]
) -> tuple[Input, ...]:
    found: list[Input] = []
    for one in fields:
        if one.type == "items":
            rows = [*values.get(one.name, []), {}][: one.longest]
            for index, row in enumerate(rows):
                found += _inputs(one.parts, row, f"{at}.{one.name}.{index}", said=said)
        else:
            found.append(_input(one, values.get(one.name), f"{at}.{one.name}", said=said))
    return tuple(found)


def _input(one: Field, value: Any, name: str, *, said: Mapping[str, str]) -> Input:
    shown = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return Input(
        name=name,
        label=one.label,
        type=one.type,
        value="" if one.type == "yes" else shown,
        checked=value is True,
        required=one.required,
        longest=one.longest,
        hint=one.hint,
        choices=tuple((choice, choice, choice == value) for choice in one.choices),
        error=said.get(name, ""),
    )


def _times(block: Mapping[str, Any], at: str, said: Mapping[str, str]) -> Iterable[Input]:
    for name, label in (("shown_from", "Show from (UTC)"), ("shown_until", "Show until (UTC)")):
        stored = str(block.get(name) or "")
        yield Input(
            name=f"{at}.{name}",
            label=label,
            type="moment",
            value=stored[:16],
            error=said.get(f"{at}.{name}", ""),
        )


def _swap(blocks: list[dict[str, Any]], index: int, other: int) -> None:
    if 0 <= other < len(blocks):
        blocks[index], blocks[other] = blocks[other], blocks[index]


def _hide(blocks: list[dict[str, Any]], index: int) -> None:
    blocks[index] = {**blocks[index], "hidden": not blocks[index].get("hidden")}


_PRESSES: Mapping[str, Callable[[list[dict[str, Any]], int], object]] = {
    "up": lambda blocks, index: _swap(blocks, index, index - 1),
    "down": lambda blocks, index: _swap(blocks, index, index + 1),
    "copy": lambda blocks, index: blocks.insert(index + 1, {**blocks[index], "key": _key()}),
    "hide": _hide,
    "remove": lambda blocks, index: blocks.pop(index),
}


def _moment(typed: str) -> str | None:
    return f"{typed}:00+00:00" if len(typed) == 16 else typed or None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _key() -> str:
    return ids.new("b").replace("_", "")
