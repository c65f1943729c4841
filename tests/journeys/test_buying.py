"""A partner buys by API with a card; staff send it; it arrives; some of it goes back. The books balance."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from commerce import db
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.order.models import Order
from payments import public as payments
from tests.builders import commerce
from tests.builders import inventory as warehouses
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import STAFF
from tests.builders.payments import Shop as Stripe
from tests.builders.payments import running_shop

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Stripe]:
    with running_shop(settings) as running:
        yield running


@pytest.fixture
def shop() -> build.Shop:
    """Leipzig and Lyon each hold too few mugs for the order: it goes out in two parcels."""
    return build.make_shop("LEJ", "LYS", mugs=3, lamps=2)


@pytest.fixture
def client(shop: build.Shop) -> APIClient:
    _, secret = commerce.make_api_key("checkout:write", "orders:read", "orders:write")
    found = APIClient()
    found.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return found


def post(client: APIClient, path: str, body: Any, key: str) -> dict[str, Any]:
    answer = client.post(f"/api/v1/{path}", body, format="json", headers={"Idempotency-Key": key})
    assert answer.status_code in {200, 201}, answer.content
    found: dict[str, Any] = answer.json()
    return found


def check_out(client: APIClient) -> tuple[str, str]:
    """This buys five mugs and a lamp with a card: the checkout and the provider's id of the payment."""
    address = {
        "full_name": "Ada Lovelace",
        "line1": "Karl-Liebknecht-Straße 12",
        "postcode": "04107",
        "city": "Leipzig",
        "country": "DE",
    }
    lines = [{"sku": "MUG-1", "quantity": 5}, {"sku": "LAMP-1", "quantity": 1}]
    opened = post(client, "checkouts", {"lines": lines, "email": "ada@example.com"}, "open")
    assert opened["missing"] == ["ship_to", "delivery", "method"]
    path = f"/api/v1/checkouts/{opened['id']}"
    choices = {"shipping_address": address, "delivery": "standard", "payment_method": "card"}
    filled = client.patch(path, choices, format="json").json()
    assert filled["missing"] == []
    assert filled["quote"]["total"] == {"amount": "162.45", "currency": "EUR"}
    confirmed = post(
        client,
        f"checkouts/{opened['id']}/confirmation",
        {"quote": filled["quote"]["hash"], "return_url": "https://shop.example/back"},
        "confirm",
    )
    assert confirmed["outcome"] == "paying"
    return opened["id"], confirmed["payment"]["client_secret"].partition("_secret_")[0]


def send_everything(order: Order) -> None:
    for row in build.plan(order):
        build.pack(row)
        with db.transaction():
            fulfillment.ship(fulfillment_id=row.pk, at=AT, by=STAFF)
        build.work_off()


def arrive(order: Order) -> None:
    for row in Fulfillment.objects.filter(order=order):
        with db.transaction():
            fulfillment.deliver(fulfillment_id=row.pk, at=AT, by=STAFF)
    build.work_off()


def send_back_in_two_steps(client: APIClient, order: Order) -> None:
    """This refunds a chipped mug, and then every other piece."""
    lines = {line.sku: line for line in order.lines.all()}
    one_mug = {"lines": [{"line": f"lin_{lines['MUG-1'].pk}", "quantity": 1}], "reason": "chipped"}
    first = post(client, f"orders/{order.number}/refunds", one_mug, "r1")
    assert first["total"] == {"amount": "12.50", "currency": "EUR"}
    build.work_off()
    rest = {
        "lines": [
            {"line": f"lin_{lines['MUG-1'].pk}", "quantity": 4},
            {"line": f"lin_{lines['LAMP-1'].pk}", "quantity": 1},
        ],
        "reason": "withdrawn",
    }
    post(client, f"orders/{order.number}/refunds", rest, "r2")
    build.work_off()


def test_from_cart_to_delivery_and_refund(
    client: APIClient, shop: build.Shop, stripe: Stripe
) -> None:
    """ECM-2, PAY-3: API, order, payment, parcels and ledger agree to the cent at every step."""
    checkout, intent = check_out(client)
    stripe.confirm(intent)
    placed = post(client, f"checkouts/{checkout}/order", None, "poll")
    assert placed["outcome"] == "placed"
    build.work_off()
    build.check_books()
    order = Order.objects.get(number=placed["order"])

    send_everything(order)
    shown = client.get(f"/api/v1/orders/{order.number}?expand=shipments").json()
    assert shown["payment_state"] == "paid"
    assert shown["captured"] == shown["total"] == {"amount": "162.45", "currency": "EUR"}
    assert len(shown["shipments"]) == 2
    assert sorted(charge.amount_captured for charge in stripe.charges()) == [16245]
    build.check_books()

    arrive(order)
    assert Order.objects.get().state == "completed"

    send_back_in_two_steps(client, order)

    order = Order.objects.get()
    assert (order.payment_state, order.refunded_minor) == ("refunded", 16245)
    assert order.refunded_tax_minor == order.tax_minor
    assert {
        refund["state"]
        for refund in client.get(f"/api/v1/orders/{order.number}/refunds").json()["data"]
    } == {"issued"}
    sums: dict[str, int] = {}
    for account in payments.trial_balance():
        currency = account.balance.currency
        sums[currency] = sums.get(currency, 0) + account.balance.minor
    assert sums == {"EUR": 0}
    assert warehouses.level(shop.mug.pk)[1:] == (0, 0)
    assert [message.subject for message in mail.outbox] == [
        f"Your order {order.number}",
        f"Your order {order.number} is on its way",
        f"Your order {order.number} is on its way",
    ]
    build.check_books()


def test_a_declined_card_leaves_everything_as_it_was(
    client: APIClient, shop: build.Shop, stripe: Stripe
) -> None:
    """K7."""
    checkout, intent = check_out(client)
    stripe.confirm(intent, "pm_card_chargeDeclined")
    asked = post(client, f"checkouts/{checkout}/order", None, "poll")
    assert asked["outcome"] == "waiting"

    stripe.confirm(intent)
    placed = post(client, f"checkouts/{checkout}/order", None, "poll")
    build.work_off()

    assert placed["outcome"] == "placed"
    build.check_books()


def test_a_canceled_card_order_takes_no_money(
    client: APIClient, shop: build.Shop, stripe: Stripe
) -> None:
    """ECM-3: the authorization is voided, the stock is free."""
    checkout, intent = check_out(client)
    stripe.confirm(intent)
    number = post(client, f"checkouts/{checkout}/order", None, "poll")["order"]

    post(client, f"orders/{number}/cancellation", {"reason": "changed my mind"}, "cancel")
    build.work_off()

    order = Order.objects.get()
    assert (order.state, order.payment_state) == ("canceled", "voided")
    assert [charge.amount_captured for charge in stripe.charges()] == [0]
    assert warehouses.level(shop.mug.pk) == (3, 0, 0)
    assert mail.outbox[-1].subject == f"Your order {number} is canceled"
    build.check_books()


def test_a_channel_that_takes_money_at_once_gives_it_back_on_cancellation(
    settings: Settings, stripe: Stripe
) -> None:
    shop = build.make_shop(capture="at_once")
    checkout = build.make_checkout(shop, method="card")
    paying = build.confirm(checkout)
    assert paying.payment_id is not None
    from payments.collecting.models import Payment

    stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
    from orders.checkout.actions import placing
    from orders.order.actions import changes

    found = placing.settle(public_id=checkout.public_id, at=AT, by=STAFF)
    build.work_off()
    assert found.order is not None
    assert Order.objects.get().payment_state == "paid"

    with db.transaction():
        changes.cancel(order_id=found.order.pk, reason="sold by mistake", at=AT, by=STAFF)
    build.work_off()

    order = Order.objects.get()
    assert (order.state, order.payment_state, order.refunded_minor) == (
        "canceled",
        "refunded",
        2990,
    )
    assert [charge.amount_refunded for charge in stripe.charges()] == [2990]
    build.check_books()
