"""Facts that orders announces; fat on numbers, thin on people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from typing_extensions import override

from commerce.events.facts import Fact
from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFact:
    """One order line as agreed: net + tax = gross, all after discounts, for the whole quantity."""

    line_id: int
    variant_id: int
    product_id: int
    sku: str
    title: str
    category: str
    quantity: int
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Fact):
    """A shopper and we agreed: fulfillment, fraud, mails, profiles, marts and partners care."""

    name: ClassVar[str] = "orders.order_placed"
    about: ClassVar[str] = "order_id"
    order_id: int
    public_id: str
    number: str
    channel: str
    customer_id: int | None
    checkout_reference: str
    payment_id: int | None
    lines: tuple[LineFact, ...]
    shipping_net: Money
    shipping_tax: Money
    total_net: Money
    total_tax: Money
    total: Money
    ship_country: str
    visitor: str
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCanceled(Fact):
    """An order will not be carried out: stock, payments, mails and marts care.

    Amounts are what falls away: all that was left of the order, delivery included.
    """

    name: ClassVar[str] = "orders.order_canceled"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    reason: str
    lines: tuple[LineFact, ...]
    total_net: Money
    total_tax: Money
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesCanceled(Fact):
    """Pieces of an order fell away, the rest goes on: mails and marts care. Delivery stays as it was."""

    name: ClassVar[str] = "orders.lines_canceled"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    cancellation: str
    reason: str
    lines: tuple[LineFact, ...]
    total_net: Money
    total_tax: Money
    total: Money
    canceled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfillmentPlanned(Fact):
    """It is decided which warehouse sends what: pickers care."""

    name: ClassVar[str] = "orders.fulfillment_planned"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    fulfillment_id: int
    warehouse_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfillmentShipped(Fact):
    """A parcel's worth of an order left: ledger books revenue, payments captures, mails go out.

    `lines` carry the shipped share; shipping is booked in full with the first parcel.
    """

    name: ClassVar[str] = "orders.fulfillment_shipped"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    fulfillment_id: int
    parcel_id: int
    payment_id: int | None
    lines: tuple[LineFact, ...]
    shipping_net: Money
    shipping_tax: Money
    total: Money
    carrier: str
    tracking_number: str
    shipped_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupReady(Fact):
    """An order waits in a store until a moment: mails and partners care. The code is not told here."""

    name: ClassVar[str] = "orders.pickup_ready"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    fulfillment_id: int
    store_code: str
    hold_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupDue(Fact):
    """An order that waits in a store will soon go back on the shelf: mails care."""

    name: ClassVar[str] = "orders.pickup_due"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    store_code: str
    hold_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCompleted(Fact):
    """Every parcel of an order reached its receiver: loyalty, reviews and marts care."""

    name: ClassVar[str] = "orders.order_completed"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefunded(Fact):
    """Money of an order went back, with the lines it was for: marts care.

    `round` counts the tries, when a bank sent an earlier one back.
    """

    name: ClassVar[str] = "orders.order_refunded"
    version: ClassVar[int] = 2
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    refund_id: int
    lines: tuple[LineFact, ...]
    net: Money
    tax: Money
    total: Money
    refunded_at: datetime
    round: int = 0

    @override
    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """The first version knew one try only."""
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundReversed(Fact):
    """A bank sent a refund back: what OrderRefunded of the same try said falls away; marts care."""

    name: ClassVar[str] = "orders.refund_reversed"
    about: ClassVar[str] = "order_id"
    order_id: int
    number: str
    refund_id: int
    round: int
    lines: tuple[LineFact, ...]
    net: Money
    tax: Money
    total: Money
    reversed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryImported(Fact):
    """A merchant's past was taken over: marts read it by `orders.public.historic_lines`.

    `net` is the sum of all its lines; orders, customers and products are in their tables already.
    """

    name: ClassVar[str] = "orders.history_imported"
    about: ClassVar[str] = "run_id"
    run_id: int
    channel: str
    lines: int
    orders: int
    net: Money
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDeclared(Fact):
    """A shopper takes the contract of an order back: mails and whoever arranges the return care.

    `is_late` says that the time for it was over.
    """

    name: ClassVar[str] = "orders.withdrawal_declared"
    version: ClassVar[int] = 2
    about: ClassVar[str] = "order_id"
    order_id: int
    public_id: str
    number: str
    withdrawal: str
    declared_at: datetime
    is_late: bool = False

    @override
    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """The first version knew no deadline."""
        return payload
