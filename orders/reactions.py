"""Index of the reactions to facts of every room in orders."""

from orders.cart import reactions as cart
from orders.checkout import reactions as checkout
from orders.fulfillment import reactions as fulfillment
from orders.lists import reactions as lists
from orders.mail import reactions as mail
from orders.order import reactions as order
from orders.pickup import reactions as pickup
from orders.withdrawals import reactions as withdrawals

__all__ = ["cart", "checkout", "fulfillment", "lists", "mail", "order", "pickup", "withdrawals"]
