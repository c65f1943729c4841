"""Index of the reactions to facts of every room in catalog."""

from catalog.alerts import reactions as alerts
from catalog.reviews import reactions as reviews
from catalog.search import reactions as search

__all__ = ["alerts", "reviews", "search"]
