"""How many pieces a line holds, and what merging gives."""

import pytest

from commerce.money import Money
from orders.cart import rules
from orders.cart.rules import Notice

EUR_10, EUR_12 = Money(1000, "EUR"), Money(1200, "EUR")


@pytest.mark.parametrize("quantity", [0, -1, 6, 10**20, True, 1.5, "2", None])
def test_refuses_quantities_that_are_no_number_of_pieces(quantity: object) -> None:
    """attack: quantity negative, zero, huge, fractional, NaN."""
    with pytest.raises(rules.BadQuantity) as refusal:
        rules.checked_quantity(quantity, most=5)  # type: ignore[arg-type]

    assert refusal.value.data == {"most": 5}


def test_takes_what_a_line_may_hold() -> None:
    assert rules.checked_quantity(5, most=5) == 5


def test_no_line_holds_more_than_the_house_allows() -> None:
    with pytest.raises(rules.BadQuantity):
        rules.checked_quantity(rules.MOST_PER_LINE + 1, most=10**6)


def test_merging_adds_up_caps_and_keeps_the_order() -> None:
    assert rules.merged({1: 2, 2: 998}, {2: 5, 3: 1}) == {1: 2, 2: 999, 3: 1}


def test_merging_never_makes_a_cart_too_large() -> None:
    first = dict.fromkeys(range(rules.MOST_LINES), 1)

    assert len(rules.merged(first, {9999: 1})) == rules.MOST_LINES


def test_the_same_variant_on_two_lines_is_one_wish() -> None:
    assert rules.summed([(7, 2), (8, 1), (7, 3)]) == {7: 5, 8: 1}


@pytest.mark.parametrize(
    ("sold", "available", "unit", "before", "codes"),
    [
        (True, 5, EUR_10, EUR_10, []),
        (False, 5, None, EUR_10, ["gone"]),
        (True, 0, EUR_10, EUR_10, ["sold_out"]),
        (True, 1, EUR_10, EUR_10, ["fewer"]),
        (True, 1, EUR_12, EUR_10, ["fewer", "repriced"]),
        (True, 9, EUR_12, Money(1000, "GBP"), []),
    ],
)
def test_says_what_a_shopper_must_know(
    sold: bool, available: int, unit: Money | None, before: Money, codes: list[str]
) -> None:
    """C7: price or stock changed since adding."""
    found = rules.notices(
        sold=sold, quantity=2, reach=rules.Reach(sent=available), unit=unit, before=before
    )

    assert [notice.code for notice in found] == codes


def test_a_changed_price_names_the_old_one() -> None:
    found = rules.notices(
        sold=True, quantity=1, reach=rules.Reach(sent=9), unit=EUR_12, before=EUR_10
    )

    assert found == (Notice(code="repriced", before=EUR_10),)


@pytest.mark.parametrize(
    ("subtotal", "goal", "percent"),
    [(0, 5000, 0), (2500, 5000, 50), (4999, 5000, 99), (9000, 5000, 100), (10, None, 100)],
)
def test_progress_is_full_only_at_the_goal(subtotal: int, goal: int | None, percent: int) -> None:
    """C3."""
    assert rules.progress(subtotal, goal=goal) == percent
