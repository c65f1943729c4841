"""The screens of size guides, and the button that gives a product one of its own."""

from catalog.sizing.admin import screens

__all__ = ["screens"]
