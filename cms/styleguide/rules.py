"""What the page of parts shows: names of tokens, and samples of what a good shop rarely has on hand."""

from typing import Any

from catalog.contracts import ProductCard
from commerce.money import Money

SIDES = (("ltr", "light"), ("ltr", "dark"), ("rtl", "light"), ("rtl", "dark"))
COLORS = (
    "canvas", "surface", "raised", "sunken", "backdrop", "strip", "ink", "ink-2", "ink-3", "line",
    "control", "action", "action-hover", "action-soft", "signal", "sale", "ok", "warn", "bad", "info",
    "star", "focus",
)  # fmt: skip
SPACES = ("1", "2", "3", "4", "5", "6", "8", "10", "14", "18", "24")
TYPES = ("hero", "h1", "h2", "h3", "h4", "lead", "body", "small", "caption")
STATES = ("rest", "hover", "focus", "active")
# name, color, state as the variant picker knows it, and how it is said
SWATCHES = (
    ("Teal", "#1f6f6b", "", ""),
    ("Charcoal", "#2f3437", "", ""),
    ("Rose", "#d99aa0", "away", "not with this size"),
    ("Oat", "#d9cbb0", "out", "sold out"),
)
BARS = ((5, 11), (4, 3), (3, 1), (2, 0), (1, 0))


def swatches() -> list[dict[str, str]]:
    """These are colors in all states a choice can have."""
    keys = ("name", "color", "state", "word")
    return [dict(zip(keys, one, strict=True)) for one in SWATCHES]


def bars() -> list[dict[str, Any]]:
    """This is a distribution of reviews by stars."""
    most = max(count for _, count in BARS)
    return [
        {"name": f"{stars} stars", "count": count, "percent": 100 * count // most}
        for stars, count in BARS
    ]


def totals(currency: str) -> dict[str, Any]:
    """This is a bag's sum with all its lines."""
    return {
        "subtotal": Money(11_090, currency),
        "discount": Money(1_000, currency),
        "estimated": True,
        "delivery": Money(490, currency),
        "delivery_name": "Germany",
        "tax": Money(1_689, currency),
        "includes_tax": True,
        "total": Money(10_580, currency),
    }


def odd_cards(currency: str) -> tuple[ProductCard, ...]:
    """These are the cases a shelf of good goods rarely shows: reduced, sold out, few left, no picture, long name."""
    plain: dict[str, Any] = {
        "product_id": 0,
        "public_id": "prd_sample",
        "slug": "sample",
        "brand": "Sample",
        "image": "",
        "image_alt": "",
        "image_width": 640,
        "image_height": 800,
        "backdrop": "",
        "price": Money(8400, currency),
        "was": None,
        "ranged": False,
        "available": True,
        "low_stock": False,
        "backorder": False,
        "swatches": (("Cobalt", "#2b4a9b"), ("Moss", "#68753b"), ("Oat", "#d9cbb0")),
        "single_variant_id": None,
        "is_new": False,
        "includes_tax": True,
    }
    return (
        ProductCard(**plain | {"name": "Reduced", "was": Money(12_000, currency)}),
        ProductCard(**plain | {"name": "Sold out", "available": False}),
        ProductCard(**plain | {"name": "Made to order", "backorder": True}),
        ProductCard(**plain | {"name": "Few left, new", "low_stock": True, "is_new": True}),
        ProductCard(
            **plain
            | {
                "name": "An unusually long name for a lamp with a shade of pleated linen and brass",
                "ranged": True,
                "price": Money(123_456_700, currency),
            }
        ),
    )
