"""What a list may be called, and what is news to its owner."""

import pytest

from commerce.money import Money
from orders.lists import rules


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def test_a_name_is_tidied() -> None:
    assert rules.checked_name("  Kitchen \n 2027 ") == "Kitchen 2027"


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_wants_1_to_60_characters(name: str) -> None:
    with pytest.raises(rules.BadName):
        rules.checked_name(name)


def test_a_list_holds_two_hundred_articles() -> None:
    rules.checked_room(199)
    with pytest.raises(rules.ListFull):
        rules.checked_room(200)


@pytest.mark.parametrize(
    ("known", "was_out", "now", "available", "told"),
    [
        (1000, False, 900, True, "cheaper"),
        (1000, False, 1000, True, ""),
        (1000, False, 1100, True, ""),
        (1000, True, 1000, True, "back"),
        (1000, True, 900, True, "back"),  # one letter says both
        (1000, False, 900, False, ""),  # nobody can buy it
        (1000, False, None, True, ""),
        (None, False, 900, True, ""),
    ],
)
def test_says_what_is_news(
    known: int | None, was_out: bool, now: int | None, available: bool, told: str
) -> None:
    before = rules.Known(price=None if known is None else eur(known), was_out=was_out)

    found = rules.news(known=before, price=None if now is None else eur(now), available=available)

    assert found == told


def test_prices_in_two_currencies_are_not_compared() -> None:
    assert rules.cheaper(eur(500), Money(1000, "GBP")) is None
    assert rules.cheaper(eur(500), eur(1000)) == eur(500)
