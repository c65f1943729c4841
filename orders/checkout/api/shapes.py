"""What checkout says and hears over the API."""

import dataclasses
from typing import Any

from rest_framework import serializers

from commerce.http.inputs import Strict
from commerce.money import Money
from crm.contracts import Address
from inventory.contracts import DeliveryOption
from orders.cart.api import LineInput, MoneyOutput, amount
from orders.checkout.actions.filling import Details
from orders.checkout.queries import Sheet
from orders.order.rules.agreement import AgreedLine, Agreement
from payments.contracts import PaymentMethod, Presented


class AddressInput(Strict):
    """An address; what its country demands is checked by the country's rules."""

    full_name = serializers.CharField(max_length=160)
    company = serializers.CharField(max_length=160, allow_blank=True, default="")
    line1 = serializers.CharField(max_length=160)
    line2 = serializers.CharField(max_length=160, allow_blank=True, default="")
    city = serializers.CharField(max_length=100, allow_blank=True, default="")
    region = serializers.CharField(max_length=100, allow_blank=True, default="")
    postcode = serializers.CharField(max_length=20, allow_blank=True, default="")
    country = serializers.RegexField(r"^[A-Za-z]{2}$")
    phone = serializers.CharField(max_length=40, allow_blank=True, default="")


class CheckoutChanges(Strict):
    """What is known so far; fields left out stay as they are. A null billing address means delivery's."""

    email = serializers.CharField(max_length=254, required=False)
    shipping_address = AddressInput(required=False)
    billing_address = AddressInput(required=False, allow_null=True)
    vat_id = serializers.CharField(max_length=20, allow_blank=True, required=False)
    delivery = serializers.CharField(max_length=40, required=False)
    payment_method = serializers.CharField(max_length=40, required=False)
    collector = serializers.CharField(max_length=160, allow_blank=True, required=False)
    note = serializers.CharField(
        max_length=500, allow_blank=True, required=False, help_text="a word to those who pack"
    )
    language = serializers.RegexField(r"^[a-z]{2}(-[a-z]{2})?$", required=False)


class CheckoutInput(CheckoutChanges):
    """A checkout of a cart, or of lines given here: then the cart is made on the way."""

    cart = serializers.CharField(max_length=40, required=False)
    lines = LineInput(many=True, required=False)


class ConfirmationInput(Strict):
    """The quote that was shown, by its hash; and where the shopper's browser comes back to.

    `hosted` asks for a page of the provider to send the shopper to, instead of a frame of your own.
    """

    quote = serializers.CharField(max_length=64)
    return_url = serializers.URLField(max_length=500, required=False)
    hosted = serializers.BooleanField(default=False)


class AddressOutput(serializers.Serializer[Any]):
    """An address."""

    full_name = serializers.CharField(allow_blank=True)
    company = serializers.CharField(allow_blank=True)
    line1 = serializers.CharField(allow_blank=True)
    line2 = serializers.CharField(allow_blank=True)
    city = serializers.CharField(allow_blank=True)
    region = serializers.CharField(allow_blank=True)
    postcode = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)


class DeliveryOptionOutput(serializers.Serializer[Any]):
    """A way to deliver, and the days it may arrive."""

    code = serializers.CharField()
    name = serializers.CharField()
    carrier = serializers.CharField()
    price = MoneyOutput()
    free_from = MoneyOutput(allow_null=True)
    earliest_on = serializers.DateField()
    latest_on = serializers.DateField()


class PickupOutput(serializers.Serializer[Any]):
    """A store that hands the order over: whether it has everything, when it is ready, how long kept."""

    store = serializers.CharField()
    name = serializers.CharField()
    available = serializers.BooleanField()
    distance_km = serializers.FloatField(allow_null=True)
    ready_at = serializers.DateTimeField(allow_null=True)
    hold_until = serializers.DateTimeField(allow_null=True)


class PickupOptionOutput(serializers.Serializer[Any]):
    """Picking up as a way of delivery: send `code` as `delivery` to choose it."""

    code = serializers.CharField()
    name = serializers.CharField()
    price = MoneyOutput()
    pickup = PickupOutput()


class PickupOptionList(serializers.Serializer[Any]):
    """The stores of the channel, the nearest first."""

    data = PickupOptionOutput(many=True)  # type: ignore[assignment]


class PaymentMethodOutput(serializers.Serializer[Any]):
    """A way to pay: card needs the shopper's browser, invoice and manual place the order at once."""

    code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)


class QuoteLineOutput(serializers.Serializer[Any]):
    """One line of a quote: net + tax = gross for all its pieces."""

    variant = serializers.CharField()
    sku = serializers.CharField()
    title = serializers.CharField()
    options = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField()
    unit_price = MoneyOutput()
    net = MoneyOutput()
    tax = MoneyOutput()
    gross = MoneyOutput()
    tax_rate = serializers.CharField()


class QuoteOutput(serializers.Serializer[Any]):
    """What it costs right now; send `hash` back to agree to exactly this."""

    hash = serializers.CharField()
    lines = QuoteLineOutput(many=True)
    goods = MoneyOutput()
    discount = MoneyOutput()
    shipping = MoneyOutput()
    net = MoneyOutput()
    tax = MoneyOutput()
    total = MoneyOutput()


class CheckoutOutput(serializers.Serializer[Any]):
    """A checkout: what is known, what is missing, what may be chosen, what it costs.

    `problem` says why the last confirmation came to nothing: changed, sold_out, store_gone
    or lapsed.
    """

    id = serializers.CharField()
    cart = serializers.CharField()
    state = serializers.CharField()
    problem = serializers.CharField(allow_blank=True)
    missing = serializers.ListField(child=serializers.CharField())
    email = serializers.CharField(allow_blank=True)
    shipping_address = AddressOutput(allow_null=True)
    billing_address = AddressOutput(allow_null=True)
    vat_id = serializers.CharField(allow_blank=True)
    delivery = serializers.CharField(allow_blank=True)
    payment_method = serializers.CharField(allow_blank=True)
    delivery_options = DeliveryOptionOutput(many=True)
    payment_methods = PaymentMethodOutput(many=True)
    quote = QuoteOutput(allow_null=True)
    held_until = serializers.DateTimeField(allow_null=True)
    order = serializers.CharField(allow_null=True)


class PaymentOutput(serializers.Serializer[Any]):
    """What the shopper's browser needs to pay: a client secret for the frame, or an address to go to."""

    client_secret = serializers.CharField(allow_blank=True)
    publishable_key = serializers.CharField(allow_blank=True)
    script_url = serializers.CharField(allow_blank=True)
    redirect_url = serializers.CharField(allow_blank=True)


class ConfirmationOutput(serializers.Serializer[Any]):
    """What came of it: placed (with the order), paying (with what the browser needs), waiting, or why not."""

    outcome = serializers.CharField()
    checkout = serializers.CharField()
    order = serializers.CharField(allow_null=True)
    payment = PaymentOutput(allow_null=True)


def details(wanted: dict[str, Any]) -> Details:
    """This reads what changes out of a request."""
    billing = wanted.get("billing_address")
    return Details(
        email=wanted.get("email"),
        ship_to=_address(wanted.get("shipping_address")),
        bill_to=_address(billing),
        bill_to_delivery="billing_address" in wanted and billing is None,
        vat_id=wanted.get("vat_id"),
        delivery_code=wanted.get("delivery"),
        method=wanted.get("payment_method"),
        language=wanted.get("language"),
        collector=wanted.get("collector"),
        note=wanted.get("note"),
    )


def shape(sheet: Sheet, *, cart: str, order: str | None) -> dict[str, Any]:
    """This shapes a checkout."""
    return {
        "id": sheet.public_id,
        "cart": cart,
        "state": sheet.state,
        "problem": sheet.problem,
        "missing": list(sheet.missing),
        "email": sheet.email,
        "shipping_address": shape_address(sheet.ship_to),
        "billing_address": shape_address(sheet.bill_to or sheet.ship_to),
        "vat_id": sheet.vat_id,
        "delivery": sheet.delivery_code,
        "payment_method": sheet.method,
        "delivery_options": [shape_option(option) for option in sheet.options],
        "payment_methods": [shape_method(method) for method in sheet.methods],
        "quote": _quote(sheet.quote) if sheet.quote else None,
        "held_until": sheet.held_until.isoformat() if sheet.held_until else None,
        "order": order,
    }


def shape_option(option: DeliveryOption) -> dict[str, Any]:
    """This shapes a way to deliver."""
    return {
        "code": option.code,
        "name": option.name,
        "carrier": option.carrier,
        "price": amount(option.price),
        "free_from": amount(option.free_from),
        "earliest_on": option.earliest_on.isoformat(),
        "latest_on": option.latest_on.isoformat(),
    }


def shape_pickup(option: DeliveryOption) -> dict[str, Any]:
    """This shapes picking up at a store."""
    point = option.pickup
    assert point is not None
    km = point.store.km
    return {
        "code": option.code,
        "name": option.name,
        "price": amount(option.price),
        "pickup": {
            "store": point.store.slug,
            "name": point.store.name,
            "available": point.available,
            "distance_km": None if km is None else round(km, 1),
            "ready_at": point.ready_at.isoformat() if point.ready_at else None,
            "hold_until": point.hold_until.isoformat() if point.hold_until else None,
        },
    }


def shape_method(method: PaymentMethod) -> dict[str, Any]:
    """This shapes a way to pay."""
    return {"code": method.code, "kind": method.kind, "name": method.name, "hint": method.hint}


def shape_address(address: Address | None) -> dict[str, Any] | None:
    """This shapes an address."""
    return dataclasses.asdict(address) if address else None


def shape_payment(shown: Presented) -> dict[str, str]:
    """This shapes what the shopper's browser needs to pay."""
    return {
        "client_secret": shown.client_secret,
        "publishable_key": shown.publishable_key,
        "script_url": shown.script_url,
        "redirect_url": shown.redirect_url,
    }


def _address(given: dict[str, Any] | None) -> Address | None:
    if given is None:
        return None
    return Address(**(given | {"country": given["country"].upper()}))


def _quote(quote: Agreement) -> dict[str, Any]:
    return {
        "hash": quote.hash,
        "lines": [_line(line, quote.currency) for line in quote.lines],
        "goods": amount(quote.goods),
        "discount": amount(quote.discount),
        "shipping": amount(quote.shipping),
        "net": amount(quote.net),
        "tax": amount(quote.tax),
        "total": amount(quote.total),
    }


def _line(line: AgreedLine, currency: str) -> dict[str, Any]:
    return {
        "variant": line.variant_public_id,
        "sku": line.sku,
        "title": line.title,
        "options": line.options,
        "quantity": line.quantity,
        "unit_price": amount(Money(line.unit_minor, currency)),
        "net": amount(Money(line.net_minor, currency)),
        "tax": amount(Money(line.tax_minor, currency)),
        "gross": amount(Money(line.gross_minor, currency)),
        "tax_rate": line.tax_rate,
    }
