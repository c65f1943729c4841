"""Builders for stores: one in Berlin and one in Hamburg that hand orders over."""

from typing import Any

from django.test import Client
from django.urls import reverse

from commerce import db, memo
from commerce.identity.actor import Actor
from crm.contracts import Address
from inventory.models import Store, Warehouse
from inventory.stores import actions
from orders.cart.models import Cart
from orders.checkout.actions import filling
from orders.checkout.actions.filling import Details
from orders.checkout.models import Checkout
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.order.models import Order
from orders.pickup import actions as pickups
from orders.pickup.models import Pickup
from tests.builders import inventory, orders
from tests.builders.commerce import AT, make_staff

BY = Actor(kind="staff", label="staff:mina")
PLACES: dict[str, dict[str, Any]] = {
    "berlin": {"name": "Kontor Berlin", "city": "Berlin", "line1": "Torstr. 140",
               "postcode": "10119", "latitude": 52.53, "longitude": 13.40, "phone": "+49 30 5557"},
    "hamburg": {"name": "Kontor Hamburg", "city": "Hamburg", "line1": "Marktstr. 8",
                "postcode": "20357", "latitude": 53.55, "longitude": 9.97},
}  # fmt: skip
WEEK = dict.fromkeys(range(1, 7), "10:00-19:00")
BILL_TO = Address(
    full_name="Ada Byron", line1="Ackerstr. 1", city="Berlin", country="DE", postcode="10115"
)


def make_store(code: str = "berlin", **over: Any) -> Store:
    """This opens a store, Monday to Saturday from ten to seven."""
    if not Warehouse.objects.filter(code=code).exists():
        inventory.make_warehouse(code, kind="store", ships=False, **PLACES[code])
    said = {"slug": code, "week": WEEK, "services": ("pickup", "returns"), **over}
    with db.transaction():
        found = actions.describe(warehouse_code=code, said=actions.Described(**said), at=AT, by=BY)
    memo.forget_all()
    return found


def make_shop(*, pieces: int = 3, **over: Any) -> orders.Shop:
    """This opens a shop that sends from Leipzig and hands over in Berlin, with so many mugs there."""
    make_store("berlin", **over)
    shop = orders.make_shop("LEJ", "berlin", mugs=0, lamps=0)
    orders.receive(shop.mug.pk, 10, "LEJ")
    orders.receive(shop.lamp.pk, 10, "LEJ")
    orders.receive(shop.mug.pk, pieces, "berlin")
    memo.forget_all()
    return shop


def make_checkout(shop: orders.Shop, *, method: str = "invoice", mugs: int = 2) -> Checkout:
    """This fills in all that picking up in Berlin needs."""
    cart: Cart = orders.make_cart(shop, (shop.mug, mugs))
    details = Details(
        email="ada@example.com",
        collector="Ada Byron",
        bill_to=BILL_TO,
        delivery_code="pickup-berlin",
        method=method,
    )
    with db.transaction():
        checkout = filling.start(holder=orders.of_cart(shop, cart), at=AT, by=orders.SHOPPER)
        return filling.fill_in(checkout=checkout, details=details, at=AT, by=orders.SHOPPER)


def make_order(shop: orders.Shop, **over: Any) -> Order:
    """This places an order that is picked up in Berlin."""
    found = orders.confirm(make_checkout(shop, **over)).order
    assert found is not None
    return found


def make_ready(order: Order) -> Pickup:
    """This picks an order and puts it behind the counter."""
    [row] = orders.plan(order)
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=BY)
    with db.transaction():
        return pickups.make_ready(order_id=order.pk, at=AT, by=BY)


COUNTER = ("view_order", "fulfill_order", "view_pickup")


def press(client: Client, order: Order, step: str, **form: str) -> int:
    """This presses a button of the workbench; returns the status of the answer."""
    address = reverse("admin:orders_order_do", args=[order.pk, step])
    return client.post(address, form).status_code


def hand_over(pickup: Pickup) -> None:
    """This is staff in the workbench: pick, ready, and out against the code."""
    orders.work_off()
    row = Fulfillment.objects.get(order=pickup.order)
    client = make_staff(*COUNTER)
    press(client, pickup.order, "pick", fulfillment=str(row.pk))
    press(client, pickup.order, "ready")
    press(client, pickup.order, "collect", code=pickup.code)
    pickup.refresh_from_db()
    assert pickup.state == "collected"
