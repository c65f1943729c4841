"""Index of the background tasks of every room in catalog."""

from catalog.assets.tasks import render, render_missed
from catalog.pricing.tasks import turn_prices
from catalog.publishing.tasks import publish_due
from catalog.search.tasks import count_terms, refresh_stale

__all__ = [
    "count_terms",
    "publish_due",
    "refresh_stale",
    "render",
    "render_missed",
    "turn_prices",
]
