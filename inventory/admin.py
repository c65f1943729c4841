"""Index of the staff screens of every room in inventory."""

from inventory.reservations import admin as reservations
from inventory.shipping import admin as shipping
from inventory.sourcing import admin as sourcing
from inventory.stock import admin as stock
from inventory.stores import admin as stores
from inventory.warehouses import admin as warehouses

__all__ = ["reservations", "shipping", "sourcing", "stock", "stores", "warehouses"]
