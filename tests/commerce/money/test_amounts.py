"""Money stays whole: invariant 16, C3-5."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.errors import Invalid
from commerce.money import CurrencyMismatch, Money, Price, Taxed

AMOUNTS = st.integers(min_value=-(10**12), max_value=10**12)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])
RATES = st.sampled_from(
    [Decimal(0), Decimal("0.07"), Decimal("0.19"), Decimal("0.2"), Decimal("0.255")]
)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("84.00", "EUR", 8400), ("84", "JPY", 84), ("1.234", "KWD", 1234), ("-0.01", "GBP", -1)],
)
def test_reads_and_writes_each_currency_with_its_own_digits(
    text: str, currency: str, minor: int
) -> None:
    amount = Money.parse(text, currency)

    assert amount.minor == minor
    assert Money.parse(str(amount), currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("0.001", "EUR"),
        ("1.5", "JPY"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("12,50", "EUR"),
        ("9" * 30, "EUR"),
    ],
)
def test_refuses_what_does_not_fit(text: str, currency: str) -> None:
    with pytest.raises(Invalid):
        Money.parse(text, currency)


def test_never_mixes_currencies() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        _ = Money(1, "EUR") < Money(1, "USD")


def test_refuses_fractions_of_a_minor_unit() -> None:
    with pytest.raises(TypeError):
        Money(1.5, "EUR")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(1, "EUR") * 1.5  # type: ignore[operator]


@given(
    total=AMOUNTS,
    weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=30),
    currency=CURRENCIES,
)
def test_a_split_keeps_every_cent(total: int, weights: list[int], currency: str) -> None:
    parts = Money(total, currency).split(weights)

    assert sum(part.minor for part in parts) == total
    assert all(part.minor == 0 or (part.minor > 0) == (total > 0) for part in parts)


@given(
    total=st.integers(0, 10**9), weights=st.lists(st.integers(1, 10**6), min_size=1, max_size=30)
)
def test_a_split_is_fair_to_within_one_unit(total: int, weights: list[int]) -> None:
    parts = Money(total, "EUR").split(weights)

    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - total * weight / sum(weights)) < 1


def test_a_split_gives_leftovers_to_the_largest_remainder() -> None:
    assert [part.minor for part in Money(100, "EUR").split([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(-100, "EUR").split([1, 1, 1])] == [-34, -33, -33]
    assert [part.minor for part in Money(5, "EUR").split([0, 0])] == [3, 2]


@given(amount=st.integers(0, 10**10), rate=RATES, currency=CURRENCIES)
def test_tax_in_and_tax_on_top_both_add_up(amount: int, rate: Decimal, currency: str) -> None:
    inclusive = Taxed.from_gross(Money(amount, currency), rate)
    exclusive = Taxed.from_net(Money(amount, currency), rate)

    assert inclusive.net + inclusive.tax == inclusive.gross == Money(amount, currency)
    assert exclusive.net + exclusive.tax == exclusive.gross
    assert exclusive.net == Money(amount, currency)


def test_tax_rounds_half_up() -> None:
    assert Taxed.from_net(Money(50, "EUR"), Decimal("0.19")).tax == Money(10, "EUR")
    assert Taxed.from_gross(Money(11900, "EUR"), Decimal("0.19")).tax == Money(1900, "EUR")


def test_a_price_rounds_once_per_line() -> None:
    assert Price(Decimal("0.333333"), "EUR").times(3) == Money(100, "EUR")
    assert Price(Decimal("0.005"), "EUR").times(1) == Money(1, "EUR")
    assert Price(Decimal("10.4"), "JPY").times(3) == Money(31, "JPY")


def test_refuses_a_taxed_amount_that_does_not_add_up() -> None:
    with pytest.raises(ValueError, match="is not"):
        Taxed(Money(1, "EUR"), Money(1, "EUR"), Money(3, "EUR"))
