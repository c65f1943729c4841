"""Tax classes and dated rates."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce.audit import triggers


class TaxClass(models.Model):
    """What kind of goods a rate is for: standard, reduced, books, shipping..."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "tax classes"
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    """The rate of one country for one class from a day on, until the next rate of the same begins.

    `rate` is a share: 0.19 is 19 %. So two rates never overlap, and no day is without one.
    """

    country = models.CharField(max_length=2)
    tax_class = models.ForeignKey(TaxClass, on_delete=models.PROTECT, related_name="rates")
    rate = models.DecimalField(max_digits=6, decimal_places=5)
    kind = models.CharField(
        max_length=10,
        choices=[("standard", "Standard"), ("reduced", "Reduced"), ("zero", "Zero")],
    )
    valid_from = models.DateField()

    class Meta:
        ordering = ["country", "tax_class", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gte=0) & Q(rate__lt=1), name="tax_rate_is_a_share"
            ),
            models.UniqueConstraint(
                fields=["country", "tax_class", "valid_from"], name="one_tax_rate_at_a_time"
            ),
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return f"{self.country} {self.tax_class} {self.rate:%}"
