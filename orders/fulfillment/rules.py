"""How planned parcels meet the lines of an order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """An order line with pieces still to be planned."""

    line_id: int
    variant_id: int
    open: int


def matched(
    wanted: Iterable[tuple[str, int, int]], lines: Iterable[OpenLine]
) -> dict[str, dict[int, int]]:
    """This spreads planned pieces, as (warehouse, variant, quantity), over the lines of an order.

    Returns line id -> pieces per warehouse. Two lines of the same variant are filled in turn; pieces
    no line asks for are left out.
    """
    open_by_line = {line.line_id: line.open for line in lines}
    by_variant: dict[int, list[int]] = {}
    for line in lines:
        by_variant.setdefault(line.variant_id, []).append(line.line_id)
    found: dict[str, dict[int, int]] = {}
    for warehouse, variant_id, quantity in wanted:
        taken = _take(by_variant.get(variant_id, []), open_by_line, quantity)
        for line_id, pieces in taken.items():
            mine = found.setdefault(warehouse, {})
            mine[line_id] = mine.get(line_id, 0) + pieces
    return found


def taken_out(
    planned: Sequence[tuple[int, int, int]], pieces: Mapping[int, int]
) -> tuple[dict[tuple[int, int], int], dict[int, int]]:
    """This takes pieces (line id -> how many) out of plans, as (plan, line, quantity), the last plan first.

    Returns (plan, line) -> pieces taken, and line -> pieces that no plan holds.
    """
    left = dict(pieces)
    found: dict[tuple[int, int], int] = {}
    for plan, line_id, quantity in reversed(planned):
        taken = min(quantity, left.get(line_id, 0))
        if taken:
            found[plan, line_id] = taken
            left[line_id] -= taken
    return found, {line_id: many for line_id, many in left.items() if many}


def awaited(wanted: Iterable[tuple[int, int]], ready: Mapping[int, int]) -> dict[int, int]:
    """This tells how many pieces of (variant, quantity) do not lie there yet: variant -> pieces."""
    short = {variant_id: quantity - ready.get(variant_id, 0) for variant_id, quantity in wanted}
    return {variant_id: pieces for variant_id, pieces in short.items() if pieces > 0}


def _take(line_ids: list[int], left: dict[int, int], quantity: int) -> Mapping[int, int]:
    found = {}
    for line_id in line_ids:
        pieces = min(left[line_id], quantity)
        if pieces:
            found[line_id] = pieces
            left[line_id] -= pieces
            quantity -= pieces
    return found
