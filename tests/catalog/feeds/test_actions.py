"""Importing products in bulk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from catalog import public as catalog
from catalog.attributes import actions as attributes
from catalog.contracts import ProductRow, VariantRow, WantedLine
from catalog.pricing.models import PricePoint
from catalog.products.models import Product, Variant
from catalog.search.models import Listing
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from tests.builders import catalog as build
from tests.builders.commerce import AT, make_channel


def row(number: int, **over: Any) -> ProductRow:
    variant = VariantRow(sku=f"SKU-{number}", price=Money(1000 + number, "EUR"))
    columns = {
        "source_key": f"source-{number}",
        "words": {"en": {"name": f"Thing {number}"}, "de": {"name": f"Ding {number}"}},
        "variants": (variant,),
        "brand": "Møller & Co",
    } | over
    return ProductRow(**columns)


def load(*rows: Any, channel: ChannelInfo, at: Any = AT) -> Any:
    with db.transaction():
        return catalog.import_products(rows=rows, channel=channel, at=at, by=build.BY)


def test_takes_products_with_price_listing_and_brand(
    channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    done = load(row(1), row(2), channel=channel)

    assert (done.created, done.updated, done.unchanged, done.refused) == (2, 0, 0, ())
    assert set(done.variant_ids) == {"SKU-1", "SKU-2"}
    card = catalog.find_card(channel=channel, language="de", at=AT, sku="SKU-1")
    assert card is not None
    assert (card.name, card.unit, card.brand, card.slug) == (
        "Ding 1", Money(1001, "EUR"), "Møller & Co", "ding-1",
    )  # fmt: skip
    assert Listing.objects.filter(language="en").count() == 2
    assert facts().count("catalog.products_imported") == 1


def test_the_same_rows_again_change_nothing_pim_5(channel: ChannelInfo) -> None:
    load(row(1), row(2), channel=channel)
    before = list(Product.objects.values()), list(Listing.objects.values())

    done = load(row(1), row(2), channel=channel, at=AT + timedelta(days=1))

    assert (done.created, done.updated, done.unchanged) == (0, 0, 2)
    assert (list(Product.objects.values()), list(Listing.objects.values())) == before
    assert PricePoint.objects.count() == 2


def test_bad_rows_are_refused_one_by_one_pim_5(channel: ChannelInfo) -> None:
    bad_gtin = row(2, variants=(VariantRow(sku="B", gtin="4006381333932"),))
    nameless = row(3, words={"en": {"name": " "}})
    twice = row(4, variants=(VariantRow(sku="SKU-1", price=Money(5, "EUR")),))
    strange = row(5, values={"color": "blue"})

    done = load(row(1), bad_gtin, nameless, twice, strange, channel=channel)

    assert done.created == 1
    assert [one.source_key for one in done.refused] == [
        "source-2", "source-3", "source-4", "source-5",
    ]  # fmt: skip
    assert Product.objects.count() == 1


def test_a_changed_row_is_written_and_told(channel: ChannelInfo) -> None:
    load(row(1), channel=channel)
    dearer = row(
        1,
        words={"en": {"name": "Thing, improved"}},
        variants=(VariantRow(sku="SKU-1", price=Money(2000, "EUR"), weight_g=10),),
    )

    done = load(dearer, channel=channel)

    assert (done.created, done.updated) == (0, 1)
    card = catalog.find_card(channel=channel, language="en", at=AT, sku="SKU-1")
    assert card is not None
    assert (card.name, card.unit, card.weight_g) == ("Thing, improved", Money(2000, "EUR"), 10)
    assert card.slug == "thing-1"
    (told,) = catalog.product_cards(channel=channel, language="en", skus=["SKU-1"], at=AT)
    assert (told.name, told.price) == ("Thing, improved", Money(2000, "EUR"))


def test_a_second_channel_adds_its_price_only(channel: ChannelInfo) -> None:
    uk = make_channel(code="uk", currency="GBP", languages=["en"], prices="gross")
    first = load(row(1), channel=channel)

    pounds = replace(row(1), variants=(VariantRow(sku="SKU-1", price=Money(900, "GBP")),))
    second = load(pounds, channel=uk)

    assert second.variant_ids == first.variant_ids
    assert (second.created, second.updated) == (0, 1)
    line = WantedLine(variant_id=first.variant_ids["SKU-1"], quantity=2)
    (priced,) = catalog.price_lines(lines=[line], channel=uk, language="en", at=AT)
    assert priced.total == Money(1800, "GBP")
    assert Variant.objects.count() == 1


def test_products_of_one_name_get_slugs_of_their_own(channel: ChannelInfo) -> None:
    load(
        row(1, words={"en": {"name": "Same"}}),
        row(2, words={"en": {"name": "Same"}}),
        channel=channel,
    )

    slugs = {product.words["en"]["slug"] for product in Product.objects.all()}

    assert len(slugs) == 2
    assert "same" in slugs


def test_a_sale_now_shows_the_price_before(channel: ChannelInfo) -> None:
    variant = VariantRow(sku="SKU-1", price=Money(1000, "EUR"), sale=Money(800, "EUR"))
    load(row(1, variants=(variant,)), channel=channel)

    card = catalog.find_card(channel=channel, language="en", at=AT, sku="SKU-1")

    assert card is not None
    assert (card.unit, card.was) == (Money(800, "EUR"), Money(1000, "EUR"))


def test_axes_are_worded_and_gaps_hold_back(channel: ChannelInfo) -> None:
    with db.transaction():
        attributes.define_attribute(
            code="color",
            kind="color",
            names={"en": "Color", "de": "Farbe"},
            options=[attributes.OptionWords(code="blue", names={"en": "Blue", "de": "Blau"})],
            by=build.BY,
            at=AT,
        )
        attributes.define_attribute(
            code="care", kind="text", names={"en": "Care"}, by=build.BY, at=AT
        )
        attributes.define_family(
            code="mug",
            names={"en": "Mug"},
            asks=[
                attributes.Ask(attribute="color", is_axis=True),
                attributes.Ask(attribute="care", required_in=("*",)),
            ],
        )
    variant = VariantRow(sku="M-1", price=Money(1000, "EUR"), values={"color": "blue"})
    lacking = row(1, family="mug", variants=(variant,))
    good = row(2, family="mug", values={"care": "By hand"}, variants=(replace(variant, sku="M-2"),))

    done = load(lacking, good, channel=channel)

    assert [(one.source_key, one.reason) for one in done.held_back] == [
        ("source-1", "care is required in en")
    ]
    assert catalog.find_card(channel=channel, language="de", at=AT, sku="M-1") is None
    card = catalog.find_card(channel=channel, language="de", at=AT, sku="M-2")
    assert card is not None
    assert card.options == "Blau"
