"""Builders for the storefront: a small shop that can be looked at, and a client to look with."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import F
from django.test import Client

from catalog import public as catalog
from catalog.contracts import SellableLevel
from catalog.pricing import actions as pricing
from catalog.products import actions as products
from catalog.products.models import Product, Variant
from catalog.taxonomy.models import Category
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from inventory.models import Level
from inventory.stock import queries as stock
from tests.builders import catalog as goods
from tests.builders import orders as build
from tests.builders.commerce import AT

GUEST = {
    "email": "ada@example.com",
    "country": "DE",
    "full_name": "Ada Byron",
    "line1": "Ackerstr. 1",
    "postcode": "10115",
    "city": "Berlin",
    "same": "1",
    "delivery": "standard",
    "method": "invoice",
    "order": "1",
}


@dataclass(frozen=True, slots=True)
class Storefront:
    """A shop with a category "Mugs" of one mug and `extra` more things, all in stock."""

    shop: build.Shop
    client: Client

    @property
    def mug(self) -> Variant:
        """The mug, for 12.50."""
        return self.shop.mug


def open_storefront(*, extra: int = 0, mugs: int = 10, **over: Any) -> Storefront:
    """This opens a shop whose shelves are filled and lit."""
    shop = build.make_shop(mugs=mugs, **over)
    goods.make_category("mugs", en="Mugs", de="Becher")
    front = Storefront(shop=shop, client=Client())
    more(front, extra=extra)
    return front


def open_with_bag(**over: Any) -> Storefront:
    """This opens a shop to a guest who has two mugs in the bag; nobody has asked too often yet."""
    cache.clear()
    front = open_storefront(**over)
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    return front


def seen(front: Storefront) -> dict[str, str]:
    """The hidden fields of the page: the quote that was shown."""
    page = front.client.get("/checkout/").content.decode()
    found = re.findall(r'name="(quote|total)" value="([^"]*)"', page)
    return dict(found)


def more(front: Storefront, *, extra: int) -> None:
    """This puts `extra` further things on the shelf of mugs."""
    there = Variant.objects.filter(sku__startswith="THING-").count()
    for number in range(there, there + extra):
        row = goods.make_product(
            f"Thing {number:03}", sku=f"THING-{number}", channel=front.shop.channel
        )
        build.receive(row.pk, 5)
    category = Category.objects.get(code="mugs")
    with db.transaction():
        for product in Product.objects.all():
            products.change_product(
                product_id=product.pk, changes={"category": category}, by=build.STAFF, at=AT
            )
    light()


def light() -> None:
    """This writes stock and listings as a worker would have done by now."""
    levels = [
        SellableLevel(
            variant_id=row.variant_id,
            warehouse_code=row.warehouse.code,
            pieces=row.on_hand,
            ships=row.warehouse.ships,
            beyond=stock.standing(row).beyond,
        )
        for row in Level.objects.select_related("warehouse")
    ]
    with db.transaction():
        catalog.note_stock(levels=levels, at=AT)
        ids = list(Product.objects.values_list("pk", flat=True))
        catalog.refresh_listings(product_ids=ids, at=AT)


def reprice(variant: Variant, price: str, *, channel: ChannelInfo) -> None:
    """This changes a price while somebody is shopping."""
    with db.transaction():
        pricing.set_price(
            price_list=pricing.base_list(channel=channel),
            variant_id=variant.pk,
            amount=Money.parse(price, channel.currency),
            by=build.STAFF,
            at=AT,
        )


def sell_out(variant: Variant) -> None:
    """This sells every piece to somebody else."""
    Level.objects.filter(variant_id=variant.pk).update(allocated=F("on_hand"))


def describe(variant: Variant, text: str) -> None:
    """This writes a product's description in English."""
    words = {"en": {**variant.product.words["en"], "description": text}}
    with db.transaction():
        products.change_product(
            product_id=variant.product_id, changes={"words": words}, by=build.STAFF, at=AT
        )
    light()
