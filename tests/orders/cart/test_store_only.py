"""What lies only in a store can be collected but not sent, and everybody is told so (D2d, C7)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commerce import clock, memo
from orders.cart import actions, queries, rules
from orders.cart.models import CartLine
from tests.builders import orders as build
from tests.builders import storefront, stores
from tests.builders.partners import make_client, send

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> build.Shop:
    """Three mugs in Berlin and none to send; lamps to send, none in Berlin."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    stores.make_store("berlin")
    found = build.make_shop("LEJ", "berlin", mugs=0, lamps=0)
    build.receive(found.mug.pk, 3, "berlin")
    build.receive(found.lamp.pk, 5, "LEJ")
    storefront.light()
    memo.forget_all()
    return found


def bag(shop: build.Shop, *, mugs: int = 0, lamps: int = 0) -> Client:
    client = Client()
    for variant, many in ((shop.mug, mugs), (shop.lamp, lamps)):
        if many:
            client.post("/cart/lines/", {"variant": variant.public_id, "quantity": many})
    return client


def test_it_goes_into_the_bag_and_the_bag_names_the_store(shop: build.Shop) -> None:
    client = bag(shop, mugs=2)

    page = client.get("/cart/").content.decode()

    assert "This cannot be sent. Collect it in Kontor Berlin." in page
    assert 'id="collected"' in page
    assert 'href="/checkout/"' in page
    assert re.search(r"Delivery, estimated.*?<dd>at checkout</dd>", page, re.DOTALL)


def test_more_than_the_store_has_is_refused_and_nothing_changes(shop: build.Shop) -> None:
    client = bag(shop, mugs=4)

    assert CartLine.objects.count() == 0
    assert "Only 3 pieces are left" in client.get("/cart/").content.decode()


def test_what_neither_can_have_alone_is_said_and_holds_the_bag_back(shop: build.Shop) -> None:
    client = bag(shop, mugs=1, lamps=1)

    page = client.get("/cart/").content.decode()

    assert (
        "No store has the rest of your bag: order it by itself, to collect in Kontor Berlin."
        in page
    )
    assert 'href="/checkout/"' not in page


def test_checkout_offers_collecting_alone(shop: build.Shop) -> None:
    client = bag(shop, mugs=2)

    page = client.get(reverse("checkout")).content.decode()

    assert 'id="must-collect"' in page
    assert 'id="way-ship"' not in page
    assert '<input type="hidden" name="way" value="pickup">' in page
    assert "Kontor Berlin" in page


def test_checkout_of_what_can_be_sent_offers_both(shop: build.Shop) -> None:
    page = bag(shop, lamps=1).get(reverse("checkout")).content.decode()

    assert 'id="way-ship"' in page
    assert "must-collect" not in page


def test_the_order_is_placed_for_collection(shop: build.Shop) -> None:
    found = stores.make_order(shop, mugs=2)

    assert found.delivery_code == "pickup-berlin"


def test_the_product_page_offers_collecting_from_ones_own_store(shop: build.Shop) -> None:
    stranger, neighbor = Client(), Client()
    neighbor.cookies["my_store"] = "berlin"

    assert 'id="collect"' not in stranger.get("/p/blue-mug/").content.decode()
    page = neighbor.get("/p/blue-mug/").content.decode()
    assert "It lies in Kontor Berlin and cannot be sent." in page
    assert 'id="collect-button"' in page


def test_partners_are_told(shop: build.Shop) -> None:
    body = {"lines": [{"sku": shop.mug.sku, "quantity": 1}]}

    made = send(make_client(), "carts", body).json()

    assert made["ready"] is True
    assert made["lines"][0]["notices"] == [{"code": "collect", "stores": ["Kontor Berlin"]}]


def test_a_bag_that_can_be_sent_asks_no_store(
    shop: build.Shop, django_assert_num_queries: Any
) -> None:
    cart = build.make_cart(shop, (shop.lamp, 1))
    queries.view(cart, at=MONDAY)

    with django_assert_num_queries(3):
        queries.view(cart, at=MONDAY)


def test_accepting_changes_keeps_what_can_be_collected(shop: build.Shop) -> None:
    cart = build.make_cart(shop, (shop.mug, 3))
    from commerce import db

    with db.transaction():
        actions.accept_changes(holder=build.of_cart(shop, cart), at=MONDAY, by=build.SHOPPER)

    assert list(CartLine.objects.values_list("variant_id", "quantity")) == [(shop.mug.pk, 3)]


def test_stores_are_weighed_against_the_whole_wish() -> None:
    stores_of = {1: {"Berlin": 3, "Paris": 1}, 2: {"Berlin": 1}}

    assert rules.together({1: 1, 2: 1}, stores_of) == {"Berlin"}
    assert rules.together({1: 1}, stores_of) == {"Berlin", "Paris"}
    assert rules.together({1: 1, 2: 2}, stores_of) == frozenset()
    assert rules.Reach(sent=5, stores={"Berlin": 3}).collected(4) == ()
    assert rules.Reach(sent=0, stores={"Berlin": 3}).collected(4) == ()
    assert rules.Reach(sent=1, stores={"Berlin": 3}).most == 3
