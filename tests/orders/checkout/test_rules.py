"""The one sum is exact in every currency, whatever is bought (invariant 16, ECM-2, C4)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.money import Money, Taxed
from orders.checkout import rules

CURRENCIES = st.sampled_from(["JPY", "EUR", "KWD"])
RATES = st.sampled_from([Decimal(rate) for rate in ("0", "0.07", "0.19", "0.255", "0.081")])
AMOUNTS = st.lists(
    st.tuples(st.integers(min_value=0, max_value=10**9), RATES), min_size=1, max_size=30
)


def _taxed(amount: Money, rate: Decimal, *, gross: bool) -> Taxed:
    return Taxed.from_gross(amount, rate) if gross else Taxed.from_net(amount, rate)


@given(
    currency=CURRENCIES,
    amounts=AMOUNTS,
    shipping=st.integers(min_value=0, max_value=10**6),
    discount=st.integers(min_value=0, max_value=10**10),
    gross=st.booleans(),
)
def test_total_is_lines_less_discount_plus_delivery_and_tax(
    currency: str,
    amounts: list[tuple[int, Decimal]],
    shipping: int,
    discount: int,
    gross: bool,
) -> None:
    shown = [Money(minor, currency) for minor, _ in amounts]
    reduced = rules.discounted(shown, Money(discount, currency))
    taxed = [
        _taxed(amount, rate, gross=gross)
        for amount, (_, rate) in zip(reduced, amounts, strict=True)
    ]
    delivery = _taxed(Money(shipping, currency), Decimal("0.19"), gross=gross)

    found = rules.totals(
        shown=shown, lines=taxed, shipping=delivery, discount=Money(discount, currency)
    )

    assert found.total.net + found.total.tax == found.total.gross
    assert found.goods - found.discount == Money.total(reduced, currency)
    assert found.discount <= found.goods
    before_tax = found.goods - found.discount + Money(shipping, currency)
    assert (found.total.gross if gross else found.total.net) == before_tax


@given(currency=CURRENCIES, amounts=AMOUNTS, discount=st.integers(min_value=0, max_value=10**10))
def test_line_discounts_add_up_to_the_discount_and_no_line_goes_below_zero(
    currency: str, amounts: list[tuple[int, Decimal]], discount: int
) -> None:
    shown = [Money(minor, currency) for minor, _ in amounts]

    reduced = rules.discounted(shown, Money(discount, currency))

    taken = Money.total(shown, currency) - Money.total(reduced, currency)
    assert taken.minor == min(discount, sum(amount.minor for amount in shown))
    assert all(
        0 <= after.minor <= before.minor for before, after in zip(shown, reduced, strict=True)
    )


def test_spreads_a_discount_by_largest_remainder() -> None:
    shown = [Money(333, "EUR"), Money(333, "EUR"), Money(334, "EUR")]

    reduced = rules.discounted(shown, Money(100, "EUR"))

    assert [amount.minor for amount in reduced] == [300, 300, 300]


def test_a_negative_discount_takes_nothing() -> None:
    shown = [Money(100, "EUR")]

    assert rules.discounted(shown, Money(-50, "EUR")) == (Money(100, "EUR"),)


@pytest.mark.parametrize(
    ("seen", "current", "agreed"),
    [
        ("a1", "a1", True),
        ("a1", "a2", False),
        ("", "", False),
        ("", "a1", False),
        ("ä", "a1", False),
    ],
)
def test_only_the_very_quote_the_shopper_saw_is_agreed(
    seen: str, current: str, agreed: bool
) -> None:
    """invariant 14; an empty hash never matches."""
    assert rules.still_agreed(seen, current) is agreed


def test_a_quote_of_other_numbers_has_another_hash() -> None:
    one = rules.fingerprint({"total": 100, "lines": [[1, 2]]})

    assert one == rules.fingerprint({"lines": [[1, 2]], "total": 100})
    assert one != rules.fingerprint({"total": 101, "lines": [[1, 2]]})
