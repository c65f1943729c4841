"""The tables of fulfillments."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db
from orders.fulfillment.states import FulfillmentFlow


class FulfillmentQuerySet(db.LockingQuerySet["Fulfillment"]):
    """Fulfillments, asked for in words."""

    def live(self) -> "FulfillmentQuerySet":
        """Those that are or will be carried out."""
        return self.exclude(state="canceled")


class Fulfillment(models.Model):
    """What one warehouse sends for one order; `parcel_id` is the parcel in inventory, once packed."""

    public_id = models.CharField(max_length=40, unique=True)
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="fulfillments")
    warehouse_code = models.CharField(max_length=40)
    warehouse_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, default="planned", choices=FulfillmentFlow.choices)
    parcel_id = models.BigIntegerField(null=True, unique=True)
    carrier = models.CharField(max_length=60, blank=True)
    tracking_number = models.CharField(max_length=80, blank=True)
    tracking_url = models.CharField(max_length=300, blank=True)
    planned_at = models.DateTimeField()
    picked_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = FulfillmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FulfillmentFlow.states), name="fulfillment_state_known"
            ),
            models.UniqueConstraint(
                fields=["order", "warehouse_code"],
                condition=~Q(state="canceled"),
                name="one_fulfillment_per_warehouse",
            ),
        ]
        indexes = [
            models.Index(
                fields=["warehouse_code", "planned_at"],
                name="fulfillment_to_do",
                condition=Q(state__in=["planned", "picking", "packed"]),
            )
        ]

    @override
    def __str__(self) -> str:
        return self.public_id


class FulfillmentLine(models.Model):
    """So many pieces of one order line in one fulfillment."""

    fulfillment = models.ForeignKey(Fulfillment, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fulfillment", "order_line"], name="one_fulfillment_line_each"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="fulfillment_line_quantity"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.quantity} x {self.order_line_id}"
