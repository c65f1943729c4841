"""A version of a product as an item of a merchant feed (SEO6): pure words of its finished sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from catalog.products.rules import ready_on
from commerce.errors import Refused
from commerce.storefront import heads
from commerce.storefront.parcels import Quote

Row = Mapping[str, Any]
AVAILABILITY = {
    "in_stock": "in_stock",
    "low": "in_stock",
    "backorder": "backorder",
    "none": "out_of_stock",
}
LONGEST_TITLE, LONGEST_TEXT, MOST_IMAGES = 150, 5000, 10
NAMED = ("color", "size", "material", "pattern")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n'
TAIL = "</channel>\n</rss>\n"


class Incomplete(Refused):
    """A merchant center would not take this item."""

    code = "incomplete"


def opening(*, shop: str, front: str, language: str) -> str:
    """This opens a feed."""
    told = "".join([_tag("title", shop), _tag("link", front), _tag("description", shop)])
    return f"{HEAD}<channel>\n{told}{_tag('language', language)}\n"


def item(
    sheet: Row,
    variant: Row,
    *,
    front: str,
    base: str,
    quotes: Iterable[Quote],
    today: date,
    google_category: int | None = None,
) -> str:
    """This tells one version; `front` is the address of the shop in the feed's language.

    Raises:
        Incomplete: naming what is missing.
    """
    name = sheet["name"] + (f", {variant['options']}" if variant["options"] else "")
    images = _images(sheet, variant, base)
    text = heads.plain(sheet["description"]) or sheet["summary"]
    for what, there in (("picture", images), ("description", text), ("name", sheet["name"])):
        if not there:
            message = f"{variant['sku']} has no {what}"
            raise Incomplete(message, field=what)
    rows = [
        ("id", variant["sku"]),
        ("title", heads.cut(name, LONGEST_TITLE)),
        ("description", heads.cut(text, LONGEST_TEXT)),
        ("link", link(sheet, variant, front=front)),
        ("image_link", images[0]),
        *(("additional_image_link", one) for one in images[1:]),
        *_availability(variant, today),
        ("condition", "new"),
        *_prices(variant),
        *_identity(sheet, variant),
        *_looks(sheet, variant),
        *([("google_product_category", str(google_category))] if google_category else []),
    ]
    said = [_tag(f"g:{name}", value) for name, value in rows]
    return f"<item>{''.join([*said, *map(_shipping, quotes)])}</item>\n"


def google_category(
    sheet: Row, *, categories: Mapping[str, int], families: Mapping[str, int]
) -> int | None:
    """This is a product's number in Google's taxonomy: of its nearest category that has one, else its family's."""
    way = [one["code"] for one in reversed(sheet["categories"])]
    named = next((categories[code] for code in way if code in categories), None)
    return named or families.get(sheet.get("family", ""))


def link(sheet: Row, variant: Row, *, front: str) -> str:
    """This is the address at which a version is shown."""
    values = {code: value for code, value in variant["values"].items() if value}
    query = f"?{urlencode(values)}" if values else ""
    return f"{front}p/{quote(sheet['slug'])}/{query}"


def _availability(variant: Row, today: date) -> Iterator[tuple[str, str]]:
    """What is ordered before it lies there tells the day from which it is sent."""
    yield "availability", AVAILABILITY[variant["stock"]]
    if variant["stock"] == "backorder":
        said = variant["expected_on"]
        ready = ready_on(
            lead_days=variant["lead_days"],
            expected_on=date.fromisoformat(said) if said else None,
            today=today,
        )
        yield "availability_date", (ready or today).isoformat()


def _prices(variant: Row) -> Iterator[tuple[str, str]]:
    """With a reduction the price before it is the price, and the present one the sale price."""
    now, was = variant["price"], variant["was"]
    yield "price", _amount(was or now)
    if was:
        yield "sale_price", _amount(now)
        since, until = variant.get("price_since"), variant.get("price_until")
        if since and until:
            yield "sale_price_effective_date", f"{since}/{until}"


def _identity(sheet: Row, variant: Row) -> Iterator[tuple[str, str]]:
    if sheet["brand"]:
        yield "brand", sheet["brand"]
    if variant["gtin"]:
        yield "gtin", variant["gtin"]
    elif sheet["brand"]:
        yield "mpn", variant["sku"]
    else:
        yield "identifier_exists", "no"
    if len(sheet["variants"]) > 1:
        yield "item_group_id", sheet["id"]


def _looks(sheet: Row, variant: Row) -> Iterator[tuple[str, str]]:
    told = {one["code"]: one["text"] for one in [*sheet["attributes"], *variant["attributes"]]}
    for axis in sheet["options"]:
        value = variant["values"].get(axis["code"], "")
        words = {one["value"]: one["text"] for one in axis["values"]}
        told[axis["code"]] = words.get(value, value)
    yield from ((name, told[name]) for name in NAMED if told.get(name))
    if sheet["categories"]:
        yield "product_type", " > ".join(one["name"] for one in sheet["categories"])
    if variant["weight_g"]:
        yield "shipping_weight", f"{variant['weight_g']} g"


def _images(sheet: Row, variant: Row, base: str) -> list[str]:
    own = [one for one in sheet["media"] if one["variant_id"] == variant["id"]]
    general = [one for one in sheet["media"] if one["variant_id"] is None]
    shown = (own + general) or list(sheet["media"])
    wide = [[src["url"] for src in one["sources"] if src["type"] == "image/webp"] for one in shown]
    found = [
        base + (urls[-1] if urls else one["url"]) for one, urls in zip(shown, wide, strict=True)
    ]
    return list(dict.fromkeys(found))[: MOST_IMAGES + 1]


def _shipping(one: Quote) -> str:
    price = f"{one.price.decimal} {one.price.currency}"
    told = [("g:country", one.country), ("g:service", one.method), ("g:price", price)]
    return f"<g:shipping>{''.join(_tag(name, value) for name, value in told)}</g:shipping>"


def _amount(price: Row) -> str:
    return f"{price['amount']} {price['currency']}"


def _tag(name: str, value: str) -> str:
    return f"<{name}>{escape(_CONTROL.sub('', value))}</{name}>"
