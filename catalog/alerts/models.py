"""Who wants to hear of what."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from catalog.alerts.states import AlertFlow
from commerce import db


class StockAlert(models.Model):
    """Somebody wants to know when a variant can be bought again in a channel.

    `email` is emptied when the alert is over; `digest` stands for it, so that nobody asks twice and an
    erased person is found. `token` is the secret of the link that stops it.
    """

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    channel_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    email = models.EmailField(max_length=254, blank=True)
    digest = models.CharField(max_length=64)
    customer_id = models.BigIntegerField(null=True, blank=True)
    token = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=AlertFlow.choices, default=AlertFlow.initial)
    created_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[db.LockingQuerySet["StockAlert"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AlertFlow.states), name="alert_state"),
            models.UniqueConstraint(
                fields=["variant", "channel_id", "digest"],
                condition=Q(state="waiting"),
                name="one_alert_each",
            ),
        ]
        indexes = [
            models.Index(fields=["digest"], name="alert_digest"),
            models.Index(fields=["customer_id"], name="alert_customer"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.variant_id} in {self.channel_id}"
