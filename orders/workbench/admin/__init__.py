"""The screens of the desk: the list of orders, one order, and the doors of its buttons."""

from orders.workbench.admin.lists import (
    CartScreen,
    CheckoutScreen,
    FulfillmentScreen,
    PickupScreen,
)
from orders.workbench.admin.screen import OrderScreen

__all__ = ["CartScreen", "CheckoutScreen", "FulfillmentScreen", "OrderScreen", "PickupScreen"]
