"""Until when a contract may be taken back, by the law of the EU: days from the delivery of the last parcel."""

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commerce.errors import Refused

# Who was never told of the right has a year more (directive 2011/83/EU, article 10).
EXTENSION_YEARS = 1
SATURDAY = 5


class BadMoment(Refused):
    """Nobody can have withdrawn at that moment."""

    code = "bad_moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The last day of the right to withdraw; None while it has not begun to run.

    `extended` says that the buyer was told too late, or never.
    """

    ends_on: date | None
    extended: bool = False


def term(
    *,
    delivered_on: date | None,
    told_on: date | None,
    days: int,
    holidays: Container[date] = frozenset(),
) -> Term:
    """This works out the last day, from when the last parcel arrived and when the buyer was told of the right.

    The day of the event does not count. Who was told later than that has the days from then on, at most
    a year longer; so has who was never told (None). A term that would end on a Saturday, a Sunday or one of
    the `holidays` ends with the next working day (regulation 1182/71, article 3).
    """
    if delivered_on is None:
        return Term(ends_on=None)
    plain = delivered_on + timedelta(days=days)
    longest = _years_later(plain, EXTENSION_YEARS)
    if told_on is None:
        return Term(ends_on=_working_day(longest, holidays), extended=True)
    ends_on = min(max(plain, told_on + timedelta(days=days)), longest)
    return Term(ends_on=_working_day(ends_on, holidays), extended=ends_on > plain)


def checked_moment(moment: datetime, *, placed_at: datetime, at: datetime) -> datetime:
    """This returns a moment in which a contract can have been taken back.

    Raises:
        BadMoment: before the contract, or after now.
    """
    if not placed_at <= moment <= at:
        message = "a withdrawal is declared after the order, and not in the future"
        raise BadMoment(message, field="declared_at")
    return moment


def is_late(*, declared_on: date, ends_on: date | None) -> bool:
    """This tells whether a declaration came after the last day."""
    return ends_on is not None and declared_on > ends_on


def _working_day(day: date, holidays: Container[date]) -> date:
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def _years_later(day: date, years: int) -> date:
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)
