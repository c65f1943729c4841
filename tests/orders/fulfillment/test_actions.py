"""Goods leave once, with their exact share of the money; nothing of a canceled order ever does."""

from collections.abc import Callable

import pytest

from commerce import db
from commerce.events.models import OutboxEvent
from commerce.states import IllegalMove
from inventory import public as inventory
from orders.fulfillment import actions
from orders.fulfillment.models import Fulfillment
from orders.order.actions import changes, progress
from orders.order.models import Order, OrderLine
from tests.builders import inventory as warehouses
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import STAFF

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> build.Shop:
    return build.make_shop()


def test_plans_once_when_the_order_is_placed(
    shop: build.Shop, deliver: Callable[[], int], facts: Callable[[], list[str]]
) -> None:
    order = build.make_order(shop)

    deliver()
    build.plan(order)

    row = Fulfillment.objects.get()
    assert (row.state, row.warehouse_code) == ("planned", "LEJ")
    assert [line.quantity for line in row.lines.all()] == [2]
    assert facts().count("orders.fulfillment_planned") == 1


def test_each_warehouse_sends_what_it_has(deliver: Callable[[], int]) -> None:
    shop = build.make_shop("LEJ", "LYS", mugs=3)
    order = build.make_order(shop, (shop.mug, 5))

    deliver()

    rows = Fulfillment.objects.filter(order=order)
    assert sum(line.quantity for row in rows for line in row.lines.all()) == 5
    assert {row.warehouse_code for row in rows} == {"LEJ", "LYS"}


def test_goods_leave_with_a_label_and_the_books_know(shop: build.Shop) -> None:
    order = build.ship(build.make_order(shop))

    row = Fulfillment.objects.get()
    assert row.state == "shipped"
    assert row.tracking_number
    assert (order.fulfillment_state, order.quantity_shipped) == ("shipped", 2)
    assert OrderLine.objects.get().quantity_shipped == 2
    assert warehouses.level(shop.mug.pk) == (8, 0, 0)


def test_shares_of_all_parcels_add_up_to_the_order() -> None:
    """PAY-3, invariant 16: the delivery goes with the first parcel, the last takes the rest."""
    shop = build.make_shop("LEJ", "LYS", mugs=3, lamps=1)
    order = build.make_order(shop, (shop.mug, 5), (shop.lamp, 2))

    build.ship(order)

    shipped = [
        event.payload
        for event in OutboxEvent.objects.filter(name="orders.fulfillment_shipped").order_by("id")
    ]
    assert len(shipped) == 2
    assert sum(fact["total"]["minor"] for fact in shipped) == order.total_minor
    tax = sum(
        sum(line["tax"]["minor"] for line in fact["lines"]) + fact["shipping_tax"]["minor"]
        for fact in shipped
    )
    assert tax == order.tax_minor
    assert [fact["shipping_net"]["minor"] > 0 for fact in shipped] in (
        [True, False],
        [False, False],
    )


def test_shipping_twice_ships_once(shop: build.Shop, facts: Callable[[], list[str]]) -> None:
    order = build.ship(build.make_order(shop))

    with db.transaction():
        actions.ship(fulfillment_id=Fulfillment.objects.get().pk, at=AT, by=STAFF)

    assert facts().count("orders.fulfillment_shipped") == 1
    assert Order.objects.get(pk=order.pk).quantity_shipped == 2


def test_nothing_leaves_without_a_label(shop: build.Shop) -> None:
    (row,) = build.plan(build.make_order(shop))
    with db.transaction():
        actions.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)
    with db.transaction():
        actions.pack(fulfillment_id=row.pk, at=AT, by=STAFF)

    with pytest.raises(IllegalMove), db.transaction():
        actions.ship(fulfillment_id=row.pk, at=AT, by=STAFF)

    assert Fulfillment.objects.get().state == "packed"
    assert warehouses.level(shop.mug.pk) == (10, 2, 0)


def test_inventory_may_be_the_one_that_sees_a_parcel_leave_and_arrive(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    order = build.make_order(shop)
    row = build.pack(build.plan(order)[0])
    assert row.parcel_id is not None
    with db.transaction():
        inventory.dispatch_parcel(parcel_id=row.parcel_id, at=AT, by=STAFF)
    deliver()
    with db.transaction():
        inventory.deliver_parcel(parcel_id=row.parcel_id, at=AT, by=STAFF)
    deliver()

    order = Order.objects.get()
    assert (order.state, order.fulfillment_state) == ("completed", "delivered")


def test_the_last_delivery_completes_the_order(
    shop: build.Shop, facts: Callable[[], list[str]]
) -> None:
    order = build.deliver(build.make_order(shop))

    assert (order.state, order.fulfillment_state) == ("completed", "delivered")
    assert order.completed_at == AT
    assert facts().count("orders.order_completed") == 1


def test_nothing_of_a_canceled_order_leaves(shop: build.Shop, deliver: Callable[[], int]) -> None:
    """invariant 19: canceled never ships."""
    order = build.make_order(shop)
    row = build.pack(build.plan(order)[0])
    with db.transaction():
        changes.cancel(order_id=order.pk, reason="customer", at=AT, by=STAFF)

    with pytest.raises(progress.NotOpen), db.transaction():
        actions.ship(fulfillment_id=row.pk, at=AT, by=STAFF)
    deliver()

    assert Fulfillment.objects.get().state == "canceled"
    assert Order.objects.get().quantity_shipped == 0
    assert warehouses.level(shop.mug.pk) == (10, 0, 0)


def test_nothing_of_a_held_order_leaves_until_it_is_released(shop: build.Shop) -> None:
    order = build.make_order(shop)
    (row,) = build.plan(order)
    with db.transaction():
        changes.hold(order_id=order.pk, reason="address looks odd", at=AT, by=STAFF)

    with pytest.raises(progress.OnHold), db.transaction():
        actions.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)
    assert Fulfillment.objects.get().state == "planned"

    with db.transaction():
        changes.release(order_id=order.pk, at=AT, by=STAFF)
    build.pack(row)
    assert Fulfillment.objects.get().state == "packed"
