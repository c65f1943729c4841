"""Which rate applies, and the days a parcel may arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

SATURDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a method costs to a zone; no countries means everywhere else. Money in minor units."""

    rate_id: int
    method_id: int
    countries: tuple[str, ...]
    weight_from: int
    weight_to: int | None
    price_minor: int
    free_from_minor: int | None
    extra_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """When a warehouse sends things: local cut-off and working days of handling."""

    cut_off: time
    handling_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """When somebody orders on the clock of the house, and from which day all of it can be sent (None: now)."""

    local: datetime
    house: House
    ready_on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether something must come first."""
        return self.ready_on is not None and self.ready_on > self.local.date()


def choose_rate(rates: Sequence[Rate], *, country: str, weight_g: int) -> Rate | None:
    """This finds the rate for a country and weight; a zone that names the country beats the rest."""
    fitting = [
        rate
        for rate in rates
        if rate.weight_from <= weight_g and (rate.weight_to is None or weight_g < rate.weight_to)
    ]
    named = [rate for rate in fitting if country in rate.countries]
    return next(iter(named or [rate for rate in fitting if not rate.countries]), None)


def price_minor(rate: Rate, *, subtotal_minor: int) -> int:
    """This is what the rate costs, nothing from its threshold on."""
    free = rate.free_from_minor is not None and subtotal_minor >= rate.free_from_minor
    return 0 if free else rate.price_minor


def promise(start: Start, *, days_min: int, days_max: int) -> tuple[date, date]:
    """This tells the first and last day of arrival for an order, in working days."""
    local, house = start.local, start.house
    leaves = local.date()
    if start.waits and start.ready_on is not None:
        leaves = working_day(start.ready_on - timedelta(days=1), 1)
    elif local.time() >= house.cut_off or leaves.isoweekday() >= SATURDAY:
        leaves = working_day(leaves, 1)
    leaves = working_day(leaves, house.handling_days)
    return working_day(leaves, days_min), working_day(leaves, days_max)


def minutes_left(start: Start) -> int | None:
    """This tells how many minutes an order still counts for today; None when today is over, free or not enough."""
    local, house = start.local, start.house
    if start.waits:
        return None
    if local.isoweekday() >= SATURDAY or local.time() >= house.cut_off:
        return None
    now, end = local.time(), house.cut_off
    return max(1, (end.hour - now.hour) * 60 + end.minute - now.minute)


def working_day(start: date, days: int) -> date:
    """This counts working days (Monday to Friday) onward from a day."""
    found = start
    for _ in range(days):
        found += timedelta(days=1)
        while found.isoweekday() >= SATURDAY:
            found += timedelta(days=1)
    return found
