"""Copies of people's data on their way to them."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from crm.privacy.states import DataExportFlow


class DataExport(models.Model):
    """A copy of everything we keep of a person: one section per app, ready when `awaited` came in."""

    public_id = models.CharField(max_length=40, unique=True)
    customer = models.ForeignKey("crm.Customer", on_delete=models.PROTECT, related_name="exports")
    state = models.CharField(
        max_length=12, default=DataExportFlow.initial, choices=DataExportFlow.choices
    )
    awaited = models.PositiveSmallIntegerField(default=0)
    sections = models.JSONField(default=dict)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=120)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="data_export_state", condition=Q(state__in=DataExportFlow.states)
            ),
            models.UniqueConstraint(
                name="one_export_at_a_time", fields=["customer"], condition=Q(state="collecting")
            ),
        ]
        indexes = [models.Index(fields=["customer", "-id"])]

    @override
    def __str__(self) -> str:
        return self.public_id

    @property
    def collected(self) -> int:
        """How many sections have come in."""
        return len(self.sections)
