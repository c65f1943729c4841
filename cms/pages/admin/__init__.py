"""Staff write pages: the list, the editor with its blocks, publication, and the revisions."""

from cms.pages.admin import screen

__all__ = ["screen"]
