"""Builders for orders: a small shop with stock, carts, checkouts, and orders in any state."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command

from catalog.contracts import WantedLine
from catalog.models import Variant
from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.events import delivery
from commerce.identity.actor import Actor
from crm.contracts import Address
from inventory import contracts as goods
from inventory import public as inventory
from orders.cart import actions as carts
from orders.cart.models import Cart
from orders.cart.queries import Holder
from orders.checkout import queries as checkouts
from orders.checkout.actions import filling, placing
from orders.checkout.actions.filling import Details
from orders.checkout.models import Checkout
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.mail import actions as mailing
from orders.mail import queries as mails
from orders.order.models import Order
from payments.collecting import queries as collecting
from payments.collecting.actions import provider
from payments.refunds import actions as refunding
from payments.refunds import queries as refunds
from tests.builders import catalog, payments
from tests.builders import inventory as warehouses
from tests.builders.commerce import AT
from tests.builders.crm import make_address

SHOPPER = Actor(kind="guest", label="guest")
STAFF = Actor(kind="staff", label="staff:mina")


@dataclass(frozen=True, slots=True)
class Shop:
    """A channel that sells two articles: a mug for 12.50 and a lamp for 99.95, VAT of 19 % inside."""

    channel: ChannelInfo
    mug: Variant
    lamp: Variant


def make_shop(*warehouse_codes: str, mugs: int = 10, lamps: int = 10, **over: Any) -> Shop:
    """This opens a shop; every warehouse (Leipzig alone, by default) gets as many pieces."""
    codes = warehouse_codes or ("LEJ",)
    channel = warehouses.make_channel(*codes, **over)
    payments.make_rate("DE", "19")
    payments.make_rate("FR", "20")
    warehouses.make_method(carrier="house")
    mug = catalog.make_product("Blue mug", sku="MUG-1", channel=channel)
    lamp = catalog.make_product("Desk lamp", sku="LAMP-1", price="99.95", channel=channel)
    for code in codes:
        receive(mug.pk, mugs, code)
        receive(lamp.pk, lamps, code)
    return Shop(channel=channel, mug=mug, lamp=lamp)


def receive(variant_id: int, pieces: int, warehouse: str = "LEJ") -> None:
    """This puts pieces on a shelf that cost five euros each."""
    if not pieces:
        return
    row = goods.Receipt(
        variant_id=variant_id,
        warehouse_code=warehouse,
        quantity=pieces,
        unit_cost=payments.eur(500),
        reference="opening",
    )
    with db.transaction():
        inventory.receive_many(rows=[row], at=AT, by=STAFF)


def holder(shop: Shop, **over: Any) -> Holder:
    """This is somebody who shops, a guest without a cart if nothing else is said."""
    columns: dict[str, Any] = {"channel": shop.channel, "language": "en"}
    return Holder(**columns | over)


def make_cart(shop: Shop, *lines: tuple[Variant, int], **over: Any) -> Cart:
    """This fills a guest's cart; two mugs if nothing else is said."""
    wanted = [
        WantedLine(variant_id=variant.pk, quantity=many)
        for variant, many in lines or [(shop.mug, 2)]
    ]
    with db.transaction():
        return carts.open_cart(holder=holder(shop, **over), lines=wanted, at=AT, by=SHOPPER)


def of_cart(shop: Shop, cart: Cart) -> Holder:
    """This is whoever holds a guest's cart."""
    return holder(shop, public_id=cart.public_id, key_id=cart.api_key_id)


def make_checkout(
    shop: Shop,
    *lines: tuple[Variant, int],
    method: str = "invoice",
    email: str = "ada@example.com",
    address: Address | None = None,
    **over: Any,
) -> Checkout:
    """This fills in everything that a checkout needs, for a fresh cart."""
    cart = make_cart(shop, *lines, **over)
    details = Details(
        email=email,
        ship_to=address or make_address(),
        delivery_code="standard",
        method=method,
    )
    with db.transaction():
        checkout = filling.start(holder=of_cart(shop, cart), at=AT, by=SHOPPER)
        return filling.fill_in(checkout=checkout, details=details, at=AT, by=SHOPPER)


def confirm(checkout: Checkout, *, at: datetime = AT) -> placing.Placement:
    """This agrees to what a checkout costs right now."""
    fresh = Checkout.objects.select_related("cart").get(pk=checkout.pk)
    seen = checkouts.quote(fresh, at=at).hash
    with db.transaction():
        return placing.confirm(public_id=checkout.public_id, seen=seen, at=at, by=SHOPPER)


def make_order(shop: Shop, *lines: tuple[Variant, int], **over: Any) -> Order:
    """This places an order, to be paid by invoice if nothing else is said."""
    found = confirm(make_checkout(shop, *lines, **over)).order
    assert found is not None
    return found


def plan(order: Order) -> list[Fulfillment]:
    """This plans an order's parcels, if that was not done yet."""
    with db.transaction():
        fulfillment.plan(order_id=order.pk, at=AT, by=STAFF)
    return list(Fulfillment.objects.filter(order=order).order_by("pk"))


def pack(row: Fulfillment) -> Fulfillment:
    """This picks and packs, and buys the label."""
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)
    with db.transaction():
        fulfillment.pack(fulfillment_id=row.pk, at=AT, by=STAFF)
    return fulfillment.buy_label(fulfillment_id=row.pk, at=AT, by=STAFF)


def ship(order: Order) -> Order:
    """This sends every parcel of an order."""
    for row in plan(order):
        pack(row)
        with db.transaction():
            fulfillment.ship(fulfillment_id=row.pk, at=AT, by=STAFF)
    return Order.objects.get(pk=order.pk)


def deliver(order: Order) -> Order:
    """This brings every parcel of an order to its receiver."""
    ship(order)
    for row in Fulfillment.objects.filter(order=order).order_by("pk"):
        with db.transaction():
            fulfillment.deliver(fulfillment_id=row.pk, at=AT, by=STAFF)
    return Order.objects.get(pk=order.pk)


def check_books() -> None:
    """This runs `manage.py verify_books`, which must find nothing."""
    said = io.StringIO()
    try:
        call_command("verify_books", stdout=said)
    except SystemExit as end:
        raise AssertionError(said.getvalue()) from end


def work_off(rounds: int = 4) -> None:
    """This is an hour of the workers: facts delivered, the provider asked, mails sent."""
    for _ in range(rounds):
        delivery.drain()
        at = clock.now() + timedelta(hours=1)
        for attempt_id in collecting.looks_due(at=at):
            provider.look(attempt_id=attempt_id, at=at)
        for attempt_id in collecting.releases_due(at=at):
            provider.release(attempt_id=attempt_id, at=at)
        for capture_id in collecting.captures_due(at=at):
            provider.capture(capture_id=capture_id, at=at)
        for refund_id in refunds.refunds_due(at=at):
            refunding.carry_out(refund_id=refund_id, at=at)
        for mail_id in mails.due(before=at, limit=100):
            mailing.send(mail_id=mail_id, at=at)
