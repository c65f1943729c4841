"""A facet as a shelf shows it: hashable, so that equal ones are drawn once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacetCheck:
    """One value to tick; `color` is a hex color or empty."""

    code: str
    name: str
    color: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A group of checks; `open` says whether it is unfolded at first.

    `sampled` counts look at some of very many products: they are the least there are, and none is no proof.
    """

    code: str
    name: str
    open: bool
    values: tuple[FacetCheck, ...]
    sampled: bool = False
