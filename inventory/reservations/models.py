"""Reservations and their lines."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce import db
from inventory import permissions
from inventory.reservations import states


class ReservationQuerySet(db.LockingQuerySet["Reservation"]):
    """Reservations by state."""

    def live(self) -> "ReservationQuerySet":
        """Those that set goods aside now."""
        return self.filter(state__in=states.LIVE)


class Reservation(models.Model):
    """Goods set aside under a reference (a checkout); `until` is by the database clock, UTC.

    At most one live reservation per reference, and one firm one per order. `order_number` is known once
    it is firm.
    """

    reference = models.CharField(_("reference"), max_length=80)
    order_number = models.CharField(_("order"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=states.ReservationFlow.choices, default="held"
    )
    channel = models.CharField(_("channel"), max_length=40)
    strategy = models.CharField(_("strategy"), max_length=40)
    destination = models.JSONField(_("destination"))
    created_at = models.DateTimeField(_("created at"))
    until = models.DateTimeField(_("until"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    by = models.CharField(_("by"), max_length=120)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        permissions = permissions.RESERVATION_RIGHTS
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=states.ReservationFlow.states), name="reservation_state"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(state__in=states.LIVE),
                name="one_live_reservation",
            ),
            models.UniqueConstraint(
                fields=["order_number"],
                condition=Q(state__in=["firm", "closed"]) & ~Q(order_number=""),
                name="one_reservation_per_order",
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="reservation_due", condition=Q(state="held")),
            models.Index(fields=["reference", "id"]),
            models.Index(
                fields=["order_number"], condition=~Q(order_number=""), name="reserved_for"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class ReservedLine(models.Model):
    """Pieces of a variant set aside at one level; `open` is what still counts as a promise.

    `open` falls to 0 when pieces are issued or released; `quantity` stays as it was agreed.
    """

    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="lines")
    level = models.ForeignKey("inventory.Level", on_delete=models.PROTECT, related_name="+")
    variant_id = models.BigIntegerField(_("variant"))
    warehouse = models.ForeignKey("inventory.Warehouse", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    open = models.PositiveIntegerField(_("open"))

    class Meta:
        verbose_name = _("reserved line")
        verbose_name_plural = _("reserved lines")
        constraints = [
            models.UniqueConstraint(fields=["reservation", "level"], name="one_line_per_level"),
            models.CheckConstraint(
                condition=Q(open__lte=models.F("quantity")), name="open_within_quantity"
            ),
        ]
        indexes = [
            models.Index(fields=["level"], name="promised_at_level", condition=Q(open__gt=0)),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
