"""A bag that can neither be sent nor collected as a whole is begun with a part (K11): never a dead end."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from commerce import clock, memo
from orders.cart import rules
from orders.cart.models import CartLine
from orders.cart.rules import Part
from orders.lists.models import SavedItem
from tests.builders import orders as build
from tests.builders import storefront, stores

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, db: None) -> build.Shop:
    """Three mugs in Berlin and none to send; five lamps to send, none in Berlin."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    stores.make_store("berlin")
    found = build.make_shop("LEJ", "berlin", mugs=0, lamps=0)
    build.receive(found.mug.pk, 3, "berlin")
    build.receive(found.lamp.pk, 5, "LEJ")
    storefront.light()
    memo.forget_all()
    return found


@pytest.fixture
def client(shop: build.Shop) -> Client:
    """A guest with two mugs and a lamp."""
    found = Client()
    for variant, many in ((shop.mug, 2), (shop.lamp, 1)):
        found.post("/cart/lines/", {"variant": variant.public_id, "quantity": many})
    return found


def bag() -> list[tuple[int, int]]:
    return list(CartLine.objects.order_by("pk").values_list("variant_id", "quantity"))


def test_the_bag_offers_both_ways_to_begin(shop: build.Shop, client: Client) -> None:
    page = client.get("/cart/").content.decode()
    drawer = client.get("/cart/", headers={"HX-Request": "true", "HX-Drawer": "1"}).content.decode()

    for html in (page, drawer):
        assert 'action="/cart/part/"' in html
        assert 'name="store" value=""' in html
        assert 'name="store" value="Kontor Berlin"' in html
        assert "Adjust my bag" not in html


def test_what_can_be_sent_stays_and_the_rest_waits(shop: build.Shop, client: Client) -> None:
    answer = client.post("/cart/part/", {"store": ""}, follow=True)

    assert bag() == [(shop.lamp.pk, 1)]
    assert list(SavedItem.objects.values_list("variant_id", "quantity")) == [(shop.mug.pk, 2)]
    page = answer.content.decode()
    assert "Saved for later, below your bag: Blue mug" in page
    assert 'id="later"' in page
    assert 'href="/checkout/"' in page


def test_what_lies_in_the_store_stays_and_the_rest_waits(shop: build.Shop, client: Client) -> None:
    client.post("/cart/part/", {"store": "Kontor Berlin"})

    assert bag() == [(shop.mug.pk, 2)]
    assert list(SavedItem.objects.values_list("variant_id", "quantity")) == [(shop.lamp.pk, 1)]
    assert 'id="must-collect"' in client.get(reverse("checkout")).content.decode()


def test_pieces_waiting_already_are_added_to(shop: build.Shop, client: Client) -> None:
    client.post("/cart/part/", {"store": ""})
    client.post("/cart/lines/", {"variant": shop.mug.public_id, "quantity": 1})

    client.post("/cart/part/", {"store": ""})

    assert list(SavedItem.objects.values_list("variant_id", "quantity")) == [(shop.mug.pk, 3)]


@pytest.mark.parametrize("store", ["Kontor Paris", "<b>", "x" * 5000])
def test_another_part_is_refused_and_nothing_changes(
    shop: build.Shop, client: Client, store: str
) -> None:
    before = bag()

    page = client.post("/cart/part/", {"store": store}, follow=True).content.decode()

    assert "Your bag has changed. Look at it once more." in page
    assert bag() == before
    assert not SavedItem.objects.exists()


def test_a_bag_that_needs_no_parting_is_left_alone(shop: build.Shop) -> None:
    client = Client()
    client.post("/cart/lines/", {"variant": shop.lamp.public_id, "quantity": 1})

    client.post("/cart/part/", {"store": ""})

    assert bag() == [(shop.lamp.pk, 1)]
    assert not SavedItem.objects.exists()


def test_checkout_leads_back_to_the_bag_that_says_what_goes_together(
    shop: build.Shop, client: Client
) -> None:
    answer = client.get(reverse("checkout"), follow=True)

    assert answer.redirect_chain == [("/cart/", 302)]
    assert "No store has everything in your bag any longer." in answer.content.decode()


def test_when_no_store_has_all_of_it_delivery_is_one_press_away(shop: build.Shop) -> None:
    client = Client()
    client.post("/cart/lines/", {"variant": shop.lamp.public_id, "quantity": 1})
    form = {"update": "1", "way": "pickup", "email": "ada@example.com"}

    stuck = client.post(reverse("checkout"), form).content.decode()
    freed = client.post(reverse("checkout"), form | {"update": "ship"}).content.decode()

    assert 'id="ship-instead"' in stuck
    assert 'id="way-ship" name="way" value="ship" checked' in freed
    assert 'id="delivery-options"' in freed


def test_a_store_that_sold_out_meanwhile_keeps_the_shopper_on_the_page(shop: build.Shop) -> None:
    build.receive(shop.mug.pk, 5, "LEJ")
    client = Client()
    client.post("/cart/lines/", {"variant": shop.mug.public_id, "quantity": 1})
    form = {"way": "pickup", "email": "ada@example.com", "collector": "Ada", "same": "1"}
    page = client.post(reverse("checkout"), form | {"update": "1"})
    quote, total = page.context["quote_hash"], page.context["total_minor"]
    assert page.context["stores"][0]["selected"]
    stores.make_order(shop, mugs=3)

    answer = client.post(
        reverse("checkout"),
        form
        | {"delivery": "pickup-berlin", "method": "manual", "quote": quote, "total": str(total)},
    )

    assert answer.status_code == 422
    assert 'id="checkout-form"' in answer.content.decode()
    assert 'id="ship-instead"' in answer.content.decode()


def test_parts_are_named_the_fullest_store_first() -> None:
    wanted = {1: 2, 2: 1, 3: 1}
    sent = {2: 1, 3: 0}
    stores_of = {1: {"A": 2, "B": 1}, 2: {"B": 1}, 3: {"C": 1}}

    assert rules.parts(wanted, sent, stores_of) == (
        Part(store="", keep={2: 1}),
        Part(store="B", keep={1: 1, 2: 1}),
        Part(store="A", keep={1: 2}),
        Part(store="C", keep={3: 1}),
    )
    assert rules.parts(wanted, wanted, {}) == ()
    assert rules.parts({1: 1}, {}, {1: {"A": 1}}) == ()
