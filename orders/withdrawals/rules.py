"""Until when a contract may be taken back, by the law of the EU: days from the delivery of the last parcel."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

# Who was never told of the right has a year more (directive 2011/83/EU, article 10).
EXTENSION_YEARS = 1
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The last day of the right to withdraw; None while it has not begun to run.

    `extended` says that the buyer was told too late, or never.
    """

    ends_on: date | None
    extended: bool = False


def term(*, delivered_on: date | None, told_on: date | None, days: int) -> Term:
    """This works out the last day, from when the last parcel arrived and when the buyer was told of the right.

    The day of the event does not count. Who was told later than that has the days from then on, at most
    a year longer; so has who was never told (None). A term that ends on a weekend ends on Monday; public
    holidays are left to people, who may always be kinder.
    """
    if delivered_on is None:
        return Term(ends_on=None)
    plain = delivered_on + timedelta(days=days)
    longest = _years_later(plain, EXTENSION_YEARS)
    if told_on is None:
        return Term(ends_on=_working_day(longest), extended=True)
    ends_on = min(max(plain, told_on + timedelta(days=days)), longest)
    return Term(ends_on=_working_day(ends_on), extended=ends_on > plain)


def is_late(*, declared_on: date, ends_on: date | None) -> bool:
    """This tells whether a declaration came after the last day."""
    return ends_on is not None and declared_on > ends_on


def _working_day(day: date) -> date:
    weekday = day.weekday()
    return day + timedelta(days=7 - weekday) if weekday >= SATURDAY else day


def _years_later(day: date, years: int) -> date:
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)
