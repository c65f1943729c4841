"""Declarations of withdrawal."""

from functools import partial

from django.db import models
from typing_extensions import override

from commerce import ids

new_withdrawal_id = partial(ids.new, "wdr")


class Withdrawal(models.Model):
    """One order's contract, taken back; `note` is what the shopper added, for which articles perhaps."""

    public_id = models.CharField(max_length=40, unique=True, default=new_withdrawal_id)
    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    @override
    def __str__(self) -> str:
        return self.public_id
