"""Subscriptions, the messages to them, and every try."""

import base64
import secrets

from django.db import models
from typing_extensions import override

from commerce import ids
from commerce.audit import triggers


def new_subscription_id() -> str:
    """This draws a subscription's public id."""
    return ids.new("whs")


def new_message_id() -> str:
    """This draws a message's public id, the receiver's key against duplicates."""
    return ids.new("msg")


def new_secret() -> str:
    """This draws a signing secret of 256 bits."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class WebhookSubscription(models.Model):
    """A partner's address, what it wants to hear, and the secret that signs it."""

    public_id = models.CharField(max_length=40, unique=True, default=new_subscription_id)
    key = models.ForeignKey(
        "commerce.ApiKey",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    url = models.URLField(max_length=500)
    events = models.JSONField(default=list)
    channel = models.CharField(max_length=40, blank=True)
    secret = models.CharField(max_length=80, default=new_secret)
    old_secret = models.CharField(max_length=80, blank=True)
    active = models.BooleanField(default=True)
    disabled_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        triggers = triggers.audited(ignore=("secret", "old_secret"))

    @override
    def __str__(self) -> str:
        return self.url

    @property
    def secrets(self) -> list[str]:
        """The secrets in force, the present one first."""
        return [found for found in (self.secret, self.old_secret) if found]


class WebhookMessage(models.Model):
    """One fact for one subscription; `text` is the very body that is signed and sent."""

    public_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    subscription = models.ForeignKey(
        WebhookSubscription, on_delete=models.CASCADE, related_name="messages"
    )
    event_id = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    text = models.TextField()
    state = models.CharField(
        max_length=10,
        default="pending",
        choices=[(s, s.capitalize()) for s in ("pending", "delivered", "failed")],
    )
    failures = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "event_id"], name="one_message_per_event"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="message_due",
                condition=models.Q(state="pending"),
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} to {self.subscription_id}: {self.state}"


class WebhookAttempt(models.Model):
    """One try: what came back, or why nothing did."""

    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    error = models.CharField(max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]

    @override
    def __str__(self) -> str:
        return f"{self.at:%F %T}: {self.status or self.error}"
