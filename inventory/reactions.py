"""Index of the reactions to facts, and of the answers to lower floors, of every room in inventory."""

from inventory.shipping.reactions import cheapest_to_each_country

__all__ = ["cheapest_to_each_country"]
