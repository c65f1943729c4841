"""Articles are canceled while others pick, pack, ship, cancel and capture; each race ends with clean books."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from pytest_django.fixtures import Settings

from commerce import clock, db
from commerce.errors import Anticipated
from orders.cancellations import actions, rules
from orders.cancellations.models import Cancellation
from orders.checkout.actions import placing
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment, FulfillmentLine
from orders.order.actions import changes
from orders.order.models import Order
from payments.collecting import queries as collecting
from payments.collecting.actions import provider
from payments.collecting.models import Payment
from tests.builders import inventory as warehouses
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import SHOPPER, STAFF
from tests.builders.payments import Shop as Stripe
from tests.builders.payments import running_shop
from tests.orders.test_races import at_once, surprises

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Stripe]:
    with running_shop(settings) as running:
        yield running


def canceling(
    order: Order, sku: str, many: int, *, key: str, reach: tuple[str, ...] = rules.SHOPPERS
) -> Callable[[], Cancellation]:
    """This is somebody about to press the button."""
    line = order.lines.get(sku=sku).pk
    wanted = actions.Wanted(pieces={line: many}, reason="race", reach=reach)

    def press() -> Cancellation:
        with db.transaction():
            return actions.cancel_lines(
                order_id=order.pk, wanted=wanted, key=key, at=AT, by=SHOPPER
            )

    return press


def refused(results: list[object]) -> int:
    return sum(isinstance(one, Anticipated) for one in results)


def test_a_shopper_cancels_a_line_while_the_warehouse_picks_it() -> None:
    """O4, invariant 9: one of them is first; what is picked is what is left, and never both."""
    shop = build.make_shop(mugs=100, lamps=100)
    for _ in range(8):
        order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
        (row,) = build.plan(order)

        def pick(pk: int = row.pk) -> None:
            with db.transaction():
                fulfillment.start_picking(fulfillment_id=pk, at=AT, by=STAFF)

        results = at_once([pick, canceling(order, "LAMP-1", 1, key="page:0")])

        assert surprises(results) == []
        assert not isinstance(results[0], Exception)
        order.refresh_from_db()
        lamps = FulfillmentLine.objects.filter(fulfillment=row, order_line__sku="LAMP-1").count()
        gone = not isinstance(results[1], Exception)
        assert (lamps, order.quantity) == ((0, 2) if gone else (1, 3))
        assert Fulfillment.objects.get(pk=row.pk).state == "picking"
    build.work_off()
    build.check_books()


def test_two_cancels_of_the_same_line_cancel_it_once() -> None:
    """X12: a double click is one cancellation; two people with keys of their own are one and a refusal."""
    shop = build.make_shop(mugs=100, lamps=100)
    for _ in range(6):
        order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
        build.plan(order)
        double_click = [canceling(order, "LAMP-1", 1, key="page:0") for _ in range(3)]
        colleague = canceling(order, "LAMP-1", 1, key="desk:1", reach=rules.STAFF)

        results = at_once([*double_click, colleague])

        assert surprises(results) == []
        assert Cancellation.objects.filter(order=order).count() == 1
        assert refused(results) in {1, 3}
        order.refresh_from_db()
        assert (order.quantity, order.canceled_minor) == (2, 9995)
    assert warehouses.level(shop.lamp.pk) == (100, 0, 0)
    build.work_off()
    build.check_books()


def test_two_halves_of_a_line_and_the_whole_order_at_once() -> None:
    """However they come in, no piece is freed twice."""
    shop = build.make_shop(mugs=200)
    for _ in range(6):
        order = build.make_order(shop, (shop.mug, 4))
        build.plan(order)

        def whole(pk: int = order.pk) -> None:
            with db.transaction():
                changes.cancel(order_id=pk, reason="race", at=AT, by=STAFF)

        jobs = [canceling(order, "MUG-1", 2, key=f"k{n}", reach=rules.STAFF) for n in range(3)]
        results = at_once([*jobs, whole])

        assert surprises(results) == []
        order.refresh_from_db()
        assert order.state == "canceled"
    assert warehouses.level(shop.mug.pk) == (200, 0, 0)
    build.work_off()
    build.check_books()


def test_a_cancel_and_the_pack_of_the_same_plan_never_both_win() -> None:
    """invariant 19: what is packed leaves; what was canceled is not in the box."""
    shop = build.make_shop(mugs=100, lamps=100)
    for _ in range(6):
        order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
        (row,) = build.plan(order)
        with db.transaction():
            fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)

        def pack(pk: int = row.pk) -> None:
            with db.transaction():
                fulfillment.pack(fulfillment_id=pk, at=AT, by=STAFF)

        results = at_once([pack, canceling(order, "MUG-1", 2, key="desk:1", reach=rules.STAFF)])

        assert surprises(results) == []
        assert not isinstance(results[0], Exception)
        fulfillment.buy_label(fulfillment_id=row.pk, at=AT, by=STAFF)
        with db.transaction():
            fulfillment.ship(fulfillment_id=row.pk, at=AT, by=STAFF)
        order.refresh_from_db()
        assert order.quantity_shipped == order.quantity == (3 if refused(results) else 1)
    build.work_off()
    build.check_books()


def test_a_cancel_while_the_capture_runs_leaves_exactly_what_is_owed(stripe: Stripe) -> None:
    """PAY-2, invariants 5 and 6: taken less given back is what the order costs, whoever is first."""
    shop = build.make_shop(mugs=100, lamps=100, capture="at_once")
    for _ in range(4):
        checkout = build.make_checkout(shop, (shop.mug, 2), (shop.lamp, 1), method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
        placed = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER).order
        assert placed is not None
        build.plan(placed)
        (capture_id,) = collecting.captures_due(at=clock.now())

        results = at_once(
            [
                partial(provider.capture, capture_id=capture_id, at=clock.now()),
                canceling(placed, "LAMP-1", 1, key="page:0"),
                partial(provider.capture, capture_id=capture_id, at=clock.now()),
            ]
        )

        assert surprises(results) == []
        assert refused(results) == 0
        build.work_off()
        payment = Payment.objects.get(pk=paying.payment_id)
        placed.refresh_from_db()
        assert payment.captured - payment.refunded == payment.owed == placed.total
    build.check_books()


def test_the_parcel_leaves_while_another_line_is_canceled(stripe: Stripe) -> None:
    """Ship and cancel of different plans: both happen, the money of the one is taken, no more."""
    shop = build.make_shop("LEJ", "RTM", mugs=60, lamps=60)
    for _ in range(4):
        checkout = build.make_checkout(shop, (shop.mug, 2), (shop.lamp, 1), method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
        placed = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER).order
        assert placed is not None
        row = build.pack(build.plan(placed)[0])
        outcomes = at_once(
            [
                partial(_ship, row.pk),
                canceling(placed, "LAMP-1", 1, key="desk:1", reach=rules.STAFF),
            ]
        )
        assert surprises(outcomes) == []
        build.work_off()
        for other in Fulfillment.objects.filter(order=placed, state="planned"):
            build.pack(other)
            _ship(other.pk)
        build.work_off()
        payment = Payment.objects.get(pk=paying.payment_id)
        placed.refresh_from_db()
        assert payment.captured - payment.refunded == placed.total == payment.owed
    build.check_books()


def _ship(fulfillment_id: int) -> None:
    with db.transaction():
        fulfillment.ship(fulfillment_id=fulfillment_id, at=AT, by=STAFF)
