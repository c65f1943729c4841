"""Parcels: planned, labeled, handed over, delivered; and called off."""

from inventory.shipping.actions.label import buy_label, record_tracking
from inventory.shipping.actions.move import deliver, dispatch, give_back, lose
from inventory.shipping.actions.plan import (
    ParcelWish,
    cancel_parcel,
    create_parcel,
    forget_receivers,
    let_order_go,
    restock,
)

__all__ = [
    "ParcelWish",
    "buy_label",
    "cancel_parcel",
    "create_parcel",
    "deliver",
    "dispatch",
    "forget_receivers",
    "give_back",
    "let_order_go",
    "lose",
    "record_tracking",
    "restock",
]
