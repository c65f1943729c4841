"""The table of pickups."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db
from orders.pickup.states import PickupFlow


class PickupQuerySet(db.LockingQuerySet["Pickup"]):
    """Pickups, asked for in words."""

    def ready(self) -> "PickupQuerySet":
        """Those that wait at the counter."""
        return self.filter(state="ready")


class Pickup(models.Model):
    """One order that waits in one store, until it is collected or goes back on the shelf.

    `store` is {name, slug, line1, postcode, city, country, phone, time_zone} as it was at placing.
    `promised_at` is when the shopper was told it is ready, `hold_until` until when it is kept once it is.
    `identity_checked` says that staff looked at a document instead of the code.
    """

    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="pickup")
    state = models.CharField(max_length=12, default="expected", choices=PickupFlow.choices)
    store_code = models.CharField(max_length=40)
    store = models.JSONField(default=dict)
    code = models.CharField(max_length=12, db_index=True)
    promised_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    hold_until = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    collected_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    identity_checked = models.BooleanField(default=False)

    objects = PickupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PickupFlow.states), name="pickup_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False, hold_until__isnull=False),
                name="pickup_ready_is_dated",
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_at"], name="pickup_to_remind", condition=Q(remind_at__isnull=False)
            ),
            models.Index(fields=["store_code", "-id"], name="pickup_by_store"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.store_code} {self.state}"
