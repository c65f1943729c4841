"""What providers told us."""

from django.db import models
from typing_extensions import override


class Inbound(models.Model):
    """One webhook, kept once per provider and event; `kind` as the provider names it.

    `subject` is the id of the object it is about, `ours` our own ids that came back with it.
    """

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    ours = models.JSONField(default=dict)
    payload = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="one_inbound_per_event")
        ]
        indexes = [models.Index(fields=["subject"])]
        verbose_name = "webhook received"
        verbose_name_plural = "webhooks received"

    @override
    def __str__(self) -> str:
        return f"{self.provider} {self.kind} {self.event_id}"
