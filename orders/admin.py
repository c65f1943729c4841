"""Index of the staff screens of every room in orders."""

from orders.history.admin import HistoryLineScreen, ImportRunScreen
from orders.lists.admin import ListNewsScreen, SavedListScreen
from orders.withdrawals.admin import WithdrawalScreen
from orders.workbench.admin import (
    CartScreen,
    CheckoutScreen,
    FulfillmentScreen,
    OrderScreen,
    PickupScreen,
)

__all__ = [
    "CartScreen",
    "CheckoutScreen",
    "FulfillmentScreen",
    "HistoryLineScreen",
    "ImportRunScreen",
    "ListNewsScreen",
    "OrderScreen",
    "PickupScreen",
    "SavedListScreen",
    "WithdrawalScreen",
]
