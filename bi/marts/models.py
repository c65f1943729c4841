"""Figures by line, by order and by payment; dimensions that remember what was true then."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce.money.fields import CurrencyField, MinorField

KINDS = [
    ("placed", _("Placed")),
    ("canceled", _("Canceled")),
    ("reduced", _("Partly canceled")),
    ("refunded", _("Refunded")),
    ("shipped", _("Shipped")),
    ("delivery", _("Delivery")),
    ("other", _("Other")),
]


class SaleFact(models.Model):
    """One order line in one event of its life; amounts and pieces are signed, in minor units.

    `placed` counts up, `canceled` and `refunded` count down (a refund that the bank sent back
    up again), `shipped` is revenue earned; an imported past also has `delivery` (postage) and `other` lines, which are no sales of goods. `day` is the day of the channel's own clock; title and
    category are what they were then. `document` names the line within its kind.
    """

    kind = models.CharField(max_length=10, choices=KINDS)
    document = models.CharField(max_length=80)
    at = models.DateTimeField()
    day = models.DateField()
    channel = models.CharField(max_length=40)
    currency = CurrencyField()
    order_number = models.CharField(max_length=60)
    customer_id = models.BigIntegerField(null=True)
    country = models.CharField(max_length=2, blank=True)
    sku = models.CharField(max_length=80, blank=True)
    product_id = models.BigIntegerField(null=True)
    variant_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=200, blank=True)
    quantity = models.BigIntegerField()
    net_minor = MinorField()
    tax_minor = MinorField()
    gross_minor = MinorField()
    run_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("sale figure")
        verbose_name_plural = _("sale figures")
        constraints = [models.UniqueConstraint(fields=["kind", "document"], name="one_sale_each")]
        indexes = [
            models.Index(
                fields=["channel", "day"],
                include=["kind", "net_minor", "quantity", "currency"],
                name="sale_figure_by_day",
            ),
            models.Index(fields=["order_number"]),
            models.Index(
                fields=["run_id"], name="sale_of_run", condition=models.Q(run_id__isnull=False)
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.document}"


class OrderFact(models.Model):
    """One order in one event of its life: whole sums with delivery, signed, in minor units."""

    kind = models.CharField(_("what"), max_length=10, choices=KINDS)
    document = models.CharField(max_length=80)
    at = models.DateTimeField(_("at"))
    day = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=40)
    currency = CurrencyField(_("currency"))
    order_number = models.CharField(_("order"), max_length=60)
    customer_id = models.BigIntegerField(null=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    lines = models.PositiveIntegerField()
    units = models.BigIntegerField(_("pieces"))
    net_minor = MinorField(_("net"))
    tax_minor = MinorField(_("tax"))
    gross_minor = MinorField(_("gross"))
    shipping_net_minor = MinorField(default=0)
    shipping_tax_minor = MinorField(default=0)
    run_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("order figure")
        verbose_name_plural = _("order figures")
        constraints = [models.UniqueConstraint(fields=["kind", "document"], name="one_order_each")]
        indexes = [
            models.Index(
                fields=["channel", "day"],
                include=["kind", "net_minor", "currency"],
                name="order_figure_by_day",
            ),
            models.Index(fields=["order_number", "kind"]),
            models.Index(fields=["customer_id"]),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.order_number}"


class PaymentFact(models.Model):
    """Money that came (captured) or went back (refunded, negative); its channel is the order's.

    What the bank sent back of a refund is a refund that counts up again.
    """

    kind = models.CharField(
        _("what"),
        max_length=10,
        choices=[("captured", _("Captured")), ("refunded", _("Refunded"))],
    )
    document = models.CharField(max_length=80)
    at = models.DateTimeField(_("at"))
    currency = CurrencyField(_("currency"))
    order_number = models.CharField(_("order"), max_length=60, blank=True)
    method = models.CharField(_("method"), max_length=40, blank=True)
    amount_minor = MinorField(_("amount"))
    fee_minor = MinorField(_("fee"), default=0)

    class Meta:
        verbose_name = _("payment figure")
        verbose_name_plural = _("payment figures")
        constraints = [
            models.UniqueConstraint(fields=["kind", "document"], name="one_payment_each")
        ]
        indexes = [models.Index(fields=["order_number"]), models.Index(fields=["at"])]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.document}"


class DateDim(models.Model):
    """A day as calendars see it."""

    day = models.DateField(primary_key=True)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    iso_year = models.PositiveSmallIntegerField()
    iso_week = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()

    @override
    def __str__(self) -> str:
        return self.day.isoformat()


class ProductDim(models.Model):
    """What a SKU was called and where it stood, from the first to the last sale under that name."""

    sku = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    category = models.CharField(max_length=200)
    product_id = models.BigIntegerField(null=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sku", "title", "category"], name="one_version_of_product"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.sku} {self.title}"


class CustomerDim(models.Model):
    """A customer as a number only, with the first and last order."""

    customer_id = models.BigIntegerField(primary_key=True)
    first_order_at = models.DateTimeField()
    last_order_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return str(self.customer_id)


class MergedCustomer(models.Model):
    """Two customers that turned out to be one: figures of the first count for the second."""

    from_id = models.BigIntegerField(primary_key=True)
    into_id = models.BigIntegerField()

    @override
    def __str__(self) -> str:
        return f"{self.from_id} -> {self.into_id}"
