"""A search as it was asked: what to look for, which facets are chosen, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commerce.errors import Invalid

SORTS = ("popular", "rating", "newest", "price", "-price", "name")
BEST = "best"
MOST_CHOSEN = 60
# What lies in a store is no token of a listing: it is looked up where it lies. Values are store codes.
STORE = "store"


class BadSort(Invalid):
    """There is no such order."""

    code = "bad_sort"


class BadFilter(Invalid):
    """There is no such filter, or its value makes no sense."""

    code = "bad_filter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is wanted: a category by id and code (0 and "": everywhere), words, facet values by code, a price span.

    `after` are the sort values of the last row seen, for the next page; `skip` counts rows to leave out
    instead, for numbered pages.
    """

    category_id: int = 0
    category: str = ""
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None
    sort: str = "popular"
    after: tuple[int | str, ...] = ()
    skip: int = 0
    limit: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value to filter by, and how many products would be left."""

    value: str
    text: str
    hex: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """An attribute to filter by; values in the order of the attribute's options, or by count."""

    code: str
    name: str
    kind: str
    values: tuple[FacetValue, ...]


def check_sort(sort: str, *, searching: bool) -> str:
    """This returns the order to use; nothing given means best match for words, else popular.

    Raises:
        BadSort: for an unknown order, or best match without words.
    """
    if not sort:
        return BEST if searching else "popular"
    if sort in SORTS or (sort == BEST and searching):
        return sort
    known = [*SORTS, BEST] if searching else SORTS
    message = f"sort is one of {', '.join(known)}"
    raise BadSort(message, field="sort")


def tokens_by_facet(chosen: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """This turns chosen values into token groups: any within a facet, all across facets.

    Stores stay the codes they are.

    Raises:
        BadFilter: when far too many values are chosen.
    """
    groups = [
        list(values) if code == STORE else [f"{code}:{value}" for value in values]
        for code, values in chosen.items()
        if values
    ]
    if sum(map(len, groups)) > MOST_CHOSEN:
        message = f"choose at most {MOST_CHOSEN} values"
        raise BadFilter(message, field="/")
    return groups
