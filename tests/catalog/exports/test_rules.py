"""Items of a feed, from sheets."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from catalog.exports import rules
from commerce.money import Money
from commerce.storefront.parcels import Quote

MEDIA: dict[str, Any] = {"url": "/pictures/a/640.webp", "variant_id": None, "sources": []}
VARIANT: dict[str, Any] = {
    "id": "var_1",
    "sku": "CUP-1",
    "gtin": "",
    "options": "Blue",
    "values": {"color": "blue"},
    "attributes": [],
    "price": {"amount": "9.00", "currency": "EUR"},
    "was": None,
    "stock": "low",
    "expected_on": None,
    "lead_days": 21,
    "weight_g": 350,
}
SHEET: dict[str, Any] = {
    "id": "prd_1",
    "slug": "cup",
    "name": "Cup <&>",
    "summary": "A cup.",
    "description": "",
    "brand": "Maker",
    "media": [MEDIA],
    "attributes": [{"code": "material", "text": "Clay"}],
    "options": [{"code": "color", "values": [{"value": "blue", "text": "Deep blue"}]}],
    "categories": [{"name": "Table"}, {"name": "Mugs"}],
    "variants": [VARIANT, VARIANT],
}
TODAY = date(2026, 11, 2)
QUOTE = Quote(
    country="DE", method="Parcel", price=Money(490, "EUR"), days_min=1, days_max=2, free_from=None
)


def _told(sheet: dict[str, Any] = SHEET, **changes: Any) -> ET.Element:
    text = rules.item(
        sheet,
        VARIANT | changes,
        front="https://x.example/de/",
        base="https://x.example",
        quotes=[QUOTE],
        today=TODAY,
    )
    return ET.fromstring(text.replace("g:", ""))  # noqa: S314 - our own words


def _text(item: ET.Element, name: str) -> str | None:
    return item.findtext(name)


def test_an_item_says_everything_a_merchant_center_asks() -> None:
    item = _told()

    assert _text(item, "title") == "Cup <&>, Blue"
    assert _text(item, "link") == "https://x.example/de/p/cup/?color=blue"
    assert _text(item, "availability") == "in_stock"
    assert (_text(item, "brand"), _text(item, "mpn")) == ("Maker", "CUP-1")
    assert (_text(item, "color"), _text(item, "material")) == ("Deep blue", "Clay")
    assert _text(item, "product_type") == "Table > Mugs"
    assert _text(item, "item_group_id") == "prd_1"
    assert item.findtext("shipping/price") == "4.90 EUR"
    assert item.findtext("shipping/country") == "DE"


def test_a_reduction_tells_both_prices_and_its_days() -> None:
    item = _told(
        was={"amount": "12.00", "currency": "EUR"},
        price_since="2026-01-01T00:00:00Z",
        price_until="2026-02-01T00:00:00Z",
    )

    assert (_text(item, "price"), _text(item, "sale_price")) == ("12.00 EUR", "9.00 EUR")
    dates = _text(item, "sale_price_effective_date")
    assert dates == "2026-01-01T00:00:00Z/2026-02-01T00:00:00Z"


def test_what_has_neither_maker_nor_number_says_so() -> None:
    item = _told(SHEET | {"brand": ""})

    assert _text(item, "identifier_exists") == "no"
    assert _text(item, "mpn") is None


def test_a_number_of_the_trade_stands_for_itself() -> None:
    assert _text(_told(gtin="4006381333931"), "gtin") == "4006381333931"


@pytest.mark.parametrize("change", [{"media": []}, {"summary": ""}])
def test_what_lacks_something_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(rules.Incomplete):
        rules.item(SHEET | change, VARIANT, front="/", base="", quotes=[], today=TODAY)


def test_signs_that_xml_forbids_are_left_out() -> None:
    assert _text(_told(SHEET | {"brand": "A\x0bB"}), "brand") == "AB"


def test_the_nearest_category_names_the_kin_in_googles_taxonomy_else_the_family() -> None:
    """SEO6: `google_product_category` of the feed."""
    sheet = SHEET | {"categories": [{"code": "table"}, {"code": "mugs"}], "family": "mug"}

    def kin(categories: dict[str, int], families: dict[str, int]) -> int | None:
        return rules.google_category(sheet, categories=categories, families=families)

    assert kin({"table": 1, "mugs": 2169}, {"mug": 9}) == 2169
    assert kin({"table": 1}, {"mug": 9}) == 1
    assert kin({}, {"mug": 9}) == 9
    assert kin({}, {}) is None


def test_the_feed_tells_the_kin_in_googles_taxonomy() -> None:
    told = rules.item(
        SHEET,
        VARIANT,
        front="https://x/",
        base="https://x",
        quotes=[],
        today=TODAY,
        google_category=2169,
    )

    assert "<g:google_product_category>2169</g:google_product_category>" in told


@pytest.mark.parametrize(
    ("change", "day"),
    [
        ({}, "2026-11-23"),
        ({"expected_on": "2026-11-14"}, "2026-11-14"),
        ({"expected_on": "2026-11-01"}, "2026-11-23"),
    ],
)
def test_what_is_made_to_order_tells_the_day_it_is_sent(change: dict[str, Any], day: str) -> None:
    """SEO6: Google asks `availability_date` of every `backorder`."""
    told = _told(stock="backorder", **change)

    assert _text(told, "availability") == "backorder"
    assert _text(told, "availability_date") == day
    assert _text(_told(stock="low"), "availability_date") is None
