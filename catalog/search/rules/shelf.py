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
    """A group of checks; `open` says whether it is unfolded at first."""

    code: str
    name: str
    open: bool
    values: tuple[FacetCheck, ...]
