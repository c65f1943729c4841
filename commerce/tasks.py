"""Index of the background tasks of the ground."""

from commerce.events.tasks import deliver, dispatch

__all__ = ["deliver", "dispatch"]
