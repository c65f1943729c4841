"""Numbers for Prometheus: requests by route and status, their time, and how the outbox stands."""

import hmac
import os

from django.conf import settings
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from commerce import clock
from commerce.events.models import Delivery, OutboxEvent

REQUESTS = Counter("kontor_requests_total", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "kontor_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def observe(request: HttpRequest, status: int, seconds: float) -> None:
    """This counts one answer under its route's pattern, never under a raw path."""
    match = request.resolver_match
    route = match.route if match else "unmatched"
    method = request.method if request.method in _METHODS else "OTHER"
    REQUESTS.labels(route, method, status).inc()
    SECONDS.labels(route).observe(seconds)


def page(request: HttpRequest) -> HttpResponse:
    """This is `/metrics`: open to those who bring METRICS_TOKEN, otherwise absent."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), given.encode()):
        raise Http404
    return HttpResponse(_processes() + _outbox(), content_type=CONTENT_TYPE_LATEST)


def _processes() -> bytes:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _outbox() -> bytes:
    registry = CollectorRegistry()
    waiting = OutboxEvent.objects.filter(dispatched_at__isnull=True).aggregate(
        rows=Count("pk"), oldest=Min("occurred_at")
    )
    age = (clock.now() - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0
    Gauge("kontor_outbox_waiting", "Facts not yet fanned out", registry=registry).set(
        waiting["rows"]
    )
    Gauge("kontor_outbox_oldest_seconds", "Age of the oldest such fact", registry=registry).set(age)
    by_state = Gauge("kontor_deliveries", "Deliveries by state", ["state"], registry=registry)
    for row in (
        Delivery.objects.filter(state__in=["waiting", "parked"])
        .values("state")
        .annotate(rows=Count("pk"))
    ):
        by_state.labels(row["state"]).set(row["rows"])
    return generate_latest(registry)
