"""What machines read of a product: the same words, price, stock and reviews as the page shows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from catalog.reviews.queries import Told
from catalog.search.pages import awaited
from commerce.money import Money
from commerce.storefront import heads, parcels, structured
from commerce.storefront.doors import ShopRequest
from commerce.storefront.parcels import Quote

Row = Mapping[str, Any]
Thing = dict[str, Any]
AVAILABILITY = {
    "in_stock": "InStock",
    "low": "LimitedAvailability",
    "backorder": "BackOrder",
    "none": "OutOfStock",
}
# Axes that schema.org has a name for; others are told by their own.
NAMED = {"color", "size", "material", "pattern"}
MOST_IMAGES = 6


class _Telling:
    """One product on one page; policies and rates are told whole once, then by reference."""

    def __init__(self, request: ShopRequest, sheet: Row, *, language: str, at: datetime) -> None:
        self.request = request
        self.sheet = sheet
        self.language = language
        self.at = at
        self.address = request.build_absolute_uri(request.path)
        self.said: set[str] = set()
        self.kinds = {one["code"]: one for one in sheet["options"]}

    def once(self, key: str, thing: Thing) -> Thing:
        """A thing when it is told for the first time, afterwards where it was told."""
        if key in self.said:
            return {"@id": key}
        self.said.add(key)
        return thing

    def absolute(self, path: str) -> str:
        """An address of this house with its scheme and host."""
        return str(self.request.build_absolute_uri(path))

    def url(self, variant: Row) -> str:
        """The address at which this very variant is shown."""
        values = {code: value for code, value in variant["values"].items() if value}
        return f"{self.address}?{urlencode(values)}" if values else self.address


def product(
    request: ShopRequest, sheet: Row, *, language: str, reviews: Iterable[Told], at: datetime
) -> SafeString:
    """This is the product's JSON-LD: one with one variant, else the group with every variant of it."""
    telling = _Telling(request, sheet, language=language, at=at)
    shared = _shared(telling)
    if sheet.get("rating"):
        shared |= _rating(sheet["rating"]) | {"review": [_review(one) for one in reviews]}
    variants = sheet["variants"]
    if len(variants) == 1:
        return structured.script(
            {**shared, **_variant(telling, variants[0]), "name": sheet["name"]}
        )
    axes = [one["code"] for one in sheet["options"]]
    group = {
        **shared,
        "@type": "ProductGroup",
        "productGroupID": sheet["id"],
        "variesBy": [f"{structured.CONTEXT}/{one}" if one in NAMED else one for one in axes],
        "hasVariant": [_variant(telling, one) for one in variants],
    }
    return structured.script(group)


def _shared(telling: _Telling) -> Thing:
    sheet = telling.sheet
    found: Thing = {
        "@type": "Product",
        "name": sheet["name"],
        "description": sheet["summary"] or heads.plain(sheet["description"]),
        "url": telling.address,
        "image": [telling.absolute(_large(one)) for one in sheet["media"][:MOST_IMAGES]],
    }
    if sheet["brand"]:
        found["brand"] = {"@type": "Brand", "name": sheet["brand"]}
    material = next((one for one in sheet["attributes"] if one["code"] == "material"), None)
    return found | ({"material": material["text"]} if material else {})


def _variant(telling: _Telling, variant: Row) -> Thing:
    sheet = telling.sheet
    name = f"{sheet['name']}, {variant['options']}" if variant["options"] else sheet["name"]
    found: Thing = {
        "@type": "Product",
        "name": name,
        "sku": variant["sku"],
        "url": telling.url(variant),
        "offers": _offer(telling, variant),
    }
    own = [one for one in sheet["media"] if one["variant_id"] == variant["id"]]
    if own:
        found["image"] = [telling.absolute(_large(one)) for one in own[:MOST_IMAGES]]
    if variant["gtin"]:
        found["gtin"] = variant["gtin"]
    return found | {
        code: _worded(axis, variant["values"].get(code, ""))
        for code, axis in telling.kinds.items()
        if code in NAMED
    }


def _offer(telling: _Telling, variant: Row) -> Thing:
    channel = telling.request.channel
    price = variant["price"]
    found: Thing = {
        "@type": "Offer",
        "url": telling.url(variant),
        "price": price["amount"],
        "priceCurrency": price["currency"],
        "availability": f"{structured.CONTEXT}/{AVAILABILITY[variant['stock']]}",
        "itemCondition": f"{structured.CONTEXT}/NewCondition",
    }
    if variant.get("price_until"):
        found["priceValidUntil"] = variant["price_until"][:10]
    ready_on = awaited.ready_on(variant)
    if ready_on:
        found["availabilityStarts"] = ready_on.isoformat()
    returns = f"{telling.address}#returns"
    policy = structured.return_policy(channel, key=returns)
    found["hasMerchantReturnPolicy"] = telling.once(returns, policy)
    quotes = parcels.quotes(
        channel=channel,
        price=Money.parse(price["amount"], price["currency"]),
        weight_g=variant["weight_g"],
        at=telling.at,
        language=telling.language,
        countries=channel.countries[:1],
        ready_on=ready_on,
    )
    details = [telling.once(key, structured.shipping(one, key=key))
               for one in quotes for key in [_key(telling, one)]]  # fmt: skip
    return found | ({"shippingDetails": details} if details else {})


def _key(telling: _Telling, quote: Quote) -> str:
    return f"{telling.address}#parcel-{quote.country}-{quote.price.minor}-{quote.days_max}"


def _large(media: Row) -> str:
    """The widest rendition that every reader of pages understands."""
    wide = [one["url"] for one in media["sources"] if one["type"] == "image/webp"]
    return str(wide[-1] if wide else media["url"])


def _worded(axis: Row, value: str) -> str:
    return next((one["text"] for one in axis["values"] if one["value"] == value), value)


def _rating(rating: Row) -> Thing:
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": rating["average"],
            "reviewCount": rating["count"],
            "bestRating": 5,
            "worstRating": 1,
        }
    }


def _review(told: Told) -> Thing:
    found: Thing = {
        "@type": "Review",
        "author": {"@type": "Person", "name": told.name},
        "datePublished": told.written_at.date().isoformat(),
        "inLanguage": told.language,
        "reviewBody": told.text,
        "reviewRating": {"@type": "Rating", "ratingValue": told.stars, "bestRating": 5},
    }
    return found | ({"name": told.title} if told.title else {})
