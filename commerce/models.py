"""Index of the tables of the ground."""

from commerce.audit.models import StateChange, Trail
from commerce.channels.models import Channel
from commerce.events.models import Delivery, OutboxEvent
from commerce.idempotency.models import IdempotencyKey, NumberSeries
from commerce.identity.models import ApiKey, User

__all__ = [
    "ApiKey",
    "Channel",
    "Delivery",
    "IdempotencyKey",
    "NumberSeries",
    "OutboxEvent",
    "StateChange",
    "Trail",
    "User",
]
