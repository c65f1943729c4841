"""Index of the staff screens of every room in cms."""

from cms.navigation import admin as navigation
from cms.pages import admin as pages

__all__ = ["navigation", "pages"]
