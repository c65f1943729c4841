"""The table of parts that fell away."""

from functools import partial

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import ids
from commerce.audit import triggers
from commerce.money import Money
from commerce.money.fields import CurrencyField, MinorField, MoneyOf

new_cancellation_id = partial(ids.new, "ocn")


class Cancellation(models.Model):
    """Pieces of one order that fell away; `lines` are {line_id, quantity, net, tax, gross} in minor units.

    `key` is that of its cause, unique: asking twice cancels once. `whole` says that nothing was left and
    the order went with them; its sums are those of the pieces, without the delivery.
    """

    order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, related_name="cancellations"
    )
    public_id = models.CharField(max_length=40, unique=True, default=new_cancellation_id)
    key = models.CharField(max_length=140, unique=True)
    whole = models.BooleanField(default=False)
    lines = models.JSONField(default=list)
    currency = CurrencyField()
    net_minor = MinorField()
    tax_minor = MinorField()
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=120)
    canceled_at = models.DateTimeField()

    net = MoneyOf()
    tax = MoneyOf()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(net_minor__gte=0, tax_minor__gte=0), name="cancellation_of_something"
            )
        ]
        indexes = [models.Index(fields=["order", "id"], name="cancellation_of_order")]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return self.public_id

    @property
    def total(self) -> Money:
        """Net and tax together."""
        return self.net + self.tax
