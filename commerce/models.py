"""Index of the tables of the ground."""

from commerce.audit.models import StateChange, Trail
from commerce.channels.models import Channel
from commerce.events.models import Delivery, Heartbeat, OutboxEvent
from commerce.idempotency.models import IdempotencyKey, NumberSeries
from commerce.identity.models import ApiKey, User
from commerce.webhooks.models import WebhookAttempt, WebhookMessage, WebhookSubscription

__all__ = [
    "ApiKey",
    "Channel",
    "Delivery",
    "Heartbeat",
    "IdempotencyKey",
    "NumberSeries",
    "OutboxEvent",
    "StateChange",
    "Trail",
    "User",
    "WebhookAttempt",
    "WebhookMessage",
    "WebhookSubscription",
]
