"""Index of the background tasks of every room in cms."""

from cms.pages import tasks as pages

__all__ = ["pages"]
