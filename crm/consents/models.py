"""Words given and taken back."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce.audit import triggers


class Consent(models.Model):
    """One word on one purpose by one customer or visitor; the latest counts.

    `wording` is the version of the text that was shown, `source` the door it was said through,
    `proof` what shows that it was said (the id of the request), never contact details.
    """

    customer = models.ForeignKey(
        "crm.Customer", on_delete=models.PROTECT, null=True, related_name="consents"
    )
    visitor = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40)
    given = models.BooleanField()
    wording = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=40)
    proof = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_of_somebody", condition=Q(customer__isnull=False) | ~Q(visitor="")
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "purpose", "-id"]),
            models.Index(
                fields=["visitor", "purpose", "-id"],
                condition=~Q(visitor=""),
                name="consent_visitor",
            ),
            models.Index(fields=["purpose", "-id"]),
        ]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.purpose}: {'given' if self.given else 'withdrawn'}"
