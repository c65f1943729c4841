"""The table of keys and answers, and the number series counters."""

from django.db import models
from typing_extensions import override


class IdempotencyKey(models.Model):
    """One caller's key: what was asked (fingerprint) and what was answered."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10,
        default="running",
        choices=[("running", "Running"), ("done", "Done")],
    )
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["created_at"])]

    @override
    def __str__(self) -> str:
        return f"{self.caller}: {self.key}"


class NumberSeries(models.Model):
    """The last number a gapless series gave out."""

    name = models.CharField(max_length=80, primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "number series"

    @override
    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
