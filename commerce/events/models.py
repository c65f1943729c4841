"""The outbox, and one delivery per event and listener."""

from django.db import models
from typing_extensions import override

from commerce import ids


def new_event_id() -> str:
    """This draws the public id of an event."""
    return ids.new("evt")


class OutboxEvent(models.Model):
    """A fact as it was announced, waiting to be fanned out to its listeners."""

    event_id = models.CharField(max_length=40, unique=True, default=new_event_id)
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(max_length=120)
    channel = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=120, blank=True)
    correlation_id = models.CharField(max_length=64, blank=True)
    causation_id = models.CharField(max_length=64, blank=True)
    occurred_at = models.DateTimeField()
    payload = models.JSONField()
    dispatched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="outbox_waiting",
                condition=models.Q(dispatched_at__isnull=True),
            ),
            models.Index(fields=["name", "id"]),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Delivery(models.Model):
    """One event on its way to one listener; the receipt commits together with the effect."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.PROTECT, related_name="deliveries")
    listener = models.CharField(max_length=120)
    queue = models.CharField(max_length=20, default="facts")
    subject = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10,
        default="waiting",
        choices=[(s, s.capitalize()) for s in ("waiting", "done", "parked", "skipped")],
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    skip_reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["event", "listener"], name="one_delivery_each")
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="delivery_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["listener", "subject", "event"],
                name="delivery_order",
                condition=models.Q(state__in=["waiting", "parked"]),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.event_id} -> {self.listener}: {self.state}"


class Heartbeat(models.Model):
    """When a part of the house was last seen working."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"
