"""Index of the tables of every room in inventory."""

from inventory.reservations.models import Reservation, ReservedLine
from inventory.shipping.models import DeliveryMethod, DeliveryRate, Parcel, ParcelLine
from inventory.sourcing.models import SourcingDecision
from inventory.stock.models import Level, Movement
from inventory.stores.models import Store
from inventory.warehouses.models import Warehouse

__all__ = [
    "DeliveryMethod",
    "DeliveryRate",
    "Level",
    "Movement",
    "Parcel",
    "ParcelLine",
    "Reservation",
    "ReservedLine",
    "SourcingDecision",
    "Store",
    "Warehouse",
]
