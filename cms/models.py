"""Index of the tables of every room in cms."""

from cms.navigation.models import Menu
from cms.pages.models import Page, Revision

__all__ = ["Menu", "Page", "Revision"]
