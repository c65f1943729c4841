"""Delivery methods, their rates, and parcels."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce import db, ids
from commerce.audit import triggers
from commerce.money.fields import CurrencyField, MinorField, MoneyOf
from inventory import permissions
from inventory.shipping import states


class DeliveryMethod(models.Model):
    """A way to deliver, such as "standard" by a carrier, in working days of transit.

    `names` maps languages to what shoppers read; `channels` are codes (none: all).
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(_("names by language"), default=dict, blank=True)
    carrier = models.CharField(_("carrier"), max_length=40, default="house")
    channels = models.JSONField(_("channels"), default=list, blank=True)
    tax_class = models.CharField(_("tax class"), max_length=40, default="standard")
    days_min = models.PositiveSmallIntegerField(_("fewest days"), default=1)
    days_max = models.PositiveSmallIntegerField(_("most days"), default=3)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("delivery method")
        verbose_name_plural = _("delivery methods")
        ordering = ["position", "code"]
        triggers = triggers.audited()
        constraints = [
            models.CheckConstraint(
                condition=Q(days_min__lte=F("days_max")), name="delivery_days_in_order"
            )
        ]

    @override
    def __str__(self) -> str:
        return self.name


class DeliveryRate(models.Model):
    """What a method costs to a zone of countries, up to a weight; free from a subtotal.

    `countries` are ISO 3166 codes (none: everywhere else); extra days add to the method's transit.
    Weight in grams, `weight_to` excluded; the price is as the channel shows prices.
    """

    method = models.ForeignKey(DeliveryMethod, on_delete=models.CASCADE, related_name="rates")
    zone = models.CharField(_("zone"), max_length=80)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    weight_from = models.PositiveIntegerField(_("weight from (g)"), default=0)
    weight_to = models.PositiveIntegerField(_("weight to (g)"), null=True, blank=True)
    price_minor = MinorField(_("price"))
    free_from_minor = MinorField(  # type: ignore[misc]
        _("free from"), null=True, blank=True
    )
    currency = CurrencyField(_("currency"))
    extra_days = models.PositiveSmallIntegerField(_("extra days"), default=0)

    price = MoneyOf()

    class Meta:
        verbose_name = _("delivery rate")
        verbose_name_plural = _("delivery rates")
        ordering = ["method", "currency", "zone", "weight_from"]
        triggers = triggers.audited()
        constraints = [
            models.CheckConstraint(
                condition=Q(price_minor__gte=0), name="delivery_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(weight_to__isnull=True) | Q(weight_to__gt=F("weight_from")),
                name="delivery_weights_in_order",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.method_id} {self.zone} {self.currency}"


def new_parcel_id() -> str:
    """This draws a parcel's public id."""
    return ids.new("par")


class Parcel(models.Model):
    """A box on its way from one warehouse, for one order; `ship_to` is a copy of the address.

    `label` is the carrier's label as SVG text; the tracking number is unique per carrier.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_parcel_id)
    order_number = models.CharField(_("order"), max_length=40, db_index=True)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    warehouse = models.ForeignKey("inventory.Warehouse", on_delete=models.PROTECT, related_name="+")
    method = models.ForeignKey(
        DeliveryMethod, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=states.ParcelFlow.choices, default="planned"
    )
    carrier = models.CharField(_("carrier"), max_length=40)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    tracking_url = models.CharField(_("tracking address"), max_length=300, blank=True)
    label = models.TextField(_("label"), blank=True)
    ship_to = models.JSONField(_("ship to"))
    created_at = models.DateTimeField(_("created at"))
    labeled_at = models.DateTimeField(_("labeled at"), null=True, blank=True)
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    label_attempts = models.PositiveSmallIntegerField(default=0)
    label_error = models.TextField(_("label error"), blank=True)

    objects: ClassVar[db.LockingQuerySet["Parcel"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        permissions = permissions.PARCEL_RIGHTS
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=states.ParcelFlow.states), name="parcel_state"
            ),
            models.UniqueConstraint(
                fields=["carrier", "tracking_number"],
                condition=~Q(tracking_number=""),
                name="one_parcel_per_tracking_number",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="parcel_planned", condition=Q(state="planned")),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.public_id} ({self.state})"


class ParcelLine(models.Model):
    """So many pieces of a variant in a parcel."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="lines")
    variant_id = models.BigIntegerField(_("variant"))
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parcel", "variant_id"], name="one_line_per_parcel"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="parcel_line_not_empty"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
