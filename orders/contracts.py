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


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricLine:
    """One line of a merchant's past as it was taken over; `net` is negative for what was taken back.

    `kind` is one of `orders.history.rules.KINDS` (sold, cancelled, postage, fee...); ids are None for
    lines that name no article, or no customer. `country` is ISO 3166, empty when nobody knows.
    """

    row: int
    kind: str
    invoice: str
    at: datetime
    quantity: int
    net: Money
    country: str
    sku: str
    title: str
    variant_id: int | None
    product_id: int | None
    customer_id: int | None
