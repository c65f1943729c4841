"""Index of the background tasks of every room in orders."""

from orders.cart.tasks import forget_silent_carts
from orders.checkout.tasks import settle, settle_waiting
from orders.mail.tasks import send_due_mails, send_mail
from orders.pickup.tasks import remind_of_pickups

__all__ = [
    "forget_silent_carts",
    "remind_of_pickups",
    "send_due_mails",
    "send_mail",
    "settle",
    "settle_waiting",
]
