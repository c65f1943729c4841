"""Index of the background tasks of every room in catalog."""

from catalog.alerts.tasks import expire_alerts
from catalog.assets.tasks import render, render_missed
from catalog.exports.tasks import build_feed, build_feeds
from catalog.letters.tasks import send_due_letters, send_letter
from catalog.pricing.tasks import turn_prices
from catalog.publishing.tasks import publish_due
from catalog.search.tasks import count_terms, refresh_stale

__all__ = [
    "build_feed",
    "build_feeds",
    "count_terms",
    "expire_alerts",
    "publish_due",
    "refresh_stale",
    "render",
    "render_missed",
    "send_due_letters",
    "send_letter",
    "turn_prices",
]
