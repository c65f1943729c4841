"""Index of the staff screens of every room in orders."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from commerce.staff import duties
from commerce.staff.duties import Duty
from orders.fulfillment.models import Fulfillment
from orders.history.admin import HistoryLineScreen, ImportRunScreen
from orders.lists.admin import ListNewsScreen, SavedListScreen
from orders.order.models import Order
from orders.pickup.models import Pickup
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

duties.wait(
    Duty(
        title=_("Parcels to pick"),
        model="orders.Fulfillment",
        query="state__exact=planned",
        rows=lambda: Fulfillment.objects.filter(state="planned"),
        since="planned_at",
    ),
    Duty(
        title=_("Parcels to pack and send"),
        model="orders.Fulfillment",
        query="state__in=picking,packed",
        rows=lambda: Fulfillment.objects.filter(state__in=["picking", "packed"]),
        since="planned_at",
    ),
    Duty(
        title=_("Orders on hold"),
        model="orders.Order",
        query="hold_reason__isempty=0",
        rows=lambda: Order.objects.filter(state="placed").exclude(hold_reason=""),
    ),
    Duty(
        title=_("Pickups to make ready"),
        model="orders.Pickup",
        query="state__exact=expected",
        rows=lambda: Pickup.objects.filter(state="expected"),
        since="promised_at",
        late=timedelta(),
    ),
    Duty(
        title=_("Pickups waiting in stores"),
        model="orders.Pickup",
        query="state__exact=ready",
        rows=lambda: Pickup.objects.filter(state="ready"),
        since="hold_until",
        late=timedelta(),
    ),
)
