"""Declarations of withdrawal."""

from functools import partial

from django.db import models
from typing_extensions import override

from commerce import ids

new_withdrawal_id = partial(ids.new, "wdr")


class Withdrawal(models.Model):
    """One order's contract, taken back; `note` is what the shopper added, for which articles perhaps.

    `ends_on` was the last day of the right when it was declared, empty when it had not begun to run;
    `is_late` ones came after it, and are received all the same.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_withdrawal_id)
    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    declared_at = models.DateTimeField()
    ends_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    @override
    def __str__(self) -> str:
        return self.public_id
