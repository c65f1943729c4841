"""The product screen: one form put together of words, values, variants with prices, gallery and papers."""

from catalog.publishing.admin import prices, screens

__all__ = ["prices", "screens"]
