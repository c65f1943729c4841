"""Which price holds, and what a reduction may call the price before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing.rules import BadPrice, Offer, Point, check, choose, lowest_before, next_turn

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
moments = st.integers(-60, 60).map(lambda days: AT + days * DAY)


@st.composite
def offers(draw: Any) -> Any:
    start = draw(st.none() | moments)
    end = draw(st.none() | moments)
    if start is not None and end is not None and end <= start:
        end = start + DAY
    return Offer(
        key=draw(st.integers(1, 10**6)),
        priority=draw(st.integers(0, 3)),
        amount=draw(st.integers(0, 10_000)),
        min_quantity=draw(st.integers(1, 20)),
        price_group=draw(st.sampled_from(["", "trade", "staff"])),
        starts_at=start,
        ends_at=end,
    )


many = st.lists(offers(), max_size=12, unique_by=lambda offer: offer.key)


@given(many, moments, st.integers(1, 30), st.sampled_from(["", "trade"]))
def test_the_choice_is_the_lowest_of_the_first_list_that_has_one(
    found: Any, at: Any, quantity: Any, group: Any
) -> None:
    chosen = choose(found, at=at, quantity=quantity, price_group=group)
    holding = [o for o in found if o.holds(at=at, quantity=quantity, price_group=group)]

    if chosen is None:
        assert holding == []
        return
    first = max(o.priority for o in holding)
    assert chosen.priority == first
    assert chosen.amount == min(o.amount for o in holding if o.priority == first)


@given(many, moments, st.integers(1, 30))
def test_the_order_of_prices_does_not_matter(found: Any, at: Any, quantity: Any) -> None:
    assert choose(found, at=at, quantity=quantity) == choose(
        list(reversed(found)), at=at, quantity=quantity
    )


@given(many, moments, st.integers(1, 29))
def test_more_pieces_never_cost_more_each_within_a_list(found: Any, at: Any, quantity: Any) -> None:
    same = [o for o in found if o.priority == 0]
    few = choose(same, at=at, quantity=quantity)
    more = choose(same, at=at, quantity=quantity + 1)

    assert few is None or (more is not None and more.amount <= few.amount)


@given(many, moments)
def test_nothing_changes_before_the_next_turn(found: Any, at: Any) -> None:
    turn = next_turn(found, after=at)
    until = (turn or at + 400 * DAY) - timedelta(microseconds=1)

    assert choose(found, at=at, quantity=1) == choose(found, at=until, quantity=1)


def test_a_schedule_starts_at_its_moment_and_ends_before_its_end() -> None:
    offer = Offer(key=1, priority=0, amount=5, starts_at=AT, ends_at=AT + DAY)

    assert choose([offer], at=AT - timedelta(microseconds=1), quantity=1) is None
    assert choose([offer], at=AT, quantity=1) == offer
    assert choose([offer], at=AT + DAY, quantity=1) is None


@pytest.mark.parametrize(
    ("points", "lowest"),
    [
        ([], None),
        ([(-40, 900)], 900),
        ([(-40, 900), (-35, 700)], 700),
        ([(-40, 700), (-35, 900)], 900),
        ([(-40, 700), (-10, 900)], 700),
        ([(-20, 900), (-10, 800), (-5, 950)], 800),
        ([(-20, 900), (-10, None), (-5, 950)], 900),
        ([(-40, 900), (0, 500)], 900),
    ],
)
def test_the_price_before_is_the_lowest_of_thirty_days(points: Any, lowest: Any) -> None:
    told = [Point(at=AT + days * DAY, amount=amount) for days, amount in points]

    assert lowest_before(told, start=AT) == lowest


@given(
    st.lists(
        st.tuples(st.integers(-90, -1), st.integers(1, 999)), min_size=1, unique_by=lambda p: p[0]
    )
)
def test_the_price_before_was_really_asked(points: Any) -> None:
    told = [Point(at=AT + days * DAY, amount=amount) for days, amount in sorted(points)]
    found = lowest_before(told, start=AT)

    assert found in {amount for _, amount in points}
    assert found is not None
    assert found <= (told[-1].amount or 0)


def test_refuses_negative_prices_and_periods_backwards() -> None:
    with pytest.raises(BadPrice):
        check(amount=-1, starts_at=None, ends_at=None)
    with pytest.raises(BadPrice):
        check(amount=1, starts_at=AT, ends_at=AT)
