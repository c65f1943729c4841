"""Numbered pages of a shelf, and spans of prices."""

from collections.abc import Mapping
from itertools import pairwise

SIZE = 24
MOST_PAGES = 200
STEPS = (1, 2, 5)


def page_of(query: Mapping[str, str]) -> int:
    """This reads `page`; anything but a sensible number is the first."""
    text = query.get("page", "")
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        return 1
    return min(max(int(text), 1), MOST_PAGES)


def buckets(lowest: int, highest: int, *, digits: int) -> list[tuple[int | None, int | None]]:
    """This cuts a span of prices (minor units) into up to four with round edges; none for narrow spans."""
    unit = 10**digits
    if highest - lowest < 4 * unit:
        return []
    width = (highest - lowest) // 4
    scale = unit
    while scale * 10 <= width:
        scale *= 10
    step = next((scale * many for many in (*STEPS, 10) if scale * many >= width), scale * 10)
    first = (lowest // step + 1) * step
    edges = [edge for edge in range(first, first + 3 * step, step) if lowest < edge < highest]
    if not edges:
        return []
    inner: list[tuple[int | None, int | None]] = list(pairwise(edges))
    return [(None, edges[0]), *inner, (edges[-1], None)]
