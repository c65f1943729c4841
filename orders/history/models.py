"""Imports, and the lines they kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db
from commerce.money.fields import CurrencyField, MinorField
from orders.history.rules import KINDS
from orders.history.states import ImportFlow


class ImportRun(models.Model):
    """One file taken over by one profile; `rows_done` and `step` say where to go on after a stop.

    `checksum` is the SHA-256 of the file, `report` what was said at the end.
    """

    profile = models.CharField(max_length=40)
    channel = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    checksum = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="reading", choices=ImportFlow.choices)
    rows_done = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=20, blank=True)
    report = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[db.LockingQuerySet["ImportRun"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "checksum"], name="one_import_per_file_and_profile"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ImportFlow.states), name="import_state_known"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.file_name} as {self.profile}"


class HistoryLine(models.Model):
    """One line of an imported file and what it was taken for; `row` counts from 1.

    `price_micro` in millionths of the currency, `amount_minor` is price times quantity rounded half up.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    invoice = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    quantity = models.IntegerField()
    price_micro = models.BigIntegerField()
    amount_minor = MinorField()
    currency = CurrencyField()
    at = models.DateTimeField()
    customer = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    country_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["run", "row"]
        constraints = [
            models.UniqueConstraint(fields=["run", "row"], name="every_row_once"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="history_kind_known"),
        ]
        indexes = [models.Index(fields=["run", "invoice"], name="history_by_invoice")]

    @override
    def __str__(self) -> str:
        return f"{self.invoice} {self.quantity} x {self.code}"


class HistoryArticle(models.Model):
    """What an article code of a file became in the catalogue."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    product_id = models.BigIntegerField()
    variant_id = models.BigIntegerField()
    title = models.CharField(max_length=250)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="one_article_per_code")]

    @override
    def __str__(self) -> str:
        return self.code


class HistoryPerson(models.Model):
    """Who a customer number of a file became."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    customer_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "reference"], name="one_person_per_reference")
        ]

    @override
    def __str__(self) -> str:
        return self.reference


class HistoryReturn(models.Model):
    """Pieces of a sale that a cancelled line (`row` of the file) took back, and what was credited for them."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    order_line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    amount_minor = MinorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "row", "order_line"], name="one_return_per_row_and_sale"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, amount_minor__gte=0),
                name="history_return_of_something",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.row}: {self.quantity}"
