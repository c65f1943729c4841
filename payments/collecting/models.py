"""Payments, attempts at a provider, captures, and the story of each payment."""

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from commerce.audit import triggers
from commerce.db import LockingQuerySet
from commerce.money import Money
from commerce.money.fields import CurrencyField, MinorField, MoneyOf
from payments.collecting import rules, states


class PaymentQuerySet(LockingQuerySet["Payment"]):
    """Selections of payments."""

    def live(self) -> "PaymentQuerySet":
        """Payments that are neither voided nor expired."""
        return self.filter(state__in=rules.LIVE)

    def in_channel(self, code: str | None) -> "PaymentQuerySet":
        """Payments of one channel, or of all."""
        return self.filter(channel=code) if code else self


class Payment(models.Model):
    """What one checkout owes, and what became of it.

    All amounts in minor units of `currency`. `capturing` and `refunding` are asked for and not yet
    answered; `refunds_seen` is what the provider last said went back, by us or at its own desk;
    `shipped` is the gross value that has left; `tax` is the tax within `amount`, known
    once the order is placed; `waived`, with its tax, is what will never be delivered and so is not owed.
    """

    public_id = models.CharField(max_length=40, unique=True)
    channel = models.CharField(max_length=40)
    reference = models.CharField(max_length=60)
    order_number = models.CharField(max_length=40, blank=True, db_index=True)
    customer_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    method = models.CharField(max_length=20)
    gateway = models.CharField(max_length=20)
    capture_at_once = models.BooleanField(default=False)
    several_captures = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20,
        choices=states.PaymentFlow.choices,
        default=states.PaymentFlow.initial,
    )
    currency = CurrencyField()
    amount_minor = MinorField()
    tax_minor = MinorField(default=0)
    authorized_minor = MinorField(default=0)
    capturing_minor = MinorField(default=0)
    captured_minor = MinorField(default=0)
    refunding_minor = MinorField(default=0)
    refunded_minor = MinorField(default=0)
    refunds_seen_minor = MinorField(default=0)
    shipped_minor = MinorField(default=0)
    waived_minor = MinorField(default=0)
    waived_tax_minor = MinorField(default=0)
    fee_minor = MinorField(default=0)
    label = models.CharField(max_length=60, blank=True)
    decline_code = models.CharField(max_length=60, blank=True)
    decline_message = models.CharField(max_length=200, blank=True)
    decline_reference = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    authorized_at = models.DateTimeField(null=True, blank=True)
    lapses_at = models.DateTimeField(null=True, blank=True)

    amount = MoneyOf()
    tax = MoneyOf()
    authorized = MoneyOf()
    capturing = MoneyOf()
    captured = MoneyOf()
    refunding = MoneyOf()
    refunded = MoneyOf()
    refunds_seen = MoneyOf()
    waived = MoneyOf()
    fee = MoneyOf()

    objects = PaymentQuerySet.as_manager()

    class Meta:
        permissions = [
            ("capture_payment", "Can capture payments"),
            ("receive_payment", "Can record money received at the bank"),
            ("void_payment", "Can void payments"),
            ("refund_payment", "Can refund payments"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_is_of_something"),
            models.CheckConstraint(
                condition=Q(capturing_minor__gte=0)
                & Q(captured_minor__gte=0)
                & Q(refunding_minor__gte=0)
                & Q(refunded_minor__gte=0),
                name="payment_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(authorized_minor__lte=F("amount_minor")),
                name="authorized_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(authorized_minor__gte=F("captured_minor") + F("capturing_minor")),
                name="captured_within_authorized",
            ),
            models.CheckConstraint(
                condition=Q(captured_minor__gte=F("refunded_minor") + F("refunding_minor")),
                name="refunded_within_captured",
            ),
            models.CheckConstraint(
                condition=Q(waived_tax_minor__gte=0)
                & Q(waived_minor__gte=F("waived_tax_minor"))
                & Q(waived_minor__lte=F("amount_minor")),
                name="waived_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.PaymentFlow.states), name="payment_state_known"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(state__in=rules.LIVE),
                name="one_live_payment_per_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authorized_at"],
                name="payment_orphans",
                condition=Q(order_number="", state__in=rules.PAID),
            ),
            models.Index(
                fields=["created_at"], name="payment_open", condition=Q(state__in=rules.WAITING)
            ),
            models.Index(
                fields=["lapses_at"], name="payment_held", condition=Q(state__in=rules.HELD)
            ),
            models.Index(
                fields=["id"],
                name="payment_refunds_unknown",
                condition=Q(refunds_seen_minor__gt=F("refunded_minor") + F("refunding_minor")),
            ),
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.public_id

    @property
    def owed(self) -> Money:
        """What its order costs now: the amount, less what will not be delivered."""
        return self.amount - self.waived


class AttemptQuerySet(LockingQuerySet["Attempt"]):
    """Selections of attempts."""


class Attempt(models.Model):
    """One object at a provider through which a payment may be paid.

    `kind` is intent (card form) or page (the provider's own page); `reference` is the provider's id
    of the payment, `page_reference` of the page; `keeps` says that its page keeps the card. One attempt at most is chosen: the one that paid.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=10, choices=[("intent", "Card form"), ("page", "Page")])
    state = models.CharField(
        max_length=10, choices=states.AttemptFlow.choices, default=states.AttemptFlow.initial
    )
    reference = models.CharField(max_length=120, null=True, blank=True, unique=True)
    page_reference = models.CharField(max_length=120, null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    looks = models.PositiveSmallIntegerField(default=0)
    next_look_at = models.DateTimeField(null=True, blank=True)
    keeps = models.BooleanField(default=False)
    release_reason = models.CharField(max_length=120, blank=True)
    release_tries = models.PositiveSmallIntegerField(default=0)
    next_release_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=states.AttemptFlow.states), name="attempt_state_known"
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(state="chosen"), name="one_chosen_attempt"
            ),
            models.UniqueConstraint(
                fields=["payment", "kind"], condition=Q(state="open"), name="one_open_attempt"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"],
                name="attempt_looks_due",
                condition=Q(next_look_at__isnull=False),
            ),
            models.Index(
                fields=["next_release_at"],
                name="attempt_releases_due",
                condition=Q(next_release_at__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.reference or self.page_reference or f"attempt {self.pk}"


class CaptureQuerySet(LockingQuerySet["Capture"]):
    """Selections of captures."""


class Capture(models.Model):
    """One taking of money, asked for under a key of its cause and answered once."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="captures")
    key = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10, choices=states.CaptureFlow.choices, default=states.CaptureFlow.initial
    )
    currency = CurrencyField()
    amount_minor = MinorField()
    fee_minor = MinorField(default=0)
    requested_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    amount = MoneyOf()
    fee = MoneyOf()

    objects = CaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=states.CaptureFlow.states), name="capture_state_known"
            ),
            models.UniqueConstraint(fields=["payment", "key"], name="one_capture_per_key"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="capture_of_something"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="captures_due", condition=Q(state="requested")
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.payment_id}: {self.key}"


class PaymentEvent(models.Model):
    """One line of a payment's story; never changed."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    amount_minor = MinorField(default=0)
    detail = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["payment", "id"])]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.payment_id}: {self.kind}"
