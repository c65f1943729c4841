"""Builders for catalog: a mug, its price, its place."""

from datetime import datetime
from typing import Any

from catalog.contracts import SellableLevel
from catalog.pricing import actions as pricing
from catalog.pricing.models import PriceList
from catalog.products import actions as products
from catalog.products.models import Product, Variant
from catalog.publishing import actions as publishing
from catalog.taxonomy import actions as taxonomy
from catalog.taxonomy.models import Category
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import system
from commerce.money import Money
from tests.builders.commerce import AT

BY = system("tests")


def make_category(code: str = "mugs", *, parent: str = "", **words: str) -> Category:
    """This makes a category; words are language=name."""
    said = words or {"en": code.capitalize(), "de": code.capitalize()}
    with db.transaction():
        return taxonomy.save_category(
            code=code,
            parent=parent,
            words={language: {"name": name} for language, name in said.items()},
            by=BY,
            at=AT,
        )


def make_product(
    name: str = "Blue mug",
    *,
    sku: str = "MUG-1",
    price: str | None = "12.50",
    channel: ChannelInfo | None = None,
    published: bool = True,
    at: datetime = AT,
    **more: Any,
) -> Variant:
    """This makes a product with one variant, priced and published in `channel`; returns the variant.

    `more` go to the product: words, category (a code), brand, family, values, tax_class; `variant_values`
    to its variant. Its listings
    are written at once.
    """
    words = more.pop("words", {"en": {"name": name}, "de": {"name": name}})
    own = {"values": more.pop("variant_values")} if "variant_values" in more else {}
    if isinstance(more.get("category"), str):
        more["category"] = Category.objects.get(code=more["category"])
    with db.transaction():
        product = products.create_product(words=words, by=BY, at=at, **more)
    return add_variant(
        product, sku=sku, price=price, channel=channel, published=published, at=at, **own
    )


def add_variant(
    product: Product,
    *,
    sku: str,
    price: str | None = "12.50",
    channel: ChannelInfo | None = None,
    published: bool = True,
    at: datetime = AT,
    **changes: Any,
) -> Variant:
    """This adds a variant to a product, priced and published in `channel` when there is one."""
    with db.transaction():
        row = products.save_variant(
            product_id=product.pk,
            changes={"sku": sku, "weight_g": 350, **changes},
            by=BY,
            at=at,
        )
        if channel is not None and price is not None:
            pricing.set_price(
                price_list=pricing.base_list(channel=channel),
                variant_id=row.pk,
                amount=Money.parse(price, channel.currency),
                by=BY,
                at=at,
            )
        if channel is not None and published:
            publishing.publish(product_id=product.pk, channel=channel, by=BY, at=at)
    return row


def make_list(channel: ChannelInfo, **over: Any) -> PriceList:
    """This makes a further price list of a channel."""
    columns: dict[str, Any] = {"code": "sale", "name": "Sale", "priority": 5} | over
    with db.transaction():
        return pricing.save_list(channel=channel, by=BY, at=AT, **columns)


def stock(variant: Variant, pieces: int, *, warehouse: str = "LEJ") -> None:
    """This says how many pieces of a variant a warehouse can promise."""
    level = SellableLevel(variant_id=variant.pk, warehouse_code=warehouse, pieces=pieces)
    with db.transaction():
        products.note_levels(levels=[level])
