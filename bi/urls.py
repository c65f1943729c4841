"""Index of the API routes and storefront pages of bi."""

from django.urls import URLPattern, URLResolver, path

from bi.metrics import api as metrics
from bi.tracking import api as tracking
from bi.tracking import pages as tracking_pages

api: list[URLPattern | URLResolver] = [
    path("metrics", metrics.Metrics.as_view()),
    path("metrics/breakdown", metrics.Breakdown.as_view()),
    path("events", tracking.Events.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("t/", tracking_pages.intake, name="tracking_intake"),
]
