"""Index of the background tasks of every room in orders."""

from orders.cart.tasks import forget_silent_carts
from orders.checkout.tasks import settle, settle_waiting
from orders.lists.tasks import forget_silent_lists, look_at_lists, send_due_news
from orders.mail.tasks import send_due_mails, send_mail
from orders.pickup.tasks import remind_of_pickups

__all__ = [
    "forget_silent_carts",
    "forget_silent_lists",
    "look_at_lists",
    "remind_of_pickups",
    "send_due_mails",
    "send_due_news",
    "send_mail",
    "settle",
    "settle_waiting",
]
