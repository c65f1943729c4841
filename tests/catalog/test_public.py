"""The door of catalog keeps its promises."""

from typing import Any

import pytest

from catalog import public as catalog
from catalog.contracts import WantedLine
from catalog.pricing import actions as pricing
from catalog.pricing.rules import Offer
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from tests.builders import catalog as build
from tests.builders.commerce import AT, make_channel


def test_prices_lines_in_their_order_with_one_statement(
    channel: ChannelInfo, django_assert_num_queries: Any
) -> None:
    mug = build.make_product(sku="MUG-1", price="12.50", channel=channel)
    vase = build.make_product("Tall vase", sku="VASE-1", price="40.00", channel=channel)
    lines = [WantedLine(variant_id=vase.pk, quantity=2), WantedLine(variant_id=mug.pk, quantity=3)]

    with django_assert_num_queries(1):
        priced = catalog.price_lines(lines=lines, channel=channel, language="en", at=AT)

    assert [line.card.sku for line in priced] == ["VASE-1", "MUG-1"]
    assert [line.total for line in priced] == [Money(8000, "EUR"), Money(3750, "EUR")]
    assert priced[0].card.name == "Tall vase"
    assert priced[0].card.includes_tax is True
    assert priced[0].card.price_list == "eu-base"


def test_a_tier_counts_from_its_quantity_on(channel: ChannelInfo) -> Any:
    mug = build.make_product(channel=channel)
    with db.transaction():
        pricing.set_price(
            price_list=pricing.base_list(channel=channel),
            variant_id=mug.pk,
            amount=Money(1000, "EUR"),
            offer=Offer(key=0, priority=0, amount=1000, min_quantity=10),
            by=build.BY,
            at=AT,
        )

    def total(quantity: int) -> Money:
        line = WantedLine(variant_id=mug.pk, quantity=quantity)
        return catalog.price_lines(lines=[line], channel=channel, language="en", at=AT)[0].total

    assert total(9) == Money(11250, "EUR")
    assert total(10) == Money(10000, "EUR")


def test_refuses_lines_that_are_not_sold_in_the_channel(channel: ChannelInfo) -> None:
    mug = build.make_product(channel=channel)
    hidden = build.make_product("Draft", sku="DRAFT", channel=channel, published=False)
    lines = [WantedLine(variant_id=key, quantity=1) for key in (mug.pk, hidden.pk, 999_999)]

    with pytest.raises(catalog.NotSold) as refused:
        catalog.price_lines(lines=lines, channel=channel, language="en", at=AT)

    assert refused.value.code == "not_sold"
    assert refused.value.data["variant_ids"] == sorted([hidden.pk, 999_999])


def test_finds_cards_by_sku_public_id_and_id(channel: ChannelInfo) -> None:
    mug = build.make_product(channel=channel)
    other = make_channel(code="uk", currency="GBP", languages=["en"])

    by_sku = catalog.find_card(channel=channel, language="de", at=AT, sku="MUG-1")
    by_public_id = catalog.find_card(channel=channel, language="de", at=AT, public_id=mug.public_id)
    by_id = catalog.find_cards(channel=channel, language="de", at=AT, variant_ids=[mug.pk])

    assert by_sku is not None
    assert by_sku.variant_id == mug.pk
    assert by_sku == by_public_id == by_id[mug.pk]
    assert by_sku.weight_g == 350
    assert catalog.find_card(channel=other, language="en", at=AT, sku="MUG-1") is None


def test_tells_skus_and_costs(channel: ChannelInfo) -> None:
    mug = build.make_product(channel=channel)

    assert catalog.variant_skus(variant_ids=[mug.pk, 5_000_000]) == {mug.pk: "MUG-1"}
    assert catalog.variant_costs(variant_ids=[mug.pk]) == {}


def test_the_tree_nests_categories(channel: ChannelInfo) -> None:
    build.make_category("table", en="Table", de="Tisch")
    build.make_category("mugs", parent="table", en="Mugs", de="Becher")

    (root,) = catalog.categories(channel=channel, language="de")

    assert (root.code, root.name, root.slug, root.depth) == ("table", "Tisch", "tisch", 0)
    assert [(child.code, child.name, child.depth) for child in root.children] == [
        ("mugs", "Becher", 1)
    ]
