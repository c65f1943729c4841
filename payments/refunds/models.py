"""Refunds."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce.audit import triggers
from commerce.db import LockingQuerySet
from commerce.money.fields import CurrencyField, MinorField, MoneyOf
from payments.refunds import states


class RefundQuerySet(LockingQuerySet["Refund"]):
    """Selections of refunds."""


class Refund(models.Model):
    """Money on its way back. `tax` is the tax within it; `shipped` says that revenue had been booked.

    `round` counts the tries after a final "no": each has a key of its own at the provider.
    """

    public_id = models.CharField(max_length=40, unique=True)
    payment = models.ForeignKey(
        "payments.Payment", on_delete=models.PROTECT, related_name="refunds"
    )
    key = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10, choices=states.RefundFlow.choices, default=states.RefundFlow.initial
    )
    currency = CurrencyField()
    amount_minor = MinorField()
    tax_minor = MinorField(default=0)
    shipped = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=120, null=True, blank=True, unique=True)
    by = models.CharField(max_length=120)
    requested_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    amount = MoneyOf()
    tax = MoneyOf()

    objects = RefundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=states.RefundFlow.states), name="refund_state_known"
            ),
            models.UniqueConstraint(fields=["payment", "key"], name="one_refund_per_key"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(tax_minor__gte=0) & Q(tax_minor__lte=models.F("amount_minor")),
                name="refund_tax_within_amount",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="refunds_due", condition=Q(state__in=states.OPEN)
            )
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.public_id
