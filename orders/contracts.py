"""Nouns that cross the door of orders: frozen values, no Django."""

from dataclasses import dataclass
from datetime import datetime

from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSummary:
    """An order as lists show it."""

    order_id: int
    public_id: str
    number: str
    channel: str
    placed_at: datetime
    state: str
    payment_state: str
    fulfillment_state: str
    total: Money
    customer_id: int | None
