"""Figures are tested on facts alone: the other listeners of the house stay out of it."""

from collections.abc import Callable

import pytest

from commerce import clock
from commerce.events import delivery
from commerce.events.models import Delivery, OutboxEvent


@pytest.fixture
def deliver(db: None) -> Callable[[], int]:
    """Call it to deliver every waiting fact to the listeners of bi, in order."""

    def run() -> int:
        while OutboxEvent.objects.filter(dispatched_at__isnull=True).exists():
            delivery.fan_out(at=clock.now())
        Delivery.objects.exclude(listener__startswith="bi.").update(state="skipped")
        waiting = Delivery.objects.filter(state="waiting").order_by("event_id", "id")
        return sum(delivery.deliver(key) for key in waiting.values_list("pk", flat=True))

    return run
