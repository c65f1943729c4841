"""Confirming a quote and placing the order: each exactly once, whoever asks, however often."""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from commerce import db
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict, Refused, Unavailable
from commerce.identity.actor import Actor
from crm import public as crm
from crm.contracts import Address
from inventory import public as inventory
from inventory.contracts import StockLine
from orders.cart import actions as carts
from orders.cart.queries import Holder
from orders.checkout import queries, rules
from orders.checkout.actions import filling
from orders.checkout.models import Checkout
from orders.checkout.states import CheckoutFlow
from orders.order.actions import record
from orders.order.models import Order
from orders.order.rules.agreement import Agreement
from orders.pickup import actions as pickups
from payments import public as payments
from payments.contracts import PaymentInfo

HELD = timedelta(minutes=15)
PLACED_AT_ONCE = ("invoice", "manual")
PROMISED = ("authorized", "partially_captured", "captured")
# Refusals after the money was promised, and why the confirmation then came to nothing.
LET_GO = {"out_of_stock": "sold_out", "pickup_store_gone": "store_gone"}


class QuoteChanged(Conflict):
    """What it costs is not what the shopper saw; data holds the new `quote` hash and `total`."""

    code = "quote_changed"


class Incomplete(Refused):
    """Something is still missing before this can be confirmed (`missing` in data)."""

    code = "checkout_incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What came of confirming or placing.

    `outcome` is `placed` (with the order), `paying` (the shopper must pay now, with the payment),
    `waiting` (the bank has not answered), or why it came to nothing: `changed`, `sold_out`,
    `store_gone`, `lapsed`.
    """

    outcome: str
    checkout: str
    order: Order | None = None
    payment_id: int | None = None


@db.transaction_required
def confirm(
    *, public_id: str, seen: str, holder: Holder | None = None, at: datetime, by: Actor
) -> Placement:
    """This agrees to the quote the shopper saw: goods are held and the payment is opened with it.

    Ways to pay that need no bank place the order at once. Confirming again is harmless: what is paid is
    placed, what is placed is returned, anything else is confirmed anew.

    With a holder, a checkout that is not theirs does not exist.

    Raises:
        UnknownCheckout: when there is none.
        QuoteChanged: when it costs something else by now (invariant 14).
        Incomplete, EmptyCart: when something is missing.
        OutOfStock, NotSold: when the goods are not there.
    """
    checkout = filling.lock(public_id, holder=holder)
    if checkout.state != "open":
        settled = _place(checkout, at=at, by=by)
        if settled.outcome == "placed":
            return settled
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    quote = queries.quote(checkout, at=at)
    _check(checkout, quote, seen=seen, at=at)
    kind = _kind(checkout, quote, at)
    payment = _open_payment(checkout, quote, channel, at=at, by=by) if quote.total else None
    checkout.payment_id = payment.payment_id if payment else None
    checkout.cart_version = checkout.cart.version
    if kind in PLACED_AT_ONCE:
        return _record(checkout, quote, payment, at=at, by=by)
    _hold(checkout, quote, channel, at=at, by=by)
    CheckoutFlow.move(
        checkout,
        "confirm",
        by=str(by),
        at=at,
        quote=msgspec.to_builtins(quote),
        cart_version=checkout.cart_version,
        payment_id=checkout.payment_id,
        held_until=at + HELD,
        confirmed_at=at,
        problem="",
        updated_at=at,
    )
    return Placement(outcome="paying", checkout=public_id, payment_id=checkout.payment_id)


@db.transaction_required
def place_order(*, public_id: str, at: datetime, by: Actor) -> Placement:
    """This places the order of a checkout whose money is promised; the first caller wins, all see one order.

    A cart that changed while it was being paid is not placed: the money is let go, the shopper is told
    the new price. Goods whose hold ran out are taken again, or the money is let go; so it is when the
    store that was to hand them over no longer does.

    Raises:
        UnknownCheckout: when there is none.
    """
    return _place(filling.lock(public_id), at=at, by=by)


@db.outside
def settle(*, public_id: str, at: datetime, by: Actor) -> Placement:
    """This asks the provider where a payment stands, and places the order if the money is promised.

    For the way back from the bank, the poll, and the schedule; an answer that does not come leaves the
    checkout waiting and never asks the shopper to pay twice.

    Raises:
        UnknownCheckout: when there is none.
    """
    found = queries.find_by_reference(public_id)
    if found is None:
        message = "there is no such checkout"
        raise queries.UnknownCheckout(message)
    if found.state == "paying" and found.payment_id is not None:
        with contextlib.suppress(Unavailable):
            payments.refresh(payment_id=found.payment_id, at=at)
    with db.transaction():
        return place_order(public_id=public_id, at=at, by=by)


@db.transaction_required
def lapse(*, public_id: str, since: datetime, at: datetime, by: Actor) -> None:
    """This ends a payment whose goods or money were let go at `since`, unless the money has come.

    A confirmation made after that moment has taken goods and money anew, and stays.
    """
    if queries.find_by_reference(public_id) is None:
        return
    checkout = filling.lock(public_id)
    newer = checkout.confirmed_at is not None and checkout.confirmed_at > since
    if checkout.state != "paying" or newer:
        return
    if _place(checkout, at=at, by=by).outcome == "waiting":
        filling.reopen(checkout, problem="lapsed", at=at, by=by)


def _check(checkout: Checkout, quote: Agreement, *, seen: str, at: datetime) -> None:
    missing = queries.missing(checkout, quote, at=at)
    if missing:
        message = "something is still missing: " + ", ".join(missing)
        raise Incomplete(message, missing=list(missing))
    if not rules.still_agreed(seen, quote.hash):
        message = f"it costs {quote.total} {quote.currency} now"
        raise QuoteChanged(
            message, quote=quote.hash, total=str(quote.total), currency=quote.currency
        )


def _kind(checkout: Checkout, quote: Agreement, at: datetime) -> str:
    if not quote.total:
        return "manual"
    for method in queries.methods(checkout, quote, at=at):
        if method.code == checkout.method:
            return method.kind
    message = f"{checkout.method!r} is not a way to pay here"
    raise filling.UnknownMethod(message, field="method")


def _open_payment(
    checkout: Checkout, quote: Agreement, channel: ChannelInfo, *, at: datetime, by: Actor
) -> PaymentInfo:
    return payments.open_intent(
        amount=quote.total,
        reference=checkout.public_id,
        method=checkout.method,
        channel=channel.code,
        customer_id=checkout.cart.customer_id,
        at=at,
        by=by,
    )


def _hold(
    checkout: Checkout, quote: Agreement, channel: ChannelInfo, *, at: datetime, by: Actor
) -> None:
    inventory.hold(
        reference=checkout.public_id,
        lines=_stock(quote),
        channel=channel,
        destination=queries.destination(checkout, channel, at=at),
        until=at + HELD,
        at=at,
        by=by,
    )


def _place(checkout: Checkout, *, at: datetime, by: Actor) -> Placement:
    """Place a locked checkout, if its money is promised and it is still what was agreed."""
    if checkout.state == "placed":
        return Placement(outcome="placed", checkout=checkout.public_id, order=checkout.order)
    quote = queries.agreed(checkout)
    payment = payments.get_payment(payment_id=checkout.payment_id) if checkout.payment_id else None
    if quote is None or payment is None or payment.state not in PROMISED:
        return Placement(
            outcome="waiting", checkout=checkout.public_id, payment_id=checkout.payment_id
        )
    unchanged = checkout.cart.version == checkout.cart_version and checkout.cart.state == "open"
    if not unchanged or payment.authorized != quote.total:
        return _come_to_nothing(checkout, "changed", at=at, by=by)
    try:
        with db.savepoint():
            return _record(checkout, quote, payment, at=at, by=by)
    except Refused as refusal:
        if refusal.code not in LET_GO:
            raise
        return _come_to_nothing(checkout, LET_GO[refusal.code], at=at, by=by)


def _come_to_nothing(checkout: Checkout, problem: str, *, at: datetime, by: Actor) -> Placement:
    filling.reopen(checkout, problem=problem, at=at, by=by)
    return Placement(outcome=problem, checkout=checkout.public_id)


def _record(
    checkout: Checkout,
    quote: Agreement,
    payment: PaymentInfo | None,
    *,
    at: datetime,
    by: Actor,
) -> Placement:
    """Write the order of a locked checkout: goods, order, payment, cart, all or nothing."""
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    number = record.next_number(channel)
    _take_goods(checkout, quote, channel, number=number, at=at, by=by)
    parties = _parties(checkout, channel, payment, at=at, by=by)
    order = record.record_order(agreement=quote, parties=parties, number=number, at=at, by=by)
    if payment is not None:
        payments.attach_order(
            payment_id=payment.payment_id,
            order_number=number,
            total=quote.total,
            tax=quote.tax,
            by=by,
            at=at,
        )
    if inventory.is_pickup(quote.delivery_code):
        pickups.expect(order=order, at=at, by=by)
    carts.close(checkout.cart, at=at, by=by)
    CheckoutFlow.move(
        checkout,
        "place",
        by=str(by),
        at=at,
        order=order,
        quote=msgspec.to_builtins(quote),
        cart_version=checkout.cart.version,
        payment_id=order.payment_id,
        problem="",
        updated_at=at,
    )
    return Placement(
        outcome="placed",
        checkout=checkout.public_id,
        order=order,
        payment_id=order.payment_id,
    )


def _take_goods(
    checkout: Checkout,
    quote: Agreement,
    channel: ChannelInfo,
    *,
    number: str,
    at: datetime,
    by: Actor,
) -> None:
    if checkout.held_until is not None:
        inventory.firm(reference=checkout.public_id, order_number=number, at=at, by=by)
        return
    inventory.allocate(
        order_number=number,
        lines=_stock(quote),
        channel=channel,
        destination=queries.destination(checkout, channel, at=at),
        at=at,
        by=by,
    )


def _stock(quote: Agreement) -> tuple[StockLine, ...]:
    return tuple(
        StockLine(variant_id=line.variant_id, quantity=line.quantity) for line in quote.lines
    )


def _parties(
    checkout: Checkout,
    channel: ChannelInfo,
    payment: PaymentInfo | None,
    *,
    at: datetime,
    by: Actor,
) -> record.Parties:
    ship_to = _receiver(checkout, at)
    cart = checkout.cart
    customer_id = cart.customer_id
    if customer_id is None:
        customer_id = crm.remember_customer(
            email=checkout.email,
            name=ship_to.full_name,
            language=checkout.language,
            channel=channel,
            at=at,
            by=by,
        ).customer_id
    return record.Parties(
        channel=channel,
        source="api" if cart.api_key_id else "storefront",
        key_id=cart.api_key_id,
        customer_id=customer_id,
        customer_name=ship_to.full_name,
        email=checkout.email,
        language=checkout.language,
        visitor=checkout.visitor,
        checkout_reference=checkout.public_id,
        ship_to=ship_to,
        bill_to=queries.address_of(checkout.bill_to) or _payer(checkout, ship_to),
        payment_id=payment.payment_id if payment else None,
        payment_method=payment.method if payment else "",
        payment_kind=payment.kind if payment else "",
        note=checkout.note,
    )


def _receiver(checkout: Checkout, at: datetime) -> Address:
    """Where the goods change hands: at the address, or over a store's counter."""
    if not inventory.is_pickup(checkout.delivery_code):
        return Address(**checkout.ship_to)
    store = inventory.pickup_store(delivery_code=checkout.delivery_code, at=at)
    if store is None:
        raise pickups.StoreGone(pickups.GONE)
    return Address(
        full_name=queries.collector(checkout),
        company=store.name,
        line1=store.line1,
        city=store.city,
        postcode=store.postcode,
        country=store.country,
    )


def _payer(checkout: Checkout, ship_to: Address) -> Address:
    """Who pays, when no address was given for the invoice: never the store's own."""
    if not inventory.is_pickup(checkout.delivery_code):
        return ship_to
    return Address(full_name=ship_to.full_name, line1="", city="", country=ship_to.country)
