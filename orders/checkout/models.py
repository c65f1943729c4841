"""The table of checkouts."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db
from orders.checkout.states import CheckoutFlow


class CheckoutQuerySet(db.LockingQuerySet["Checkout"]):
    """Checkouts, asked for in words."""

    def paying(self) -> "CheckoutQuerySet":
        """Those whose shopper is with the bank."""
        return self.filter(state="paying")


class Checkout(models.Model):
    """What a shopper has told us about one cart, and the quote agreed to when they confirmed.

    `quote` is JSON of `order.rules.agreement.Agreement` and, with `cart_version`, `payment_id` and `held_until`, belongs to the
    last confirmation. `problem` says why a confirmation came to nothing: `changed`, `sold_out`,
    `store_gone`, `lapsed`.
    Addresses are JSON of `crm.contracts.Address`; an empty billing address means the delivery address.
    An order that is picked up needs no address: `collector` is who comes for it.
    """

    public_id = models.CharField(max_length=40, unique=True)
    cart = models.OneToOneField("orders.Cart", on_delete=models.CASCADE, related_name="checkout")
    state = models.CharField(max_length=10, default="open", choices=CheckoutFlow.choices)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=10)
    ship_to = models.JSONField(default=dict)
    bill_to = models.JSONField(default=dict)
    collector = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=500, blank=True)
    vat_id = models.CharField(max_length=20, blank=True)
    delivery_code = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=40, blank=True)
    visitor = models.CharField(max_length=64, blank=True)
    quote = models.JSONField(null=True)
    cart_version = models.PositiveIntegerField(null=True)
    payment_id = models.BigIntegerField(null=True)
    held_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)
    order = models.OneToOneField(
        "orders.Order", on_delete=models.PROTECT, null=True, related_name="checkout"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = CheckoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CheckoutFlow.states), name="checkout_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="placed", order__isnull=False)
                | (~Q(state="placed") & Q(order__isnull=True)),
                name="checkout_placed_has_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["confirmed_at"], name="checkout_paying", condition=Q(state="paying")
            ),
            models.Index(fields=["payment_id"], name="checkout_payment"),
        ]

    @override
    def __str__(self) -> str:
        return self.public_id
