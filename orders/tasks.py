"""Index of the background tasks of every room in orders."""

from orders.cart.tasks import forget_silent_carts
from orders.checkout.tasks import settle, settle_waiting
from orders.fulfillment.tasks import buy_label, buy_missing_labels

__all__ = [
    "buy_label",
    "buy_missing_labels",
    "forget_silent_carts",
    "settle",
    "settle_waiting",
]
