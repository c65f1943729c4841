"""Builders for payments: rates, payments in any state, facts of the neighbors, a shop with a Stripe."""

import contextlib
import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import stripe
from pytest_django.fixtures import Settings

from commerce import db
from commerce.identity.actor import SYSTEM
from commerce.money import Money
from inventory import events as inventory
from orders import events as orders
from payments.collecting.actions import opening, presenting, provider
from payments.collecting.models import Payment
from payments.contracts import Prompt, TaxableLine
from payments.gateways import actions as gateways
from payments.gateways.clients.base import Card
from payments.stripe_emulator.server import Emulator
from payments.taxes import queries as taxes
from payments.taxes.models import TaxClass, TaxRate
from payments.wallet.actions import keeping
from payments.wallet.actions import provider as wallets
from payments.wallet.models import SavedCard, Wallet
from tests.builders.commerce import AT
from tests.builders.stripe import client_of, running_emulator

_numbers = itertools.count(1)


def eur(minor: int) -> Money:
    """This makes euro cents."""
    return Money(minor, "EUR")


def make_rate(country: str, percent: str, *, tax_class: str = "standard", **over: Any) -> TaxRate:
    """This makes a tax rate with its class."""
    found, _ = TaxClass.objects.get_or_create(code=tax_class, defaults={"name": tax_class})
    kind = "zero" if percent == "0" else "standard" if tax_class == "standard" else "reduced"
    columns: dict[str, Any] = {
        "country": country,
        "tax_class": found,
        "rate": Decimal(percent) / 100,
        "kind": kind,
        "valid_from": date(2020, 1, 1),
    }
    row = TaxRate.objects.create(**columns | over)
    taxes.forget()
    return row


def make_line(key: str, minor: int, **over: Any) -> TaxableLine:
    """This makes a gross standard line of euro cents."""
    columns: dict[str, Any] = {
        "key": key,
        "amount": eur(minor),
        "tax_class": "standard",
        "includes_tax": True,
    }
    return TaxableLine(**columns | over)


def open_payment(**over: Any) -> Payment:
    """This opens a card payment of EUR 84.00 in channel eu, in a transaction of its own if needed."""
    columns: dict[str, Any] = {
        "amount": eur(8400),
        "reference": f"chk_{next(_numbers)}",
        "method": "card",
        "channel": "eu",
        "customer_id": None,
        "by": SYSTEM,
        "at": AT,
    }
    with _unit():
        return opening.open_payment(**columns | over)


def make_payment(**over: Any) -> Payment:
    """This writes a captured, attached card payment as a bare row, without a provider."""
    number = next(_numbers)
    columns: dict[str, Any] = {
        "public_id": f"pay_{number}",
        "channel": "eu",
        "reference": f"chk_{number}",
        "order_number": f"EU-{number}",
        "method": "card",
        "gateway": "stripe",
        "state": "captured",
        "currency": "EUR",
        "amount_minor": 8400,
        "tax_minor": 1341,
        "authorized_minor": 8400,
        "captured_minor": 8400,
        "created_at": AT,
        "authorized_at": AT,
    }
    row = Payment.objects.create(**columns | over)
    if row.captured_minor:
        row.captures.create(
            key="built",
            state="taken",
            currency="EUR",
            amount_minor=row.captured_minor,
            requested_at=AT,
            taken_at=AT,
        )
    return row


@contextlib.contextmanager
def _unit() -> Iterator[None]:
    if db.in_transaction():
        yield
    else:
        with db.transaction():
            yield


PROMPT = Prompt(
    title="Order at Kontor",
    email="ada@example.com",
    language="en",
    back="https://shop.example/return?session={CHECKOUT_SESSION_ID}",
    cancel="https://shop.example/pay",
)


class Shop:
    """A shop whose Stripe is an emulator in a thread."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.stripe: stripe.StripeClient = client_of(emulator)

    def present(self, payment: Payment, *, at: datetime = AT) -> str:
        """This readies the card form and returns the provider's id of the payment."""
        shown = presenting.present(payment_id=payment.pk, prompt=PROMPT, at=at)
        return shown.client_secret.partition("_secret_")[0]

    def confirm(self, intent: str, card: str = "pm_card_visa") -> None:
        """This is the shopper who pays in the form; a declined card is not an error here."""
        with contextlib.suppress(stripe.CardError):
            self.stripe.v1.payment_intents.confirm(
                intent, {"payment_method": card, "return_url": "https://shop.example/return"}
            )

    def pay(self, **over: Any) -> Payment:
        """This opens, presents, pays and comes back: an authorized payment."""
        payment = open_payment(**over)
        self.confirm(self.present(payment))
        return provider.refresh(payment_id=payment.pk, at=AT)

    def paid_order(self, number: str = "EU-1", **over: Any) -> Payment:
        """This pays and places an order with EUR 13.41 tax in it."""
        payment = self.pay(**over)
        with db.transaction():
            return opening.attach_order(
                payment_id=payment.pk,
                order_number=number,
                total=payment.amount,
                tax=eur(1341),
                by=SYSTEM,
                at=AT,
            )

    def charges(self) -> list[stripe.Charge]:
        """This lists what Stripe has charged."""
        return list(self.stripe.v1.charges.list({"limit": 100}).data)


@contextlib.contextmanager
def running_shop(settings: Settings) -> Iterator[Shop]:
    """This points the settings at an emulator while the block lasts."""
    with running_emulator() as emulator:
        settings.STRIPE_API_BASE = emulator.url
        gateways.forget()
        yield Shop(emulator)
    gateways.forget()


def shipped(payment: Payment, **over: Any) -> orders.FulfillmentShipped:
    """This is the fact of a parcel of EUR 84.00: goods 59.66, delivery 10.93, tax 13.41."""
    line = orders.LineFact(
        line_id=1,
        variant_id=1,
        product_id=1,
        sku="LAMP-1",
        title="Lamp",
        category="Lamps",
        quantity=2,
        net=eur(5966),
        tax=eur(1133),
        gross=eur(7099),
    )
    columns: dict[str, Any] = {
        "order_id": 1,
        "number": payment.order_number,
        "fulfillment_id": next(_numbers),
        "parcel_id": 1,
        "payment_id": payment.pk,
        "lines": (line,),
        "shipping_net": eur(1093),
        "shipping_tax": eur(208),
        "total": eur(8400),
        "carrier": "DHL",
        "tracking_number": "JD1",
        "shipped_at": AT,
    }
    return orders.FulfillmentShipped(**columns | over)


def issued(order_number: str = "EU-1", **over: Any) -> inventory.StockIssued:
    """This is the fact of two lamps at EUR 20.15 leaving."""
    line = inventory.IssuedLine(variant_id=1, sku="LAMP-1", quantity=2, unit_cost=eur(2015))
    columns: dict[str, Any] = {
        "order_number": order_number,
        "parcel_id": 1,
        "warehouse_code": "LEJ",
        "lines": (line,),
    }
    return inventory.StockIssued(**columns | over)


LATER = AT + timedelta(minutes=11)


def keep_card(
    shop: Shop, customer_id: int, test_card: str = "pm_card_visa", *, at: datetime = AT
) -> SavedCard:
    """This is a customer who kept a card while paying: it lies at Stripe and in our books."""
    owner = wallets.open_wallet(customer_id=customer_id, gateway="stripe", at=at)
    method = shop.stripe.v1.payment_methods.attach(test_card, {"customer": owner})
    assert method.card is not None
    card = Card(
        reference=method.id,
        brand=str(method.card.brand),
        last4=str(method.card.last4),
        exp_month=method.card.exp_month,
        exp_year=method.card.exp_year,
    )
    with _unit():
        row = keeping.keep(customer_id=customer_id, owner=owner, card=card, by=SYSTEM, at=at)
    assert row is not None
    return row


def write_card(customer_id: int, **over: Any) -> SavedCard:
    """This writes a kept card as a bare row, without a provider."""
    number = next(_numbers)
    wallet, _fresh = Wallet.objects.get_or_create(
        customer_id=customer_id,
        gateway="stripe",
        defaults={"reference": f"cus_{customer_id}", "created_at": AT},
    )
    columns: dict[str, Any] = {
        "public_id": f"card_{number}",
        "wallet": wallet,
        "customer_id": customer_id,
        "reference": f"pm_{number}",
        "brand": "visa",
        "last4": f"{number:04}"[-4:],
        "exp_month": 12,
        "exp_year": 2034,
        "saved_at": AT + timedelta(seconds=number),
    }
    return SavedCard.objects.create(**columns | over)


def cards_at_stripe(shop: Shop, customer_id: int) -> list[str]:
    """This lists the last digits of what Stripe keeps for a customer."""
    wallet = Wallet.objects.get(customer_id=customer_id)
    found = shop.stripe.v1.payment_methods.list({"customer": wallet.reference})
    return sorted(method.card.last4 or "" for method in found.data if method.card)
