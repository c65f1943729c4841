"""Right names of orders and the roles that hold them."""

from collections.abc import Mapping, Sequence
from typing import Any

from commerce.permissions import ANALYST, BOOKKEEPER, ORDER_DESK, OWNER, WAREHOUSE

ORDER_RIGHTS: list[tuple[str, Any]] = [
    ("hold_order", "Can hold and release orders and write notes"),
    ("fulfill_order", "Can pick, pack and ship orders"),
    ("cancel_order", "Can cancel orders"),
    ("capture_order", "Can take money for orders and record payments"),
    ("refund_order", "Can give money back"),
    ("goodwill_order", "Can give money back as a gesture"),
]
VIEW_ORDER = "orders.view_order"
VIEW_FULFILLMENT = "orders.view_fulfillment"
VIEW_PICKUP = "orders.view_pickup"
VIEW_CARTS = ("orders.view_cart", "orders.view_checkout")
HOLD_ORDER = "orders.hold_order"
FULFILL_ORDER = "orders.fulfill_order"
CANCEL_ORDER = "orders.cancel_order"
CAPTURE_ORDER = "orders.capture_order"
REFUND_ORDER = "orders.refund_order"
GOODWILL_ORDER = "orders.goodwill_order"

VIEW_WITHDRAWAL = "orders.view_withdrawal"
VIEW_LISTS = ("orders.view_savedlist", "orders.view_listnews")
VIEW_PAST = ("orders.view_importrun", "orders.view_historyline")

# Role -> rights; `sync_roles` writes them to Django's groups.
ROLES: Mapping[str, Sequence[str]] = {
    OWNER: (
        VIEW_ORDER,
        HOLD_ORDER,
        FULFILL_ORDER,
        CANCEL_ORDER,
        CAPTURE_ORDER,
        REFUND_ORDER,
        GOODWILL_ORDER,
        VIEW_FULFILLMENT,
        VIEW_PICKUP,
        *VIEW_CARTS,
        *VIEW_PAST,
        *VIEW_LISTS,
        VIEW_WITHDRAWAL,
    ),
    ORDER_DESK: (
        VIEW_ORDER,
        HOLD_ORDER,
        CANCEL_ORDER,
        REFUND_ORDER,
        VIEW_FULFILLMENT,
        VIEW_PICKUP,
        *VIEW_CARTS,
        *VIEW_LISTS,
        VIEW_WITHDRAWAL,
    ),
    WAREHOUSE: (VIEW_ORDER, FULFILL_ORDER, VIEW_FULFILLMENT, VIEW_PICKUP),
    BOOKKEEPER: (VIEW_ORDER, CAPTURE_ORDER, REFUND_ORDER, GOODWILL_ORDER, *VIEW_PAST),
    ANALYST: (VIEW_ORDER, *VIEW_PAST, *VIEW_LISTS),
}
