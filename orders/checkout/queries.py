"""Reads of checkouts: whose it is, what may be chosen, and what it all costs right now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from catalog import public as catalog
from catalog.contracts import PricedLine
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound, Refused
from commerce.money import Money
from crm.contracts import Address
from inventory import public as inventory
from inventory.contracts import DeliveryOption, Destination, StockLine, Supply
from orders.cart import queries as carts
from orders.cart.queries import FreshCart, Holder
from orders.checkout import rules
from orders.checkout.models import Checkout, CheckoutQuerySet
from orders.order.rules.agreement import Agreement
from payments import public as payments
from payments.contracts import PaymentMethod, TaxableLine

SHIPPING = "shipping"


class UnknownCheckout(NotFound):
    """There is no such checkout, or it is not yours."""

    code = "unknown_checkout"


class EmptyCart(Refused):
    """There is nothing in the cart to check out."""

    code = "empty_cart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A checkout as pages and partners see it.

    `quote` is None for an empty cart, one with articles not sold any more, or a country without a tax
    rate; `missing` names what is still
    needed before it can be confirmed: email, ship_to, delivery, method, lines.
    """

    public_id: str
    state: str
    problem: str
    email: str
    ship_to: Address | None
    bill_to: Address | None
    vat_id: str
    delivery_code: str
    method: str
    options: tuple[DeliveryOption, ...]
    methods: tuple[PaymentMethod, ...]
    quote: Agreement | None
    missing: tuple[str, ...]
    payment_id: int | None
    order_id: int | None
    held_until: datetime | None


def checkouts_of(holder: Holder) -> CheckoutQuerySet:
    """The checkouts a holder may see; those of ordered carts included, for the way back from the bank."""
    found = Checkout.objects.select_related("cart")
    if holder.key_id is not None:
        return found.filter(cart__api_key_id=holder.key_id)
    mine = found.filter(cart__api_key=None)
    if holder.customer_id is not None:
        return mine.filter(cart__customer_id=holder.customer_id)
    if holder.public_id:
        return mine.filter(cart__customer_id=None, cart__public_id=holder.public_id)
    return mine.none()


def get_checkout(holder: Holder, *, public_id: str) -> Checkout:
    """This finds one checkout of the holder.

    Raises:
        UnknownCheckout: when there is none that is theirs.
    """
    found = checkouts_of(holder).filter(public_id=public_id).first()
    if found is None:
        message = "there is no such checkout"
        raise UnknownCheckout(message)
    return found


def find_or_blank(holder: Holder) -> Checkout | None:
    """This finds the checkout of the holder's open cart, or shows a blank one without writing it.

    None when there is no cart.
    """
    cart = carts.find_cart(holder)
    if cart is None:
        return None
    known = Checkout.objects.filter(cart=cart).first()
    if known is not None:
        known.cart = cart
    return known or Checkout(cart=cart, language=holder.language, state="open")


def sheet(
    checkout: Checkout,
    *,
    at: datetime,
    fresh: FreshCart | None = None,
    stores_near: Destination | None = None,
) -> Sheet:
    """This shows a checkout with everything to choose from, at today's prices.

    `fresh` is its cart when the caller has read prices and stock at this very moment; with `stores_near`
    the channel's stores are among the ways to deliver, otherwise only one that is chosen already.
    """
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    address = address_of(checkout.ship_to)
    priced = tuple(fresh.priced.values()) if fresh else _priced_softly(checkout, channel, at)
    supply = fresh.supply if fresh else None
    options: tuple[DeliveryOption, ...] = ()
    if priced:
        options = _options(checkout, priced, at=at, stores_near=stores_near, supply=supply)
    quote = _quote_softly(checkout, channel, priced, options=options, at=at)
    return Sheet(
        public_id=checkout.public_id,
        state=checkout.state,
        problem=checkout.problem,
        email=checkout.email,
        ship_to=address,
        bill_to=address_of(checkout.bill_to),
        vat_id=checkout.vat_id,
        delivery_code=checkout.delivery_code,
        method=checkout.method,
        options=options,
        methods=methods(checkout, quote, at=at),
        quote=quote,
        missing=missing(checkout, quote, at=at),
        payment_id=checkout.payment_id,
        order_id=checkout.order_id,
        held_until=checkout.held_until,
    )


def quote(checkout: Checkout, *, at: datetime) -> Agreement:
    """This works out what a checkout costs right now.

    Raises:
        EmptyCart: without lines.
        NotSold: (of catalog) when an article cannot be bought any more.
    """
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    lines = carts.wanted_lines(checkout.cart)
    if not lines:
        message = "there is nothing in this cart"
        raise EmptyCart(message)
    priced = catalog.price_lines(lines=lines, channel=channel, language=checkout.language, at=at)
    options = _options(checkout, priced, at=at)
    return _quote(checkout, channel, priced, options=options, at=at)


def pickup_options(
    checkout: Checkout, *, at: datetime, near: Destination
) -> tuple[DeliveryOption, ...]:
    """The stores of the channel that could hand this checkout over, the nearest first."""
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    priced = _priced_softly(checkout, channel, at)
    return _pickups(checkout, priced, at=at, near=near, only="") if priced else ()


def destination(checkout: Checkout, channel: ChannelInfo, *, at: datetime) -> Destination:
    """This tells sourcing where goods go: to the address, or to nobody but the store that hands them over."""
    there = inventory.pickup_destination(delivery_code=checkout.delivery_code)
    return there or _parcel_destination(checkout, channel, at)


def collector(checkout: Checkout) -> str:
    """This names who picks an order up: who was named, or whom the address names."""
    return checkout.collector or str(checkout.ship_to.get("full_name", "")).strip()


def methods(
    checkout: Checkout, quote: Agreement | None, *, at: datetime
) -> tuple[PaymentMethod, ...]:
    """The ways to pay for a checkout, in the channel's order."""
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    return payments.methods(
        channel=channel.code,
        country=_country(checkout, channel, at),
        amount=quote.total if quote else Money.zero(channel.currency),
    )


def missing(checkout: Checkout, quote: Agreement | None, *, at: datetime) -> tuple[str, ...]:
    """This names what is still needed before a checkout can be confirmed, in the order it is asked for."""
    free = quote is not None and not quote.total
    receiver = {"ship_to": bool(checkout.ship_to)}
    if inventory.is_pickup(checkout.delivery_code):
        receiver = {"collector": bool(collector(checkout))}
        if _pays_later(checkout, quote, at):
            receiver["billing_address"] = bool(checkout.bill_to)
    given = {
        "lines": quote is not None and bool(quote.lines),
        "email": bool(checkout.email),
        **receiver,
        "delivery": quote is not None and bool(quote.delivery_code),
        "method": bool(checkout.method) or free,
    }
    return tuple(name for name, there in given.items() if not there)


def address_of(stored: dict[str, Any]) -> Address | None:
    """This reads an address back from its column."""
    return Address(**stored) if stored.get("line1") else None


def agreed(checkout: Checkout) -> Agreement | None:
    """This reads the quote that was confirmed back from its column."""
    return msgspec.convert(checkout.quote, Agreement) if checkout.quote else None


def find_by_reference(public_id: str) -> Checkout | None:
    """This finds a checkout by the reference that holds and payments carry."""
    return Checkout.objects.select_related("cart").filter(public_id=public_id).first()


def find_since(holder: Holder, *, since: datetime) -> Checkout | None:
    """This finds the checkout that its holder touched last, not before a moment."""
    found = checkouts_of(holder).filter(updated_at__gte=since)
    return found.order_by("-updated_at", "-pk").first()


def waiting(*, before: datetime, limit: int) -> list[str]:
    """This lists checkouts whose shopper went to the bank before a moment and was not heard of since."""
    found = Checkout.objects.paying().filter(confirmed_at__lt=before).order_by("confirmed_at")
    return list(found.values_list("public_id", flat=True)[:limit])


def _country(checkout: Checkout, channel: ChannelInfo, at: datetime) -> str:
    """Where the goods change hands: what is picked up is sold where the store is."""
    there = inventory.pickup_destination(delivery_code=checkout.delivery_code)
    if there is not None:
        return there.country
    return str(checkout.ship_to.get("country") or carts.home(channel, at=at))


def _parcel_destination(checkout: Checkout, channel: ChannelInfo, at: datetime) -> Destination:
    address = address_of(checkout.ship_to)
    if address is None:
        return Destination(country=carts.home(channel, at=at))
    return Destination(country=address.country, postcode=address.postcode)


def _pays_later(checkout: Checkout, quote: Agreement | None, at: datetime) -> bool:
    """Whether an invoice must reach somebody, which takes an address."""
    return any(
        one.kind == "invoice" and one.code == checkout.method
        for one in methods(checkout, quote, at=at)
    )


def _priced_softly(
    checkout: Checkout, channel: ChannelInfo, at: datetime
) -> tuple[PricedLine, ...]:
    lines = carts.wanted_lines(checkout.cart)
    found = carts.prices(lines=list(lines), channel=channel, language=checkout.language, at=at)
    return tuple(found.values()) if len(found) == len(lines) else ()


def _options(
    checkout: Checkout,
    priced: Sequence[PricedLine],
    *,
    at: datetime,
    stores_near: Destination | None = None,
    supply: Mapping[int, Supply] | None = None,
) -> tuple[DeliveryOption, ...]:
    """The ways to deliver priced lines; without an address, to the channel's first country."""
    channel = channels.get_channel_by_id(checkout.cart.channel_id)
    stores: tuple[DeliveryOption, ...] = ()
    if stores_near is not None or inventory.is_pickup(checkout.delivery_code):
        only = "" if stores_near is not None else checkout.delivery_code
        stores = _pickups(checkout, priced, at=at, near=stores_near, only=only)
    there = supply or inventory.supply(
        variant_ids=[line.card.variant_id for line in priced],
        channel=channel,
        reference=checkout.public_id if checkout.held_until is not None else "",
    )
    return stores + inventory.delivery_options(
        channel=channel,
        destination=_parcel_destination(checkout, channel, at),
        weight_g=sum(line.card.weight_g * line.quantity for line in priced),
        subtotal=Money.total([line.total for line in priced], channel.currency),
        at=at,
        language=checkout.language,
        ready_on=carts.ready_on(priced, there),
    )


def _pickups(
    checkout: Checkout,
    priced: Sequence[PricedLine],
    *,
    at: datetime,
    near: Destination | None,
    only: str,
) -> tuple[DeliveryOption, ...]:
    return inventory.pickup_options(
        channel=channels.get_channel_by_id(checkout.cart.channel_id),
        lines=[
            StockLine(variant_id=line.card.variant_id, quantity=line.quantity) for line in priced
        ],
        at=at,
        near=near,
        language=checkout.language,
        only=only,
        reference=checkout.public_id if checkout.held_until is not None else "",
    )


def _quote_softly(
    checkout: Checkout,
    channel: ChannelInfo,
    priced: Sequence[PricedLine],
    *,
    options: Sequence[DeliveryOption],
    at: datetime,
) -> Agreement | None:
    if not priced:
        return None
    try:
        return _quote(checkout, channel, priced, options=options, at=at)
    except Refused as refusal:
        if refusal.code != "no_tax_rate":
            raise
        return None


def _quote(
    checkout: Checkout,
    channel: ChannelInfo,
    priced: Sequence[PricedLine],
    *,
    options: Sequence[DeliveryOption],
    at: datetime,
) -> Agreement:
    chosen = next(
        (one for one in options if one.choosable and one.code == checkout.delivery_code), None
    )
    nothing = Money.zero(channel.currency)
    shown = [line.total for line in priced]
    reduced = rules.discounted(shown, nothing)
    wanted = [
        TaxableLine(
            key=str(line.card.variant_id),
            amount=amount,
            tax_class=line.card.tax_class,
            includes_tax=line.card.includes_tax,
        )
        for line, amount in zip(priced, reduced, strict=True)
    ]
    if chosen is not None:
        wanted.append(
            TaxableLine(
                key=SHIPPING,
                amount=chosen.price,
                tax_class=chosen.tax_class,
                includes_tax=channel.gross_prices,
            )
        )
    taxed = payments.assess_tax(
        lines=wanted,
        channel=channel.code,
        country=_country(checkout, channel, at),
        at=at,
        # What changes hands over the counter is taxed there, whoever buys it.
        vat_id="" if inventory.is_pickup(checkout.delivery_code) else checkout.vat_id,
    )
    return rules.agreement(
        priced,
        {line.key: line for line in taxed},
        currency=channel.currency,
        includes_tax=channel.gross_prices,
        chosen=chosen,
    )
