"""Price lists, prices, and the journal of their changes."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from commerce import db
from commerce.audit import triggers
from commerce.money import Money
from commerce.money.fields import CurrencyField, MinorField, OptionalMinorField


class PriceList(models.Model):
    """Prices of one channel in one currency, with or without tax; the higher priority is asked first."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    currency = CurrencyField()
    includes_tax = models.BooleanField(default=True)
    priority = models.SmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["channel_id", "-priority", "code"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "priority"], name="one_list_per_priority")
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.name


class PriceQuerySet(db.LockingQuerySet["Price"]):
    """Filters over prices."""

    def live(self, *, at: datetime) -> "PriceQuerySet":
        """Prices in force at a moment."""
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=at),
            Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        )


class Price(models.Model):
    """What one piece costs from `min_quantity` pieces on, for everyone or one price group, for a while.

    `was_minor` is the price before a reduction, fixed when the reduction starts.
    """

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="prices")
    amount_minor = MinorField()
    was_minor = OptionalMinorField(null=True, blank=True)
    min_quantity = models.PositiveIntegerField(default=1)
    price_group = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    turned_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[PriceQuerySet] = PriceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["price_list_id", "variant_id", "min_quantity", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "price_list", "price_group", "min_quantity", "starts_at"],
                nulls_distinct=False,
                name="one_price_each",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=Q(min_quantity__gte=1), name="price_min_quantity"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="price_period",
            ),
            models.CheckConstraint(
                condition=Q(was_minor__isnull=True) | Q(was_minor__gt=F("amount_minor")),
                name="price_was_higher",
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"],
                name="price_starts",
                condition=Q(starts_at__isnull=False),
            ),
            models.Index(fields=["ends_at"], name="price_ends", condition=Q(ends_at__isnull=False)),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.variant_id}: {self.amount_minor}"

    @property
    def amount(self) -> Money:
        """The price of one piece."""
        return Money(self.amount_minor, self.price_list.currency)


class PricePoint(models.Model):
    """From `at` on, one piece of a variant costs `amount_minor` for everyone (None: no price).

    Written by whoever changes a price and never touched again; `by` is the actor's label.
    """

    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="+")
    variant_id = models.BigIntegerField()
    amount_minor = OptionalMinorField(null=True)
    price_group = models.CharField(max_length=40, blank=True)
    min_quantity = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        indexes = [
            models.Index(fields=["variant_id", "price_list", "at"], name="price_history"),
        ]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.variant_id}: {self.amount_minor} at {self.at:%Y-%m-%d}"
