"""The table of places."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce import db
from commerce.audit import triggers


class WarehouseQuerySet(db.LockingQuerySet["Warehouse"]):
    """Warehouses by what they can do."""

    def active(self) -> "WarehouseQuerySet":
        """Those in operation."""
        return self.filter(active=True)

    def stores(self) -> "WarehouseQuerySet":
        """Those with a shop front."""
        return self.filter(kind="store")


def _no_hours() -> dict[str, Any]:
    return {}


class Warehouse(models.Model):
    """A place that keeps stock; `ships` says whether parcels leave from it.

    Coordinates in degrees; `opening_hours` maps weekdays "1" (Monday) to "7" to [["09:00", "18:00"]];
    an order in before `cut_off` (local time) leaves after `handling_days` working days.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[("warehouse", _("Warehouse")), ("store", _("Store"))],
        default="warehouse",
    )
    country = models.CharField(_("country"), max_length=2)
    postcode = models.CharField(_("postcode"), max_length=16, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    line1 = models.CharField(_("street"), max_length=160, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    opening_hours = models.JSONField(_("opening hours"), default=_no_hours, blank=True)
    cut_off = models.TimeField(_("cut-off"), default="14:00")
    handling_days = models.PositiveSmallIntegerField(_("handling days"), default=0)
    priority = models.PositiveSmallIntegerField(_("priority"), default=100)
    ships = models.BooleanField(_("sends parcels"), default=True)
    active = models.BooleanField(_("active"), default=True)

    objects = WarehouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("warehouse")
        verbose_name_plural = _("warehouses")
        ordering = ["priority", "code"]
        triggers = triggers.audited()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="warehouse_on_the_globe",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name
