"""What a shopper tells us on the way to an order: each answer is checked and kept."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce import db, ids, rows
from commerce.channels import destinations
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict, Refused
from commerce.identity.actor import Actor
from crm import public as crm
from crm.contracts import Address
from inventory import public as inventory
from orders.cart import actions as cart_actions
from orders.cart import queries as carts
from orders.cart.queries import FreshCart, Holder
from orders.checkout import queries
from orders.checkout.models import Checkout
from orders.checkout.queries import Sheet
from orders.checkout.states import CheckoutFlow
from orders.order.rules import notes
from payments import public as payments


class CheckoutDone(Conflict):
    """The order is placed: nothing about it changes here any more."""

    code = "checkout_done"


class NotDelivered(Refused):
    """The channel does not deliver to that country (`countries` in data)."""

    code = "not_delivered_there"


class NotTaxed(Refused):
    """The channel delivers to that country, but no tax rate is known there (`countries` that are in data)."""

    code = "no_tax_rate"


class UnknownDelivery(Refused):
    """That way to deliver is not offered for this cart and address."""

    code = "unknown_delivery"


class UnknownMethod(Refused):
    """That way to pay is not offered here."""

    code = "unknown_method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What changes; None leaves as it is, an empty billing address means the delivery address."""

    email: str | None = None
    ship_to: Address | None = None
    bill_to: Address | None = None
    bill_to_delivery: bool = False
    vat_id: str | None = None
    delivery_code: str | None = None
    method: str | None = None
    language: str | None = None
    visitor: str | None = None
    collector: str | None = None
    note: str | None = None


@db.transaction_required
def start(*, holder: Holder, at: datetime, by: Actor) -> Checkout:
    """This opens the one checkout of the holder's cart, or returns the one it has.

    The cart comes along to the channel they shop in now.

    Raises:
        UnknownCart: without a cart.
    """
    cart = cart_actions.lock_cart(holder=holder, at=at)
    if cart is None:
        message = "there is no such cart"
        raise carts.UnknownCart(message)
    known = Checkout.objects.filter(cart=cart).first()
    if known is not None:
        known.cart = cart
        return known
    return Checkout.objects.create(
        public_id=ids.new("chk"),
        cart=cart,
        language=holder.language,
        created_at=at,
        updated_at=at,
    )


@db.transaction_required
def begin(
    *,
    fresh: FreshCart,
    language: str,
    details: Details,
    at: datetime,
    by: Actor,
) -> tuple[Checkout, Sheet]:
    """This opens the checkout of a cart made and priced just now, filled in already, and shows it.

    Raises:
        as for `fill_in`.
    """
    checkout = Checkout(
        public_id=ids.new("chk"), cart=fresh.cart, language=language, created_at=at, updated_at=at
    )
    for name, value in _checked(checkout, details, at=at).items():
        setattr(checkout, name, value)
    sheet = queries.sheet(checkout, at=at, fresh=fresh)
    _check_choices(details, sheet)
    rows.insert([checkout])
    return checkout, sheet


@db.transaction_required
def fill_in(*, checkout: Checkout, details: Details, at: datetime, by: Actor) -> Checkout:
    """This checks and keeps what the shopper told us.

    While a payment is under way a change lets it go: what was agreed is no longer what is wanted.

    Raises:
        CheckoutDone: when the order is placed.
        BadAddress, BadEmail: (of crm) when an address cannot be right.
        NotDelivered, NotTaxed, UnknownDelivery, UnknownMethod: when the channel does not offer that.
        NoteTooLong: when nobody would read it while packing.
    """
    return fill_and_show(checkout=checkout, details=details, at=at, by=by)[0]


@db.transaction_required
def fill_and_show(
    *, checkout: Checkout, details: Details, at: datetime, by: Actor
) -> tuple[Checkout, Sheet]:
    """This is `fill_in` that also shows the checkout, priced once for both.

    Raises:
        as for `fill_in`.
    """
    checkout = lock(checkout.public_id)
    if checkout.state == "placed":
        message = "the order is placed already"
        raise CheckoutDone(message)
    found = _checked(checkout, details, at=at)
    changes = {name: value for name, value in found.items() if getattr(checkout, name) != value}
    for name, value in changes.items():
        setattr(checkout, name, value)
    if changes:
        checkout.problem = ""
        Checkout.objects.filter(pk=checkout.pk).update(**changes, problem="", updated_at=at)
    if changes and checkout.state == "paying":
        reopen(checkout, problem="", at=at, by=by)
    sheet = queries.sheet(checkout, at=at)
    _check_choices(details, sheet)
    return checkout, sheet


@db.transaction_required
def lock(public_id: str, *, holder: Holder | None = None) -> Checkout:
    """This locks a checkout and its cart by one statement; with a holder, one of theirs only.

    Raises:
        UnknownCheckout: when there is none.
    """
    mine = queries.checkouts_of(holder) if holder else Checkout.objects.select_related("cart")
    found = (
        mine.select_for_update(of=("self", "cart"))
        .filter(public_id=public_id)
        .order_by("pk")
        .first()
    )
    if found is None:
        message = "there is no such checkout"
        raise queries.UnknownCheckout(message)
    return found


@db.transaction_required
def reopen(checkout: Checkout, *, problem: str, at: datetime, by: Actor) -> None:
    """This takes a locked checkout back from the bank: goods and money are let go, words are kept."""
    if checkout.payment_id is not None:
        payments.void(payment_id=checkout.payment_id, reason=problem or "given up", by=by, at=at)
    inventory.release(reference=checkout.public_id, at=at, by=by)
    blank: dict[str, Any] = {
        "payment_id": None,
        "quote": None,
        "cart_version": None,
        "held_until": None,
        "problem": problem,
        "updated_at": at,
    }
    if checkout.state == "paying":
        CheckoutFlow.move(checkout, "reopen", by=str(by), at=at, reason=problem, **blank)


def _checked(checkout: Checkout, details: Details, *, at: datetime) -> dict[str, Any]:
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    found: dict[str, Any] = {}
    if details.email is not None:
        found["email"] = crm.check_email(email=details.email)
    if details.ship_to is not None:
        found["ship_to"] = _address(details.ship_to, channel, "shipping_address", at=at)
    if details.bill_to is not None:
        billing = crm.check_address(address=details.bill_to, field="billing_address")
        found["bill_to"] = dataclasses.asdict(billing)
    elif details.bill_to_delivery:
        found["bill_to"] = {}
    plain = {
        "vat_id": details.vat_id,
        "delivery_code": details.delivery_code,
        "method": details.method,
        "language": details.language,
        "visitor": details.visitor,
        "note": None if details.note is None else notes.tidy(details.note),
        "collector": None if details.collector is None else details.collector.strip()[:160],
    }
    return found | {name: value for name, value in plain.items() if value is not None}


def _address(address: Address, channel: ChannelInfo, field: str, *, at: datetime) -> dict[str, Any]:
    served = destinations.served(channel, at=at)
    if address.country not in channel.countries:
        message = f"{channel.name} does not deliver to {address.country}"
        raise NotDelivered(message, field=f"{field}.country", countries=list(served))
    if address.country not in served:
        message = f"no tax rate is known for {address.country}"
        raise NotTaxed(message, field=f"{field}.country", countries=list(served))
    return dataclasses.asdict(crm.check_address(address=address, field=field))


def _check_choices(details: Details, sheet: Sheet) -> None:
    options = [option.code for option in sheet.options if option.choosable]
    if details.delivery_code and details.delivery_code not in options:
        message = f"{details.delivery_code!r} is not offered for this cart and address"
        raise UnknownDelivery(message, field="delivery", offered=options)
    methods = [method.code for method in sheet.methods]
    if details.method and details.method not in methods:
        message = f"{details.method!r} is not a way to pay here"
        raise UnknownMethod(message, field="payment_method", offered=methods)
