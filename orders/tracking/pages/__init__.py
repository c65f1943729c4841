"""Doors to an order: looking at it, changing what can still be changed, ordering it again."""
