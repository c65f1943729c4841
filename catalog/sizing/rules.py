"""What a size guide may say, and the table it makes for one product."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import NoReturn

from commerce import spreadsheets
from commerce.errors import Invalid
from commerce.slugs import slug_of

UNITS = [("cm", "cm"), ("in", "in")]
BASES = [("body", "The body"), ("goods", "The goods")]
KINDS = [("length", "Length"), ("text", "Text, such as a size elsewhere")]
MOST_MEASURES, MOST_LINES = 12, 60
LONGEST_NAME, LONGEST_SIZE, LONGEST_CELL, LONGEST_HOW = 80, 40, 40, 4000
MOST_LENGTH = Decimal(100_000)
CM = {"mm": Decimal("0.1"), "cm": Decimal(1), "m": Decimal(100), "in": Decimal("2.54")}
_LENGTH = re.compile(
    r"(\d{1,6}(?:[.,]\d{1,2})?)(?:\s*[-\u2013\u2014]\s*(\d{1,6}(?:[.,]\d{1,2})?))?"
)
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class BadGuide(Invalid):
    """A size guide says something that cannot be."""

    code = "bad_size_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A column: a length (with `attribute` also taken from the goods) or a text; `names` by language."""

    code: str
    names: Mapping[str, str]
    kind: str = "length"
    attribute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row: a size, as an option's code or as it is printed, and cells by code of their measure.

    A length is "45", "45.5" or "88-92", in the guide's unit.
    """

    size: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A whole size guide; `axis` is the attribute whose values are the sizes."""

    names: Mapping[str, str]
    how: Mapping[str, str] = field(default_factory=dict)
    basis: str = "goods"
    unit: str = "cm"
    axis: str = "size"
    asks_fit: bool = True
    measures: tuple[Measure, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A length in centimeters, from `low` to `high`; both are the same for one figure."""

    low: Decimal
    high: Decimal


Cell = Span | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row for readers; `offered` says that the product comes in this size."""

    size: str
    cells: tuple[Cell, ...]
    offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a guide amounts to for one product: columns that say something, and rows."""

    measures: tuple[Measure, ...]
    rows: tuple[Row, ...]


Facts = Mapping[str, Mapping[str, Sequence[Decimal]]]


def check(guide: Guide) -> Guide:
    """This returns a guide with its words stripped and its lengths spelled alike.

    Raises:
        BadGuide: naming the field.
    """
    names = _words(guide.names, longest=LONGEST_NAME, where="names")
    if not names:
        _refuse("a guide has a name in at least one language", "names")
    _one_of(guide.basis, BASES, "basis")
    _one_of(guide.unit, UNITS, "unit")
    if not _CODE.fullmatch(guide.axis):
        _refuse("axis is the code of an attribute", "axis")
    measures = _measures(guide.measures)
    return Guide(
        names=names,
        how=_words(guide.how, longest=LONGEST_HOW, where="how"),
        basis=guide.basis,
        unit=guide.unit,
        axis=guide.axis,
        asks_fit=guide.asks_fit,
        measures=measures,
        lines=_lines(guide.lines, {one.code: one for one in measures}),
    )


def length(text: str, *, unit: str) -> Span:
    """This reads "45", "45,5" or "88-92" of a unit as centimeters.

    Raises:
        BadGuide: when it is no length, or the second figure is the smaller one.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        _refuse(f"{text!r} is no length; write 45, 45.5 or 88-92", "cells")
    low, high = (Decimal(one.replace(",", ".")) for one in (found[1], found[2] or found[1]))
    if low > high or high > MOST_LENGTH:
        _refuse(f"{text!r} goes from the smaller figure to the larger one", "cells")
    return Span(low * CM[unit], high * CM[unit])


def table(guide: Guide, *, sizes: Sequence[str], facts: Facts) -> Table:
    """This makes the table of a product that comes in `sizes` (none: in one size only).

    `facts` are the goods' own lengths in centimeters, by size ("" without sizes) and attribute. A guide of the
    body tells all its sizes, one of the goods only those of the product.
    """
    typed = {line.size: line for line in guide.lines}
    wanted = list(sizes) or [""]
    own = facts.get("", {})
    if guide.basis == "body" or (
        not sizes and all(one.attribute not in own for one in guide.measures)
    ):
        wanted = [*typed, *(size for size in sizes if size not in typed)] or wanted
    rows = [
        Row(
            size=size,
            cells=tuple(
                _cell(one, line=typed.get(size), facts=facts.get(size, {}), unit=guide.unit)
                for one in guide.measures
            ),
            offered=not sizes or size in sizes,
        )
        for size in wanted
    ]
    rows = [row for row in rows if any(cell is not None for cell in row.cells)]
    kept = [
        place
        for place in range(len(guide.measures))
        if any(row.cells[place] is not None for row in rows)
    ]
    return Table(
        measures=tuple(guide.measures[place] for place in kept),
        rows=tuple(
            Row(size=row.size, cells=tuple(row.cells[place] for place in kept), offered=row.offered)
            for row in rows
        ),
    )


def read_table(text: str, *, known: Sequence[Measure]) -> tuple[tuple[Measure, ...], list[Line]]:
    """This reads a table as it is copied from a spreadsheet: sizes down, measures across.

    The first row names the measures; one that `known` names in any language keeps its code and words.

    Raises:
        BadGuide: when there is no table.
    """
    sample = text.strip("\r\n\ufeff")
    mark = next((one for one in ("\t", ";") if one in sample.partition("\n")[0]), ",")
    grid = [
        row for row in csv.reader(io.StringIO(sample), delimiter=mark) if any(map(str.strip, row))
    ]
    if len(grid) < 2 or len(grid[0]) < 2:
        _refuse(
            "paste a table: the first row names the measures, the first column the sizes", "table"
        )
    grid = [[spreadsheets.plain(cell.strip()) for cell in row] for row in grid]
    named = {name.casefold(): one for one in known for name in (one.code, *one.names.values())}
    columns = list(zip_longest(*grid, fillvalue=""))[1:]
    measures = [
        named.get(head.casefold()) or _measure(head, cells, place=place)
        for place, (head, *cells) in enumerate(columns, start=1)
    ]
    lines = [
        Line(
            size=row[0],
            cells={one.code: said for one, said in zip(measures, row[1:], strict=False)},
        )
        for row in grid[1:]
    ]
    return tuple(measures), lines


def written(guide: Guide, *, language: str) -> str:
    """This writes a guide's table as CSV with the names of one language, to be pasted back later."""
    heads = [
        one.names.get(language) or next(iter(one.names.values()), one.code)
        for one in guide.measures
    ]
    rows = [
        [line.size, *(line.cells.get(one.code, "") for one in guide.measures)]
        for line in guide.lines
    ]
    return spreadsheets.csv_text([guide.axis, *heads], rows)


def _measure(head: str, cells: Sequence[str], *, place: int) -> Measure:
    """A column nobody knows yet: a length when all its cells are lengths."""
    kind = "length" if all(_LENGTH.fullmatch(cell) for cell in cells if cell) else "text"
    code = slug_of(head)[:40].strip("-") or f"measure-{place}"
    return Measure(code=code, names={"en": head}, kind=kind)


def _cell(
    measure: Measure, *, line: Line | None, facts: Mapping[str, Sequence[Decimal]], unit: str
) -> Cell:
    """What was typed wins; else what the goods themselves say."""
    said = line.cells.get(measure.code, "") if line else ""
    if said:
        return length(said, unit=unit) if measure.kind == "length" else said
    own = facts.get(measure.attribute, ()) if measure.attribute else ()
    return Span(min(own), max(own)) if own else None


def _measures(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    if len(measures) > MOST_MEASURES:
        _refuse(f"a guide has {MOST_MEASURES} measures at most", "measures")
    found: list[Measure] = []
    for place, one in enumerate(measures):
        where = f"measures/{place}"
        names = _words(one.names, longest=LONGEST_NAME, where=f"{where}/names")
        if not names:
            _refuse("a measure has a name in at least one language", f"{where}/names")
        if not _CODE.fullmatch(one.code) or any(one.code == other.code for other in found):
            _refuse("a measure has a code of its own: small letters and digits", f"{where}/code")
        _one_of(one.kind, KINDS, f"{where}/kind")
        if one.attribute and (one.kind != "length" or not _CODE.fullmatch(one.attribute)):
            _refuse("only a length comes from an attribute", f"{where}/attribute")
        found.append(Measure(code=one.code, names=names, kind=one.kind, attribute=one.attribute))
    return tuple(found)


def _lines(lines: Sequence[Line], measures: Mapping[str, Measure]) -> tuple[Line, ...]:
    if len(lines) > MOST_LINES:
        _refuse(f"a guide has {MOST_LINES} sizes at most", "lines")
    found: dict[str, Line] = {}
    for place, line in enumerate(lines):
        size = " ".join(line.size.split())
        if not size or len(size) > LONGEST_SIZE or size in found:
            _refuse("each line names a size, and no size twice", f"lines/{place}/size")
        cells = {code: " ".join(said.split()) for code, said in line.cells.items()}
        for code, said in cells.items():
            _check_cell(measures.get(code), said, where=f"lines/{place}/cells")
        found[size] = Line(size=size, cells={code: said for code, said in cells.items() if said})
    return tuple(found.values())


def _check_cell(measure: Measure | None, said: str, *, where: str) -> None:
    if measure is None:
        _refuse("a cell stands under a measure of the guide", where)
    if len(said) > LONGEST_CELL:
        _refuse(f"a cell holds {LONGEST_CELL} letters at most", where)
    if said and measure.kind == "length":
        try:
            length(said, unit="cm")
        except BadGuide as error:
            _refuse(error.message, where)


def _words(words: Mapping[str, str], *, longest: int, where: str) -> dict[str, str]:
    kept = {language: text.strip() for language, text in words.items() if text.strip()}
    if any(len(text) > longest or not 2 <= len(one) <= 10 for one, text in kept.items()):
        _refuse(f"words are by language, {longest} letters at most", where)
    return kept


def _one_of(said: str, known: Sequence[tuple[str, str]], where: str) -> None:
    if said not in dict(known):
        _refuse(f"{where.rpartition('/')[2]} is one of {', '.join(dict(known))}", where)


def _refuse(message: str, where: str) -> NoReturn:
    raise BadGuide(message, field=where)
