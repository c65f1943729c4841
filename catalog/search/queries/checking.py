"""Does the read model say what the tables say? Told again from scratch and compared, nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from catalog.products.models import Product
from catalog.search.models import Listing, Placing, StaleProduct
from catalog.search.queries import sources
from catalog.search.rules import cards

SET = 500
K = TypeVar("K")


def product_sets(*, size: int = SET) -> Iterator[list[int]]:
    """This walks all products in key order, a set at a time."""
    last = 0
    while True:
        rows = Product.objects.filter(pk__gt=last).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[:size])
        if not found:
            return
        yield found
        last = found[-1]


def drift(*, at: datetime) -> list[str]:
    """This lists listings and placings that are missing, wrong, or of nobody; products known as stale are late, not wrong."""
    late = set(StaleProduct.objects.values_list("product_id", flat=True))
    found: list[str] = []
    for keys in product_sets():
        found += _drift_of([key for key in keys if key not in late], at=at)
    everyone = Product.objects.values("pk")
    for model in (Listing, Placing):
        lost = model._default_manager.exclude(product_id__in=everyone).count()
        if lost:
            found.append(f"{lost} rows of {model.__name__} are of no product")
    return found


def _drift_of(keys: Sequence[int], *, at: datetime) -> list[str]:
    shown, named = sources.gather(keys)
    told = [
        (product, row)
        for product in shown
        for place in sources.places()
        for row in cards.rows(product, place, named, at=at)
    ]
    expected = {(row.channel_id, row.language, row.product_id): row.etag for _, row in told}
    there = {
        (channel, language, product): etag
        for channel, language, product, etag in Listing.objects.filter(
            product_id__in=keys
        ).values_list("channel_id", "language", "product_id", "etag")
    }
    places = {
        (row.channel_id, category, row.product_id): (row.price_minor, row.popularity)
        for product, row in told
        for category in (0, *product.categories)
    }
    placed = {
        (channel, category, product): (price, popularity)
        for channel, category, product, price, popularity in Placing.objects.filter(
            product_id__in=keys
        ).values_list("channel_id", "category_id", "product_id", "price_minor", "popularity")
    }
    return [
        *(f"listing {key} differs" for key in _differing(expected, there)),
        *(f"placing {key} differs" for key in _differing(places, placed)),
    ]


def _differing(one: Mapping[K, object], other: Mapping[K, object]) -> list[K]:
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]
