"""Shares and refunds add up to the order, no cent left or over (invariant 16)."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.money import Money, Taxed
from orders.order.rules import refunds
from orders.order.rules.refunds import Refundable, RefundableLine, WantedRefund


def eur(net: int, tax: int) -> Taxed:
    return Taxed(Money(net, "EUR"), Money(tax, "EUR"), Money(net + tax, "EUR"))


@given(
    net=st.integers(min_value=0, max_value=10**8),
    tax=st.integers(min_value=0, max_value=10**7),
    quantity=st.integers(min_value=1, max_value=50),
    cuts=st.lists(st.integers(min_value=0, max_value=50), max_size=6),
)
def test_shares_of_neighbouring_pieces_add_up_to_the_line(
    net: int, tax: int, quantity: int, cuts: list[int]
) -> None:
    line = eur(net, tax)
    edges = sorted({0, quantity, *(cut for cut in cuts if cut < quantity)})

    found = Taxed.zero("EUR")
    for start, stop in itertools.pairwise(edges):
        found += refunds.share(line, quantity=quantity, start=start, stop=stop)

    assert found == line


@given(
    net=st.integers(min_value=1, max_value=10**8),
    tax=st.integers(min_value=0, max_value=10**7),
    cuts=st.lists(st.integers(min_value=0, max_value=10**8), max_size=6),
)
def test_parts_of_a_delivery_add_up_to_it(net: int, tax: int, cuts: list[int]) -> None:
    whole = eur(net, tax)
    gross = net + tax
    edges = sorted({0, gross, *(cut % gross for cut in cuts)})

    found = Taxed.zero("EUR")
    for start, stop in itertools.pairwise(edges):
        found += refunds.part(whole, start=Money(start, "EUR"), stop=Money(stop, "EUR"))

    assert found == whole


LINES = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=10**7),
        st.integers(min_value=0, max_value=10**6),
        st.integers(min_value=1, max_value=9),
    ),
    min_size=1,
    max_size=6,
)


@given(lines=LINES, shipping=st.integers(min_value=0, max_value=10**5), seed=st.integers())
def test_refunding_every_piece_and_the_delivery_one_by_one_gives_back_the_order(
    lines: list[tuple[int, int, int]], shipping: int, seed: int
) -> None:
    order = _shipped_order(lines, eur(shipping, shipping // 5))
    steps: list[WantedRefund] = [
        WantedRefund(pieces=((line.line_id, 1),))
        for line in order.lines
        for _ in range(line.agreed.quantity)
    ]
    steps.append(WantedRefund(shipping=order.shipping.gross))
    random.Random(seed).shuffle(steps)  # noqa: S311 - an order of steps, no secret

    for step in steps:
        order = _after(order, step)
    # A piece worth less than half a cent is given back together with its neighbors.
    rest = [(line.line_id, line.agreed.quantity - line.refunded) for line in order.lines]
    order = _after(order, WantedRefund(pieces=tuple(one for one in rest if one[1])))

    assert order.refunded == order.shipped
    assert order.left == Money.zero("EUR")


@given(lines=LINES, gesture=st.integers(min_value=1, max_value=10**6))
def test_gestures_and_pieces_together_never_give_back_more_than_there_was(
    lines: list[tuple[int, int, int]], gesture: int
) -> None:
    order = _shipped_order(lines, eur(500, 95))
    gesture = min(gesture, order.left.minor)

    order = _after(order, WantedRefund(goodwill=Money(gesture, "EUR")))
    for line in order.lines:
        order = _after(order, WantedRefund(pieces=((line.line_id, line.agreed.quantity),)))
    if order.left:
        order = _after(order, WantedRefund(goodwill=order.left))

    assert order.refunded.gross <= order.shipped.gross
    assert order.refunded.tax <= order.shipped.tax
    assert order.left or order.refunded == order.shipped


def test_a_piece_carries_its_own_tax() -> None:
    order = _shipped_order([(1000, 190, 3), (900, 63, 1)], eur(500, 95))

    plan = refunds.refund(order, WantedRefund(pieces=((1, 1),)))

    assert plan.total == eur(334, 63)
    assert plan.lines[0].quantity == 1


@pytest.mark.parametrize(
    "wanted",
    [
        WantedRefund(pieces=((1, 4),)),
        WantedRefund(pieces=((1, 2), (1, 2))),
        WantedRefund(pieces=((1, 0),)),
        WantedRefund(pieces=((1, -1),)),
        WantedRefund(pieces=((99, 1),)),
        WantedRefund(shipping=Money(596, "EUR")),
        WantedRefund(shipping=Money(-1, "EUR")),
        WantedRefund(goodwill=Money(1786, "EUR")),
        WantedRefund(goodwill=Money(-5, "EUR")),
        WantedRefund(),
        WantedRefund(shipping=Money(0, "EUR")),
    ],
)
def test_refuses_what_is_not_there(wanted: WantedRefund) -> None:
    """attack: refund beyond payment; R4: cannot exceed."""
    order = _shipped_order([(1000, 190, 3)], eur(500, 95))

    with pytest.raises(refunds.TooMuch):
        refunds.refund(order, wanted)


def test_refuses_while_nothing_was_shipped_or_taken() -> None:
    order = _shipped_order([(1000, 190, 3)], eur(500, 95))

    with pytest.raises(refunds.NothingToRefund):
        refunds.refund(replace(order, captured=Money.zero("EUR")), WantedRefund(pieces=((1, 1),)))
    with pytest.raises(refunds.NothingToRefund):
        refunds.refund(replace(order, shipped=Taxed.zero("EUR")), WantedRefund(pieces=((1, 1),)))


def test_never_gives_back_more_than_was_taken() -> None:
    order = replace(_shipped_order([(1000, 190, 3)], eur(0, 0)), captured=Money(400, "EUR"))

    with pytest.raises(refunds.TooMuch) as refusal:
        refunds.refund(order, WantedRefund(pieces=((1, 2),)))

    assert refusal.value.data == {"left": 400}


def _shipped_order(lines: list[tuple[int, int, int]], shipping: Taxed) -> Refundable:
    rows = tuple(
        RefundableLine(
            line_id=number,
            shipped=quantity,
            refunded=0,
            agreed=refunds.Agreed(quantity=quantity, taxed=eur(net, tax)),
        )
        for number, (net, tax, quantity) in enumerate(lines, start=1)
    )
    total = shipping
    for row in rows:
        total += row.agreed.taxed
    return Refundable(
        lines=rows,
        shipping=shipping,
        shipping_refunded=Money.zero("EUR"),
        shipped=total,
        captured=total.gross,
        refunded=Taxed.zero("EUR"),
    )


def _after(order: Refundable, wanted: WantedRefund) -> Refundable:
    """What the order looks like after a refund; one that is refused changes nothing."""
    try:
        plan = refunds.refund(order, wanted)
    except (refunds.TooMuch, refunds.NothingToRefund):
        return order
    back = {line.line_id: line.quantity for line in plan.lines}
    return replace(
        order,
        lines=tuple(
            replace(line, refunded=line.refunded + back.get(line.line_id, 0))
            for line in order.lines
        ),
        shipping_refunded=order.shipping_refunded + plan.shipping.gross,
        refunded=order.refunded + plan.total,
    )
