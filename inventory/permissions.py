"""Right names of inventory and the roles that hold them."""

from commerce.permissions import ANALYST, BOOKKEEPER, MERCHANDISER, ORDER_DESK, WAREHOUSE

Rights = tuple[tuple[str, str], ...]

LEVEL_RIGHTS: Rights = (
    ("receive_stock", "Can book goods that arrive"),
    ("adjust_stock", "Can correct stock"),
    ("transfer_stock", "Can move stock between warehouses"),
)
RESERVATION_RIGHTS: Rights = (("release_reservation", "Can let go of holds"),)
PARCEL_RIGHTS: Rights = (("ship_parcel", "Can label, dispatch and deliver parcels"),)

RECEIVE_STOCK = "inventory.receive_stock"
ADJUST_STOCK = "inventory.adjust_stock"
TRANSFER_STOCK = "inventory.transfer_stock"
RELEASE_RESERVATION = "inventory.release_reservation"
SHIP_PARCEL = "inventory.ship_parcel"

_LOOK = (
    "inventory.view_level",
    "inventory.view_movement",
    "inventory.view_reservation",
    "inventory.view_sourcingdecision",
    "inventory.view_parcel",
    "inventory.view_warehouse",
    "inventory.view_store",
    "inventory.view_deliverymethod",
    "inventory.view_deliveryrate",
)
_SET_UP = (
    "inventory.add_warehouse",
    "inventory.change_warehouse",
    "inventory.add_store",
    "inventory.change_store",
    "inventory.add_deliverymethod",
    "inventory.change_deliverymethod",
    "inventory.add_deliveryrate",
    "inventory.change_deliveryrate",
    "inventory.delete_deliveryrate",
)

# Role -> rights; `sync_roles` writes them to Django's groups, and the owner holds them all.
ROLES: dict[str, tuple[str, ...]] = {
    WAREHOUSE: (
        *_LOOK,
        RECEIVE_STOCK,
        ADJUST_STOCK,
        TRANSFER_STOCK,
        SHIP_PARCEL,
        "inventory.change_level",
    ),
    ORDER_DESK: (*_LOOK, RELEASE_RESERVATION),
    MERCHANDISER: (*_LOOK, *_SET_UP, "inventory.change_level"),
    BOOKKEEPER: _LOOK,
    ANALYST: _LOOK,
}
