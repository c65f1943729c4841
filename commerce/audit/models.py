"""The two tables of the audit trail."""

from django.db import models
from typing_extensions import override

from commerce.audit import triggers


class StateChange(models.Model):
    """One move of one row's lifecycle: who, when, from, to, why."""

    at = models.DateTimeField()
    flow = models.CharField(max_length=60)
    table_name = models.CharField(max_length=80)
    row_key = models.CharField(max_length=60)
    move = models.CharField(max_length=40)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["table_name", "row_key", "id"])]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.table_name} {self.row_key}: {self.before} -> {self.after}"


class Trail(models.Model):
    """One change of one audited row, written by a trigger of its table."""

    at = models.DateTimeField()
    speaker = models.CharField(max_length=120, blank=True)
    table_name = models.CharField(max_length=80)
    row_key = models.CharField(max_length=60)
    operation = models.CharField(max_length=10)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table_name", "row_key", "id"])]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_key}"
