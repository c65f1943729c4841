"""Index of the background tasks of the ground."""

from commerce.events.tasks import beat, deliver, dispatch
from commerce.webhooks.tasks import send_webhooks

__all__ = ["beat", "deliver", "dispatch", "send_webhooks"]
