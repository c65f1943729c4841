"""Setting goods aside and letting them go, each once."""

from inventory.reservations.actions.finish import consume, expire_due, release, release_part
from inventory.reservations.actions.take import Wish, allocate, firm, hold

__all__ = [
    "Wish",
    "allocate",
    "consume",
    "expire_due",
    "firm",
    "hold",
    "release",
    "release_part",
]
