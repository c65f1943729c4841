"""Publications: a product in a channel."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from catalog.publishing.states import PublicationFlow
from commerce import db


class Publication(models.Model):
    """Whether a product shows in a channel; `starts_at` is set while it is scheduled."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=PublicationFlow.choices, default=PublicationFlow.initial
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[db.LockingQuerySet["Publication"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["product_id", "channel_id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "channel"], name="one_publication_each"),
            models.CheckConstraint(
                condition=Q(state__in=PublicationFlow.states), name="publication_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(starts_at__isnull=False),
                name="scheduled_has_a_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="published_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"],
                name="publication_due",
                condition=Q(state="scheduled"),
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product_id} in {self.channel_id}: {self.state}"
