"""Index of the background tasks of every room in catalog."""

from catalog.pricing.tasks import turn_prices
from catalog.publishing.tasks import publish_due
from catalog.search.tasks import count_terms, refresh_stale

__all__ = ["count_terms", "publish_due", "refresh_stale", "turn_prices"]
