"""Index of the background tasks of every room in inventory."""

from inventory.reservations.tasks import expire_holds
from inventory.shipping.tasks import buy_label, buy_missed_labels

__all__ = ["buy_label", "buy_missed_labels", "expire_holds"]
