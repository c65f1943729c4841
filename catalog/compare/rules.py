"""What is compared, and the table that comes of it: values in, rows out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 4
LEAST = 2
SEPARATOR = "."
_ID = re.compile(r"prd_[a-z0-9]{1,36}")

Sheet = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact of all products; an empty value is one its product does not state."""

    name: str
    values: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all products say the same."""
        return len(set(self.values)) == 1


def read(text: str) -> tuple[str, ...]:
    """This reads the cookie: known shapes only, each once, never more than four."""
    return picked(text.split(SEPARATOR))


def picked(ids: Sequence[str]) -> tuple[str, ...]:
    """This keeps what can be the id of a product, each once, the first four."""
    good = [one for one in ids if _ID.fullmatch(one)]
    return tuple(dict.fromkeys(good))[:MOST]


def write(ids: Sequence[str]) -> str:
    """This writes the cookie."""
    return SEPARATOR.join(ids)


def shown(ids: Sequence[str], *, left: str, right: str) -> tuple[str, ...]:
    """This says which two columns a narrow screen shows: the wished ones, else the first that are left."""
    wished = [one for one in dict.fromkeys((left, right)) if one in ids]
    return tuple([*wished, *(one for one in ids if one not in wished)][:LEAST])


def kinds(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """This names the kinds of things that are compared, by their nearest category."""
    names = [one["categories"][-1]["name"] for one in sheets if one["categories"]]
    return tuple(dict.fromkeys(names))


def rows(sheets: Sequence[Sheet]) -> tuple[Row, ...]:
    """This lines up what the products say of themselves, in the order in which it is first said."""
    names: dict[str, str] = {}
    for sheet in sheets:
        for one in (*sheet["options"], *sheet["attributes"]):
            names.setdefault(one["code"], one["name"])
    return tuple(
        Row(name=name, values=tuple(_value(sheet, code) for sheet in sheets))
        for code, name in names.items()
    )


def differing(found: Sequence[Row]) -> tuple[Row, ...]:
    """This leaves out the facts in which all products agree."""
    return tuple(row for row in found if not row.same)


def _value(sheet: Sheet, code: str) -> str:
    for axis in sheet["options"]:
        if axis["code"] == code:
            return ", ".join(value["text"] for value in axis["values"])
    return next((one["text"] for one in sheet["attributes"] if one["code"] == code), "")
