"""Facts that inventory announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from typing_extensions import override

from commerce.events.facts import Fact
from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedLine:
    """Pieces that left a warehouse, with what one of them had cost."""

    variant_id: int
    sku: str
    quantity: int
    unit_cost: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLevelChanged(Fact):
    """What can be sold of a variant crossed a line (none, later, few, plenty): lists and feeds care.

    Numbers are at the time of the change; listeners that need the present ask again. From a place that
    does not ship, such as a store, goods can only be collected. With `beyond` more can be promised than
    lies there.
    """

    name: ClassVar[str] = "inventory.stock_level_changed"
    about: ClassVar[str] = "variant_id"
    version: ClassVar[int] = 3
    variant_id: int
    warehouse_code: str
    on_hand: int
    allocated: int
    held: int
    ships: bool = True
    beyond: bool = False

    @override
    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 did not tell whether parcels leave from the place (nearly all do), version 2 not `beyond`."""
        return {"ships": True, "beyond": False, **payload}


@dataclass(frozen=True, slots=True, kw_only=True)
class StockReceived(Fact):
    """Goods arrived: ledger (inventory against goods received not invoiced) and backorders care."""

    name: ClassVar[str] = "inventory.stock_received"
    about: ClassVar[str] = "variant_id"
    variant_id: int
    sku: str
    warehouse_code: str
    quantity: int
    unit_cost: Money
    movement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockIssued(Fact):
    """Goods left for a customer: ledger (cost of goods) and marts care."""

    name: ClassVar[str] = "inventory.stock_issued"
    about: ClassVar[str] = "order_number"
    order_number: str
    parcel_id: int
    warehouse_code: str
    lines: tuple[IssuedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StockAdjusted(Fact):
    """A count or a loss changed stock: ledger (shrinkage) and marts care. Quantity is signed."""

    name: ClassVar[str] = "inventory.stock_adjusted"
    about: ClassVar[str] = "variant_id"
    variant_id: int
    sku: str
    warehouse_code: str
    quantity: int
    unit_cost: Money
    reason: str
    movement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRestocked(Fact):
    """Goods a customer gave back lie on the shelf again: ledger (cost of goods back) and marts care."""

    name: ClassVar[str] = "inventory.stock_restocked"
    about: ClassVar[str] = "order_number"
    order_number: str
    warehouse_code: str
    lines: tuple[IssuedLine, ...]
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationExpired(Fact):
    """A hold passed its deadline and its goods are free again: checkout and payments care."""

    name: ClassVar[str] = "inventory.reservation_expired"
    about: ClassVar[str] = "reference"
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelDispatched(Fact):
    """A parcel was handed to its carrier: fulfillment, capture, mails and marts care."""

    name: ClassVar[str] = "inventory.parcel_dispatched"
    about: ClassVar[str] = "order_number"
    order_number: str
    parcel_id: int
    warehouse_code: str
    carrier: str
    tracking_number: str
    dispatched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelDelivered(Fact):
    """A parcel reached its receiver: order book, returns window and reviews care."""

    name: ClassVar[str] = "inventory.parcel_delivered"
    about: ClassVar[str] = "order_number"
    order_number: str
    parcel_id: int
    delivered_at: datetime
