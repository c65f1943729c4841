"""Numbered pages of a shelf, and spans of prices."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

SIZE = 24
MOST_PAGES = 200
# Whoever comes back finds so many pages loaded; before them stands a link to the earlier ones.
MOST_AT_ONCE = 8
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Span:
    """The pages shown at once, both ends included; more than one after "Show more" (L7)."""

    first: int
    last: int

    @property
    def skip(self) -> int:
        """How many products come before."""
        return (self.first - 1) * SIZE

    @property
    def limit(self) -> int:
        """How many products are shown at most."""
        return (self.last - self.first + 1) * SIZE

    def told(self, *, more: int = 0) -> str:
        """This is the span as an address says it, `more` pages later: "3", or "1-3"."""
        last = self.last + more
        first = max(self.first, last - MOST_AT_ONCE + 1)
        return f"{first}-{last}" if first < last else str(last)


def span_of(query: Mapping[str, str]) -> Span:
    """This reads `page`: a number or two ("1-3"); anything but sensible ones is the first page."""
    start, dash, end = query.get("page", "").partition("-")
    first, last = _number(start), _number(end if dash else start)
    if not first or not last or last < first:
        return Span(1, 1)
    return Span(max(first, last - MOST_AT_ONCE + 1), last)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        return 0
    return min(int(text), MOST_PAGES)


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


def filled(
    spans: Iterable[tuple[int | None, int | None]], prices: Collection[int]
) -> list[tuple[int | None, int | None]]:
    """These are the spans, ends included, that some price falls into."""
    return [
        (lowest, highest)
        for lowest, highest in spans
        if any((lowest or 0) <= price and (highest is None or price <= highest) for price in prices)
    ]
