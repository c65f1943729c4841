"""Index of the reactions to facts in the ground."""

from commerce.webhooks import reactions as webhooks

__all__ = ["webhooks"]
