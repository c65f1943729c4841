"""Doors of the shop: shelves with facets and search, and the product page."""
