"""Until when a contract may be taken back: a table of days, without a database."""

from datetime import date

import pytest

from orders.withdrawals import rules
from orders.withdrawals.rules import Term

MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("delivered", "told", "days", "ends_on", "extended"),
    [
        (None, MONDAY, 14, None, False),
        (MONDAY, MONDAY, 14, date(2026, 11, 16), False),
        (MONDAY, date(2026, 10, 20), 14, date(2026, 11, 16), False),
        (date(2026, 10, 31), MONDAY, 14, date(2026, 11, 16), True),
        (date(2026, 10, 31), date(2026, 10, 31), 14, date(2026, 11, 16), False),
        (date(2026, 11, 1), date(2026, 11, 1), 14, date(2026, 11, 16), False),
        (MONDAY, date(2026, 12, 1), 14, date(2026, 12, 15), True),
        (MONDAY, None, 14, date(2027, 11, 16), True),
        (MONDAY, date(2028, 6, 1), 14, date(2027, 11, 16), True),
        (MONDAY, MONDAY, 30, date(2026, 12, 2), False),
        (date(2028, 2, 15), None, 14, date(2029, 3, 1), True),
    ],
)
def test_the_last_day(
    delivered: date | None, told: date | None, days: int, ends_on: date | None, extended: bool
) -> None:
    """X31: 14 days from the last parcel, Monday after a weekend, a year more for who was not told."""
    found = rules.term(delivered_on=delivered, told_on=told, days=days)

    assert found == Term(ends_on=ends_on, extended=extended)


@pytest.mark.parametrize(
    ("delivered", "ends_on"),
    [
        (date(2026, 12, 11), date(2026, 12, 28)),
        (date(2026, 12, 18), date(2027, 1, 4)),
        (date(2027, 3, 12), date(2027, 3, 30)),
        (date(2026, 12, 10), date(2026, 12, 24)),
    ],
)
def test_holidays_and_weekends_move_the_end_to_the_next_working_day(
    delivered: date, ends_on: date
) -> None:
    """X31, regulation 1182/71: Christmas and a weekend, New Year and a weekend, Good Friday to Easter Monday."""
    german = {
        *(date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)),
        *(date(2027, 3, 26), date(2027, 3, 29)),
    }

    found = rules.term(delivered_on=delivered, told_on=delivered, days=14, holidays=german)

    assert found == Term(ends_on=ends_on)


@pytest.mark.parametrize(
    ("declared", "late"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True)]
)
def test_the_last_day_counts(declared: date, late: bool) -> None:
    assert rules.is_late(declared_on=declared, ends_on=date(2026, 11, 16)) is late
    assert rules.is_late(declared_on=declared, ends_on=None) is False
