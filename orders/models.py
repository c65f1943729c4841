"""Index of the tables of every room in orders."""

from orders.cancellations.models import Cancellation
from orders.cart.models import Cart, CartLine
from orders.checkout.models import Checkout
from orders.fulfillment.models import Fulfillment, FulfillmentLine
from orders.history.models import (
    HistoryArticle,
    HistoryLine,
    HistoryPerson,
    HistoryReturn,
    ImportRun,
)
from orders.lists.models import ListNews, SavedItem, SavedList
from orders.mail.models import OrderMail
from orders.order.models import Order, OrderEvent, OrderLine, OrderNote, OrderRefund
from orders.pickup.models import Pickup
from orders.withdrawals.models import Withdrawal

__all__ = [
    "Cancellation",
    "Cart",
    "CartLine",
    "Checkout",
    "Fulfillment",
    "FulfillmentLine",
    "HistoryArticle",
    "HistoryLine",
    "HistoryPerson",
    "HistoryReturn",
    "ImportRun",
    "ListNews",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderMail",
    "OrderNote",
    "OrderRefund",
    "Pickup",
    "SavedItem",
    "SavedList",
    "Withdrawal",
]
