"""Index of the background tasks of every room in orders."""

from orders.cart.tasks import forget_silent_carts
from orders.checkout.tasks import settle, settle_waiting
from orders.mail.tasks import send_due_mails, send_mail

__all__ = [
    "forget_silent_carts",
    "send_due_mails",
    "send_mail",
    "settle",
    "settle_waiting",
]
