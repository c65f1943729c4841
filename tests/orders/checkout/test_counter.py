"""Choosing to collect it on the checkout page, by plain forms (K5, X20, D2d)."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from orders.order.models import Order
from orders.pickup.models import Pickup
from tests.builders import orders, storefront, stores

pytestmark = pytest.mark.django_db
WISH = {"email": "ada@example.com", "way": "pickup", "method": "invoice"}
BILL = {
    "billing-country": "DE",
    "billing-full_name": "Ada Byron",
    "billing-line1": "Ackerstr. 1",
    "billing-postcode": "10115",
    "billing-city": "Berlin",
}
FULL = WISH | BILL | {"collector": "Ada Byron", "delivery": "pickup-berlin"}


@pytest.fixture
def shop() -> orders.Shop:
    cache.clear()
    shop = stores.make_shop(pieces=3, week=dict.fromkeys(range(1, 8), "10:00-19:00"))
    storefront.light()
    return shop


def _bag(shop: orders.Shop, pieces: int = 2) -> Client:
    client = Client()
    client.post("/cart/lines/", {"variant": shop.mug.pk, "quantity": str(pieces)})
    return client


def _seen(client: Client, form: dict[str, str]) -> dict[str, str]:
    page = client.post("/checkout/", form | {"update": "1"}).content.decode()
    return dict(re.findall(r'name="(quote|total)" value="([^"]*)"', page))


def test_collecting_is_offered_beside_delivery(shop: orders.Shop) -> None:
    page = _bag(shop).get("/checkout/").content.decode()

    assert 'value="pickup"' in page
    assert 'name="line1"' in page


def test_stores_tell_distance_hours_ready_time_and_how_long_they_keep(shop: orders.Shop) -> None:
    """K5."""
    client = _bag(shop)

    page = client.post("/checkout/", WISH | {"update": "1"}).content.decode()
    near = client.post(
        "/checkout/", WISH | {"collector": "", "near": "Potsdam", "update": "1"}
    ).content.decode()

    assert 'name="line1"' not in page
    assert "Kontor Berlin" in page
    for words in ("Open today", "Ready ", "We keep it until", "ID"):
        assert words in page
    assert re.search(r"· 2\d km", near)


def test_an_order_is_collected_without_javascript_and_without_an_address(
    shop: orders.Shop,
) -> None:
    client = _bag(shop)
    seen = _seen(client, FULL)

    answer = client.post("/checkout/", FULL | seen | {"order": "1"})

    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.public_id}/{order.token}/?thanks=1"
    assert order.delivery_code == "pickup-berlin"
    assert Pickup.objects.get().order_id == order.pk
    assert int(seen["total"]) == order.total_minor == 2500


def test_a_missing_name_and_a_missing_invoice_address_are_told(shop: orders.Shop) -> None:
    client = _bag(shop)
    form = WISH | {"collector": "", "delivery": "pickup-berlin", "same": "1"}

    answer = client.post("/checkout/", form | _seen(client, form) | {"order": "1"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the name of whoever collects it" in page
    assert "Enter the address the invoice goes to" in page
    assert not Order.objects.exists()


def test_a_store_without_everything_is_shown_but_cannot_be_chosen(shop: orders.Shop) -> None:
    client = _bag(shop, pieces=4)

    page = client.post("/checkout/", WISH | {"update": "1"}).content.decode()
    answer = client.post("/checkout/", FULL | _seen(client, FULL) | {"order": "1"})

    assert "Not everything in your bag is here" in page
    assert answer.status_code in {409, 422}
    assert not Order.objects.exists()


def test_who_changes_their_mind_gets_the_address_back(shop: orders.Shop) -> None:
    client = _bag(shop)
    client.post("/checkout/", FULL | {"update": "1"})

    page = client.post("/checkout/", WISH | {"way": "ship", "update": "1"}).content.decode()

    assert 'name="line1"' in page
    assert 'value="standard" data-decided checked' in page
