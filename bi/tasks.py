"""Index of the background tasks of every room in bi."""

from bi.tracking.tasks import forget_old_visits

__all__ = ["forget_old_visits"]
