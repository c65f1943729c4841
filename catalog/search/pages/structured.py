"""What search engines read of a product: the same words, price, stock and reviews as the page shows."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from catalog.reviews.queries import Told
from commerce.storefront.doors import ShopRequest

Row = Mapping[str, Any]
AVAILABILITY = {"in_stock": "InStock", "low": "LimitedAvailability", "none": "OutOfStock"}


def product(
    request: ShopRequest,
    sheet: Row,
    variant: Row,
    *,
    pictures: list[dict[str, Any]],
    reviews: Iterable[Told],
) -> SafeString:
    """This is the product's JSON-LD; nothing in it leaves its script element."""
    address = request.build_absolute_uri(request.path)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": sheet["name"],
        "description": sheet["summary"],
        "sku": variant["sku"],
        "url": address,
        "image": [request.build_absolute_uri(one["large"]) for one in pictures[:5]],
        "offers": {
            "@type": "Offer",
            "price": variant["price"]["amount"],
            "priceCurrency": variant["price"]["currency"],
            "availability": f"https://schema.org/{AVAILABILITY[variant['stock']]}",
            "itemCondition": "https://schema.org/NewCondition",
            "url": f"{address}?{urlencode(variant['values'])}",
        },
    }
    if sheet["brand"]:
        found["brand"] = {"@type": "Brand", "name": sheet["brand"]}
    if variant["gtin"]:
        found["gtin"] = variant["gtin"]
    if sheet.get("rating"):
        found["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": sheet["rating"]["average"],
            "reviewCount": sheet["rating"]["count"],
            "bestRating": 5,
            "worstRating": 1,
        }
        found["review"] = [_review(one) for one in reviews]
    text = json.dumps(found, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def _review(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Review",
        "author": {"@type": "Person", "name": told.name},
        "datePublished": told.written_at.date().isoformat(),
        "inLanguage": told.language,
        "reviewBody": told.text,
        "reviewRating": {"@type": "Rating", "ratingValue": told.stars, "bestRating": 5},
    }
    return found | ({"name": told.title} if told.title else {})
