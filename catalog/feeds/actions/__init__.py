"""Bulk writes: one verb that makes the catalog hold the rows it is given."""

from catalog.feeds.actions.import_products import import_products

__all__ = ["import_products"]
