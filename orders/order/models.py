"""The tables of the order book."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from typing_extensions import override

from commerce import db
from commerce.audit import triggers
from commerce.money import Money, Taxed
from commerce.money.fields import CurrencyField, MinorField, MoneyOf
from orders.order.rules import refunds
from orders.order.states import OrderFlow, RefundFlow
from orders.permissions import ORDER_RIGHTS

# The one rule of each derived state: kept by the database itself, so no code path can let it drift.
PAYMENT_STATE = Case(
    When(refunded_minor__gt=0, refunded_minor__gte=F("captured_minor"), then=Value("refunded")),
    When(refunded_minor__gt=0, then=Value("partially_refunded")),
    When(captured_minor__gte=F("total_minor"), then=Value("paid")),
    When(captured_minor__gt=0, then=Value("partially_paid")),
    When(voided=True, then=Value("voided")),
    default=Value("authorized"),
)
FULFILLMENT_STATE = Case(
    When(state="canceled", then=Value("canceled")),
    When(quantity_shipped=0, then=Value("unfulfilled")),
    When(quantity_shipped__lt=F("quantity"), then=Value("partially_shipped")),
    When(quantity_delivered__lt=F("quantity"), then=Value("shipped")),
    default=Value("delivered"),
)
PAYMENT_STATES = (
    "authorized",
    "paid",
    "partially_paid",
    "partially_refunded",
    "refunded",
    "voided",
)
FULFILLMENT_STATES = ("unfulfilled", "partially_shipped", "shipped", "delivered", "canceled")


class OrderQuerySet(db.LockingQuerySet["Order"]):
    """Orders, asked for in words."""

    def open(self) -> "OrderQuerySet":
        """Those that still have to be carried out."""
        return self.filter(state="placed")

    def of_customer(self, customer_id: int) -> "OrderQuerySet":
        """Those of one customer."""
        return self.filter(customer_id=customer_id)

    def of_key(self, key_id: int, *, channel_id: int | None) -> "OrderQuerySet":
        """Those an API key placed; with `channel_id`, every order of that channel."""
        if channel_id is not None:
            return self.filter(channel_id=channel_id)
        return self.filter(api_key_id=key_id)


class Order(models.Model):
    """What a shopper and we agreed: sums, addresses and delivery as they were at that moment.

    `state` moves by OrderFlow. How far money and goods have come is counted in columns that facts
    from payments and fulfillment move; the two derived states are computed from them by the database.
    Sums, quantities and lines are what is still to be delivered; `canceled` is the gross worth of the
    pieces that fell away before. `note` is what the shopper wrote to those
    who pack. `token` opens the order by link; empty never matches. Addresses are JSON of `crm.contracts.Address`.
    """

    public_id = models.CharField(max_length=40, unique=True)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=64, blank=True)
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    api_key = models.ForeignKey(
        "commerce.ApiKey", on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=20, default="storefront")
    customer_id = models.BigIntegerField(null=True)
    checkout_reference = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10)
    email = models.CharField(max_length=254, blank=True)
    customer_name = models.CharField(max_length=200, blank=True)
    visitor = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, default="placed", choices=OrderFlow.choices)
    ship_to = models.JSONField(default=dict)
    bill_to = models.JSONField(default=dict)
    ship_country = models.CharField(max_length=2, blank=True)

    delivery_code = models.CharField(max_length=40, blank=True)
    delivery_name = models.CharField(max_length=120, blank=True)
    carrier = models.CharField(max_length=60, blank=True)
    earliest_on = models.DateField(null=True)
    latest_on = models.DateField(null=True)

    currency = CurrencyField()
    prices_include_tax = models.BooleanField(default=True)
    shipping_net_minor = MinorField(default=0)
    shipping_tax_minor = MinorField(default=0)
    shipping_gross_minor = MinorField(default=0)
    shipping_rate = models.DecimalField(max_digits=7, decimal_places=6, default=0)
    discount_minor = MinorField(default=0)
    net_minor = MinorField()
    tax_minor = MinorField()
    total_minor = MinorField()

    canceled_minor = MinorField(default=0)

    payment_id = models.BigIntegerField(null=True, unique=True)
    payment_method = models.CharField(max_length=40, blank=True)
    payment_kind = models.CharField(max_length=20, blank=True)
    captured_minor = MinorField(default=0)
    refunded_minor = MinorField(default=0)
    refunded_tax_minor = MinorField(default=0)
    shipping_refunded_minor = MinorField(default=0)
    voided = models.BooleanField(default=False)
    quantity = models.PositiveIntegerField()
    quantity_shipped = models.PositiveIntegerField(default=0)
    quantity_delivered = models.PositiveIntegerField(default=0)
    payment_state = models.GeneratedField(
        expression=PAYMENT_STATE, output_field=models.CharField(max_length=20), db_persist=True
    )
    fulfillment_state = models.GeneratedField(
        expression=FULFILLMENT_STATE, output_field=models.CharField(max_length=20), db_persist=True
    )

    note = models.CharField(max_length=500, blank=True)
    hold_reason = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    placed_at = models.DateTimeField()
    canceled_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    erase_when_done = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    total = MoneyOf()
    captured = MoneyOf()
    refunded = MoneyOf()
    discount = MoneyOf()
    canceled = MoneyOf()
    shipping_refunded = MoneyOf()

    objects = OrderQuerySet.as_manager()

    class Meta:
        permissions = ORDER_RIGHTS
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OrderFlow.states), name="order_state_known"
            ),
            models.CheckConstraint(
                condition=Q(total_minor=F("net_minor") + F("tax_minor")), name="order_total_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(shipping_gross_minor=F("shipping_net_minor") + F("shipping_tax_minor")),
                name="order_shipping_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(total_minor__gte=0, captured_minor__gte=0, refunded_minor__gte=0)
                & Q(
                    canceled_minor__gte=0,
                    captured_minor__lte=F("total_minor") + F("canceled_minor"),
                )
                & Q(refunded_minor__lte=F("captured_minor"))
                & Q(refunded_tax_minor__gte=0, refunded_tax_minor__lte=F("refunded_minor")),
                name="order_money_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(
                    shipping_refunded_minor__gte=0,
                    shipping_refunded_minor__lte=F("shipping_gross_minor"),
                ),
                name="order_shipping_refund_bounded",
            ),
            models.CheckConstraint(
                condition=Q(quantity_shipped__lte=F("quantity"))
                & Q(quantity_delivered__lte=F("quantity_shipped")),
                name="order_pieces_within_bounds",
            ),
            models.CheckConstraint(
                condition=~Q(state="canceled") | Q(quantity_shipped=0),
                name="order_canceled_never_ships",
            ),
            models.UniqueConstraint(
                fields=["checkout_reference"],
                condition=~Q(checkout_reference=""),
                name="one_order_per_checkout",
            ),
        ]
        indexes = [
            models.Index(fields=["customer_id", "-id"], name="order_by_customer"),
            models.Index(fields=["channel", "-id"], name="order_by_channel"),
            models.Index(fields=["api_key", "-id"], name="order_by_key"),
            models.Index(fields=["placed_at"], name="order_by_day"),
            models.Index(fields=["email"], name="order_by_email"),
            models.Index(fields=["-id"], name="order_open", condition=Q(state="placed")),
        ]

    @override
    def __str__(self) -> str:
        return self.number

    @property
    def shipping(self) -> Taxed:
        """What the delivery costs."""
        return taxed(self, "shipping_")

    @property
    def sums(self) -> Taxed:
        """Net, tax and gross of the whole order."""
        return Taxed(
            Money(self.net_minor, self.currency), Money(self.tax_minor, self.currency), self.total
        )


class OrderLine(models.Model):
    """One article of an order; net + tax = gross for all its pieces, after discounts.

    `quantity` and the sums shrink when pieces are canceled, down to nothing; `quantity_canceled` and
    the canceled sums hold what fell away, so that both together are what was agreed.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    sku = models.CharField(max_length=80)
    title = models.CharField(max_length=250)
    options = models.CharField(max_length=250, blank=True)
    image = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=120, blank=True)
    brand = models.CharField(max_length=120, blank=True)
    weight_g = models.PositiveIntegerField(default=0)
    quantity = models.PositiveIntegerField()
    currency = CurrencyField()
    unit_minor = MinorField()
    discount_minor = MinorField(default=0)
    net_minor = MinorField()
    tax_minor = MinorField()
    gross_minor = MinorField()
    tax_class = models.CharField(max_length=40, blank=True)
    tax_rate = models.DecimalField(max_digits=7, decimal_places=6)
    tax_treatment = models.CharField(max_length=40, blank=True)
    quantity_shipped = models.PositiveIntegerField(default=0)
    quantity_refunded = models.PositiveIntegerField(default=0)
    quantity_canceled = models.PositiveIntegerField(default=0)
    canceled_net_minor = MinorField(default=0)
    canceled_tax_minor = MinorField(default=0)

    unit = MoneyOf()
    gross = MoneyOf()
    discount = MoneyOf()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position"),
            models.CheckConstraint(
                condition=Q(gross_minor=F("net_minor") + F("tax_minor")), name="order_line_adds_up"
            ),
            models.CheckConstraint(
                condition=(Q(quantity__gte=1) | Q(quantity_canceled__gte=1))
                & Q(quantity_shipped__lte=F("quantity"))
                & Q(quantity_refunded__lte=F("quantity_shipped")),
                name="order_line_pieces",
            ),
        ]
        indexes = [models.Index(fields=["variant_id"], name="order_line_variant")]

    @override
    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"

    @property
    def taxed(self) -> Taxed:
        """What all pieces together cost."""
        return taxed(self)

    @property
    def agreed(self) -> refunds.Agreed:
        """The line as it was agreed, with the pieces that were canceled since: shares are taken of it."""
        net = Money(self.net_minor + self.canceled_net_minor, self.currency)
        tax = Money(self.tax_minor + self.canceled_tax_minor, self.currency)
        return refunds.Agreed(
            quantity=self.quantity + self.quantity_canceled, taxed=Taxed(net, tax, net + tax)
        )


class OrderEvent(models.Model):
    """One entry of an order's timeline: who did what, when; ids and amounts only, never people."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["order", "id"], name="order_event_timeline")]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"


class OrderNote(models.Model):
    """What staff wrote down about an order; unlike the timeline it can be erased with the person."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    text = models.TextField()

    @override
    def __str__(self) -> str:
        return self.text


class OrderRefund(models.Model):
    """Money that goes back, and what for; `lines` are {line_id, quantity, net, tax, gross} in minor units.

    `refund_id` is the refund in payments; amounts here and there are the same. `round` is the try of
    which we know; `issued_at` stays when the bank sends the money back, so that staff see it.
    `for_canceled` is money of pieces that never left: their cancellation has been counted already.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    public_id = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=120, unique=True)
    refund_id = models.BigIntegerField(null=True, unique=True)
    state = models.CharField(max_length=12, default="requested", choices=RefundFlow.choices)
    lines = models.JSONField(default=list)
    currency = CurrencyField()
    shipping_minor = MinorField(default=0)
    goodwill_minor = MinorField(default=0)
    net_minor = MinorField()
    tax_minor = MinorField()
    total_minor = MinorField()
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=120)
    requested_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0)
    for_canceled = models.BooleanField(default=False)

    total = MoneyOf()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RefundFlow.states), name="order_refund_state_known"
            ),
            models.CheckConstraint(
                condition=Q(total_minor=F("net_minor") + F("tax_minor"), total_minor__gt=0),
                name="order_refund_adds_up",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.public_id


def taxed(row: "Order | OrderLine", prefix: str = "") -> Taxed:
    """This reads `<prefix>net_minor`, `<prefix>tax_minor` and `<prefix>gross_minor` as one value."""
    net, tax, gross = (
        Money(getattr(row, f"{prefix}{name}_minor"), row.currency)
        for name in ("net", "tax", "gross")
    )
    return Taxed(net, tax, gross)
