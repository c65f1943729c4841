"""When a card is past its day, and what it is called."""

from datetime import date, timedelta

import pytest

from payments.wallet import rules


@pytest.mark.parametrize(
    ("on", "expired"),
    [
        (date(2027, 3, 31), False),
        (date(2027, 4, 1), True),
        (date(2026, 12, 31), False),
        (date(2028, 1, 1), True),
    ],
)
def test_a_card_is_good_until_the_last_day_of_its_month(on: date, expired: bool) -> None:
    assert rules.is_expired(month=3, year=2027, on=on) is expired


@pytest.mark.parametrize(
    ("brand", "name"),
    [("visa", "Visa"), ("amex", "American Express"), ("girocard", "Girocard")],
)
def test_brands_are_named_as_on_the_card(brand: str, name: str) -> None:
    assert rules.brand_name(brand) == name


def test_a_silent_provider_is_asked_less_and_less_often() -> None:
    waits = [rules.try_again_after(tries) for tries in (0, 3, 99)]

    assert waits == [timedelta(seconds=10), timedelta(minutes=5), timedelta(hours=1)]
