"""The table of mails."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db
from orders.mail.states import MailFlow


class OrderMailQuerySet(db.LockingQuerySet["OrderMail"]):
    """Mails, asked for in words."""

    def waiting(self) -> "OrderMailQuerySet":
        """Those still to be sent."""
        return self.filter(state="waiting")


class OrderMail(models.Model):
    """One mail to the shopper of one order; `key` says what about, and makes it unique.

    The address is read from the order when the mail is sent, so that an erased person gets none.
    """

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="mails")
    fulfillment = models.ForeignKey(
        "orders.Fulfillment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, default="waiting", choices=MailFlow.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    objects = OrderMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailFlow.states), name="order_mail_state_known"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], name="order_mail_due", condition=Q(state="waiting"))
        ]

    @override
    def __str__(self) -> str:
        return self.key
