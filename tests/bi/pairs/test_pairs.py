"""What is bought together is recommended beside a bag, below its sums (C8)."""

from datetime import timedelta

import pytest
from django.test import Client

from bi.models import Pair, SaleFact
from bi.pairs import actions, queries
from catalog.models import Variant
from commerce import db, memo
from orders.cart.models import CartLine
from tests.builders import catalog as goods
from tests.builders import orders as build
from tests.builders import storefront
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


def sold(order: str, *products: int, channel: str = "eu", days_ago: int = 3) -> None:
    """One order with these products."""
    SaleFact.objects.bulk_create(
        SaleFact(
            kind="placed", document=f"{order}-{key}", at=AT, day=AT.date() - timedelta(days=days_ago),
            channel=channel, currency="EUR", order_number=order, product_id=key, quantity=1,
            net_minor=1, tax_minor=0, gross_minor=1,
        )
        for key in products
    )  # fmt: skip


def count() -> int:
    with db.transaction():
        return actions.count_pairs(at=AT)


def test_pairs_are_counted_per_channel_over_the_last_year() -> None:
    sold("A", 1, 2, 3)
    sold("B", 1, 2)
    sold("C", 1, 2, channel="uk")
    sold("D", 1, 3, days_ago=500)

    assert count() == 2
    assert set(Pair.objects.values_list("channel", "product_id", "other_id", "orders")) == {
        ("eu", 1, 2, 2),
        ("eu", 2, 1, 2),
    }
    assert count() == 2  # counted anew, not on top


def test_the_most_frequent_companions_of_all_come_first() -> None:
    for number in range(3):
        sold(f"A{number}", 1, 2)
        sold(f"B{number}", 4, 3)
    sold("C1", 1, 3)
    sold("C2", 1, 3)
    count()

    assert queries.bought_with(channel="eu", product_ids=[1, 4], limit=5) == (3, 2)
    assert queries.bought_with(channel="eu", product_ids=[9], limit=5) == ()


def test_only_the_best_companions_are_kept() -> None:
    for number in range(2):
        sold(f"A{number}", *range(1, 20))
    count()

    assert Pair.objects.filter(product_id=1).count() == 12


def test_a_shelf_that_is_filled_says_nothing_of_pairs() -> None:
    for number in range(2):
        sold(f"A{number}", *range(1, actions.LARGEST_BASKET + 2))

    assert count() == 0


def _bag(front: storefront.Storefront) -> Client:
    client = Client()
    client.post("/cart/lines/", {"variant": front.mug.public_id, "quantity": "1"})
    memo.forget_all()
    return client


def _recommended(page: str) -> list[str]:
    if 'id="fitting"' not in page:
        return []
    row = page.split('id="fitting"')[1].split("</section>", maxsplit=1)[0]
    return [name for name in ("Thing 000", "Thing 001", "Brass lamp", "Blue mug") if name in row]


def test_the_bag_shows_what_others_bought_with_it_below_the_sums() -> None:
    front = storefront.open_storefront(extra=2)
    things = dict(Variant.objects.values_list("sku", "product_id"))
    for number in range(2):
        sold(f"A{number}", front.mug.product_id, things["THING-1"], front.shop.lamp.product_id)
    count()

    page = _bag(front).get("/cart/").content.decode()

    assert "Thing 001" in _recommended(page)
    assert "Blue mug" not in _recommended(page)
    assert page.index('href="/checkout/"') < page.index('id="fitting"')
    assert "Goes with what is in your bag" in page


def test_without_figures_the_same_shelf_helps_out() -> None:
    front = storefront.open_storefront(extra=2)

    assert "Thing 000" in _recommended(_bag(front).get("/cart/").content.decode())


def test_nothing_related_shows_nothing() -> None:
    shop = build.make_shop()
    goods.make_category("mugs", en="Mugs", de="Becher")
    storefront.light()
    client = Client()
    client.post("/cart/lines/", {"variant": shop.mug.public_id, "quantity": "1"})
    memo.forget_all()

    assert 'id="fitting"' not in client.get("/cart/").content.decode()


def test_what_is_sold_out_is_not_recommended() -> None:
    front = storefront.open_storefront(extra=2)
    thing = Variant.objects.get(sku="THING-0")
    for number in range(2):
        sold(f"A{number}", front.mug.product_id, thing.product_id)
    count()
    goods.stock(thing, 0)
    from catalog import public as catalog

    with db.transaction():
        catalog.refresh_listings(product_ids=[thing.product_id], at=AT)

    assert "Thing 000" not in _recommended(_bag(front).get("/cart/").content.decode())


def test_a_recommendation_costs_what_it_costs_now() -> None:
    """X26: what was bought together may be a minute old, a price never."""
    front = storefront.open_storefront(extra=2)
    thing = Variant.objects.get(sku="THING-0")
    for number in range(2):
        sold(f"A{number}", front.mug.product_id, thing.product_id)
    count()
    client = _bag(front)
    assert "€77.00" not in client.get("/cart/").content.decode()

    storefront.reprice(thing, "77.00", channel=front.shop.channel)
    storefront.light()

    assert "€77.00" in client.get("/cart/").content.decode()


def _beside(front: storefront.Storefront) -> str:
    memo.forget_all()
    return front.client.get("/p/blue-mug/together/", headers={"HX-Part": "1"}).content.decode()


def test_a_product_offers_to_add_what_others_bought_together_with_it() -> None:
    """P11: complements with "Add both", which is one step into the bag."""
    front = storefront.open_storefront(extra=2)
    thing = Variant.objects.get(sku="THING-1")
    for number in range(2):
        sold(f"A{number}", front.mug.product_id, thing.product_id)
    count()

    row = _beside(front)
    assert f'form="buy" name="also" value="{thing.public_id}"' in row
    assert "Thing 000" not in row
    assert (
        'data-nearby="/p/blue-mug/together/"' in front.client.get("/p/blue-mug/").content.decode()
    )

    front.client.post(
        "/cart/lines/",
        {"variant": front.mug.public_id, "quantity": "2", "also": thing.public_id},
    )
    assert set(CartLine.objects.values_list("variant_id", "quantity")) == {
        (front.mug.pk, 2),
        (thing.pk, 1),
    }


def test_nothing_is_offered_beside_a_product_where_nothing_was_bought_with_it() -> None:
    front = storefront.open_storefront(extra=2)

    assert _beside(front).strip() == ""
    assert front.client.get("/p/none/together/").status_code == 404


def test_adding_both_adds_neither_when_one_cannot_be_had() -> None:
    front = storefront.open_storefront()

    answer = front.client.post(
        "/cart/lines/",
        {"variant": front.mug.public_id, "also": "var_none"},
        headers={"HX-Request": "true", "HX-Drawer": "1"},
    )

    assert answer.status_code == 422
    assert not CartLine.objects.exists()
