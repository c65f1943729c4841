"""The tables of carts."""

from django.db import models
from typing_extensions import override

from commerce import db
from commerce.money.fields import CurrencyField, MinorField, MoneyOf
from orders.cart.rules import MOST_PER_LINE
from orders.cart.states import CartFlow


class CartQuerySet(db.LockingQuerySet["Cart"]):
    """Carts, asked for in words."""

    def open(self) -> "CartQuerySet":
        """Those that can still change."""
        return self.filter(state="open")


class Cart(models.Model):
    """A bag of variants in one channel; `version` grows with each change of what is in it.

    A cart belongs to a customer, to an API key, or to whoever holds its signed cookie.
    """

    public_id = models.CharField(max_length=40, unique=True)
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    customer_id = models.BigIntegerField(null=True)
    api_key = models.ForeignKey(
        "commerce.ApiKey", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, default="open", choices=CartFlow.choices)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = CartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=CartFlow.states), name="cart_state_known"
            ),
            models.UniqueConstraint(
                fields=["customer_id"],
                condition=models.Q(state="open"),
                name="one_open_cart_per_customer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["updated_at"], name="cart_silent", condition=models.Q(state="open")
            )
        ]

    @override
    def __str__(self) -> str:
        return self.public_id


class CartLine(models.Model):
    """So many pieces of one variant, and what one cost when the shopper last agreed to it."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant_id = models.BigIntegerField()
    quantity = models.PositiveIntegerField()
    seen_unit_minor = MinorField()
    currency = CurrencyField()
    seen_unit = MoneyOf()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant_id"], name="one_line_per_variant"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1, quantity__lte=MOST_PER_LINE),
                name="cart_line_quantity",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant_id}"
