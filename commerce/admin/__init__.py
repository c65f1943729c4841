"""Index of the staff screens of the ground."""

from commerce.admin import channels, events, identity, trail, webhooks

__all__ = ["channels", "events", "identity", "trail", "webhooks"]
