"""The product page: what it says of sets, of goods that are sold out, and where its parts stand."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from catalog import public as catalog
from catalog.pricing import actions as pricing
from catalog.pricing.rules import Offer
from catalog.products import actions as products
from commerce import clock, db
from commerce.money import Money
from commerce.storefront import moments
from tests.builders import catalog as goods
from tests.builders import storefront
from tests.builders.catalog import BY
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


def test_prices_of_sets_tell_one_piece_and_all_of_them() -> None:
    """P14: tiered prices show unit and total price before adding."""
    front = storefront.open_storefront()
    assert 'id="tiers"' not in front.client.get("/p/blue-mug/").content.decode()
    with db.transaction():
        pricing.set_price(
            price_list=pricing.base_list(channel=front.shop.channel),
            variant_id=front.mug.pk,
            amount=Money.parse("11.00", "EUR"),
            offer=Offer(key=0, priority=0, amount=1100, min_quantity=6),
            by=BY,
            at=AT,
        )
    storefront.light()

    page = front.client.get("/p/blue-mug/").content.decode()

    tiers = page.split('id="tiers"')[1].split("</ul>")[0]
    assert "From 6 pieces: €11.00 each" in tiers
    assert "€66.00 for 6" in tiers


def test_sold_out_goods_name_what_is_close_and_can_be_had() -> None:
    """P13: alternatives in place of the button, beside the mail that tells when it is back."""
    front = storefront.open_storefront(extra=4)
    assert 'id="alternatives"' not in front.client.get("/p/blue-mug/").content.decode()
    goods.stock(front.mug, 0)
    with db.transaction():
        catalog.refresh_listings(product_ids=[front.mug.product_id], at=AT)

    page = front.client.get("/p/blue-mug/").content.decode()

    box = page.split('id="soldout"')[1].split('id="delivery"')[0]
    assert box.count('href="/p/thing-') == 3
    assert 'id="notify-email"' in box
    assert 'id="add-button"' not in page
    assert 'id="together-row"' not in page


def test_the_picture_comes_before_the_words_on_narrow_screens() -> None:
    """P1: name, price and picture first; the summary follows beside the choices."""
    front = storefront.open_storefront()
    front.mug.product.refresh_from_db()
    storefront.describe(front.mug, "Holds tea.")
    words = {"en": {**front.mug.product.words["en"], "summary": "A mug in blue."}}
    with db.transaction():
        products.change_product(
            product_id=front.mug.product_id, changes={"words": words}, by=BY, at=AT
        )
    storefront.light()

    page = front.client.get("/p/blue-mug/").content.decode()

    places = [page.index(part) for part in ('id="price"', 'id="gallery"', "product__summary")]
    assert places == sorted(places)
    assert page.count("A mug in blue.</p>") == 1
    assert 'id="buy" class="buy__row"' in page
    assert "novalidate" in page.split('id="buy"')[1].split(">")[0]


@pytest.mark.parametrize(("days", "said"), [(5, True), (0, True), (-1, False)])
def test_sold_out_goods_say_when_they_are_back_while_that_lies_ahead(
    partner: Any, days: int, said: bool
) -> None:
    """P6: "Back on 14 Nov", as staff and partners keep it."""
    front = storefront.open_storefront()
    expected = clock.now().date() + timedelta(days=days)
    path = f"/api/v1/products/{front.mug.product.public_id}"
    kept = partner("catalog:read", "catalog:write").patch(
        f"{path}/variants/{front.mug.public_id}",
        {"expected_on": expected.isoformat()},
        format="json",
    )
    storefront.light()
    assert kept.status_code == 200
    assert "back on" not in front.client.get("/p/blue-mug/").content.decode()

    goods.stock(front.mug, 0)
    with db.transaction():
        catalog.refresh_listings(product_ids=[front.mug.product_id], at=AT)

    page = front.client.get("/p/blue-mug/").content.decode()
    words = f"Sold out, back on {moments.day(expected, language='en')}"
    assert (words in page) is said
    sheet = partner("catalog:read").get(path).json()
    assert sheet["variants"][0]["expected_on"] == expected.isoformat()


def test_listings_of_before_an_upgrade_are_shown_until_they_are_told_anew() -> None:
    """A new fact on cards and sheets is missing in those that were written before it; nobody sees an error."""
    front = storefront.open_storefront()
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE catalog_listing SET
                 card = (card::jsonb - 'backorder')::text,
                 sheet = jsonb_set(sheet::jsonb, '{variants}', (
                   SELECT jsonb_agg(one - 'backorder' - 'lead_days')
                   FROM jsonb_array_elements(sheet::jsonb->'variants') one))::text"""
        )

    assert "Made to order" not in front.client.get("/c/mugs/").content.decode()
    assert "In stock" in front.client.get("/p/blue-mug/").content.decode()
