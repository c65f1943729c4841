"""What machines read of a page: JSON-LD of schema.org, said of the same values as the page shows (SEO5).

The scripts are data blocks: no browser runs them, so the content security policy needs no exception.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from commerce.storefront.parcels import Quote

CONTEXT = "https://schema.org"
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
Thing = dict[str, Any]


def script(said: Mapping[str, Any]) -> SafeString:
    """This writes one thing as a script of data; nothing in it can leave the element."""
    text = json.dumps({"@context": CONTEXT, **said}, ensure_ascii=False).translate(_UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


def breadcrumbs(steps: Iterable[Mapping[str, str]], *, base: str) -> Thing:
    """This tells the way to a page, as its crumbs show it: [{name, path}]."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": one["name"],
                "item": base + one["path"],
            }
            for place, one in enumerate(steps, start=1)
        ],
    }


def items(entries: Iterable[tuple[str, str]], *, base: str, first: int = 1) -> Thing:
    """This tells the goods of a shelf: (name, path), numbered from `first` over all its pages."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "url": base + path}
            for place, (name, path) in enumerate(entries, start=first)
        ],
    }


def return_policy(channel: ChannelInfo, *, key: str = "") -> Thing:
    """This tells how goods come back: in the channel's days, by post, the postage paid by who sends them."""
    return ({"@id": key} if key else {}) | {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": list(channel.countries),
        "returnPolicyCategory": f"{CONTEXT}/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": channel.withdrawal_days,
        "returnMethod": f"{CONTEXT}/ReturnByMail",
        "returnFees": f"{CONTEXT}/ReturnFeesCustomerResponsibility",
    }


def shipping(quote: Quote, *, key: str = "") -> Thing:
    """This tells what delivery of an offer costs, and how long it takes."""
    return ({"@id": key} if key else {}) | {
        "@type": "OfferShippingDetails",
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": quote.country},
        "shippingRate": amount(quote.price),
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "transitTime": _days(quote),
        },
    }


def store(
    *, name: str, base: str, front: str, logo: str, channel: ChannelInfo, quotes: Iterable[Quote]
) -> Thing:
    """This tells who sells here: the shop, its return policy, and how it sends."""
    return {
        "@type": "OnlineStore",
        "@id": f"{base}/#store",
        "name": name,
        "url": base + front,
        "logo": base + logo,
        "hasMerchantReturnPolicy": return_policy(channel),
        "hasShippingService": [_service(one) for one in quotes],
    }


def site(*, name: str, base: str, front: str, search: str, language: str) -> Thing:
    """This tells of the site and how to search in it."""
    return {
        "@type": "WebSite",
        "@id": f"{base}{front}#site",
        "name": name,
        "url": base + front,
        "inLanguage": language,
        "publisher": {"@id": f"{base}/#store"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base}{search}?q={{term}}"},
            "query-input": "required name=term",
        },
    }


def amount(money: Money) -> Thing:
    """This tells an amount of money."""
    return {
        "@type": "MonetaryAmount",
        "value": str(money.decimal),
        "currency": money.currency,
    }


def _service(quote: Quote) -> Thing:
    conditions = [_condition(quote, quote.price)]
    if quote.free_from is not None and quote.price:
        free = _condition(quote, Money(0, quote.price.currency))
        least = amount(quote.free_from)
        free["orderValue"] = {
            "@type": "MonetaryAmount",
            "minValue": least["value"],
            "currency": least["currency"],
        }
        conditions.append(free)
    return {
        "@type": "ShippingService",
        "name": quote.method,
        "shippingConditions": conditions,
    }


def _condition(quote: Quote, price: Money) -> Thing:
    return {
        "@type": "ShippingConditions",
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": quote.country},
        "shippingRate": amount(price),
        "transitTime": {"@type": "ServicePeriod", "duration": _days(quote)},
    }


def _days(quote: Quote) -> Thing:
    return {
        "@type": "QuantitativeValue",
        "minValue": quote.days_min,
        "maxValue": quote.days_max,
        "unitCode": "DAY",
    }
