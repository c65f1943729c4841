"""Nouns that cross the door of inventory: frozen values, no Django."""

from dataclasses import dataclass
from datetime import date, datetime

from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """So many pieces of a variant."""

    variant_id: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where goods go, as far as sourcing cares; coordinates in degrees when known."""

    country: str
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocated:
    """Pieces promised at one warehouse."""

    variant_id: int
    warehouse_id: int
    warehouse_code: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Goods set aside under a reference until a deadline (UTC), and where, and which rule decided."""

    reference: str
    until: datetime
    allocations: tuple[Allocated, ...]
    strategy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOption:
    """A way to deliver: its price (as the channel shows prices), and the days it may arrive."""

    code: str
    name: str
    carrier: str
    price: Money
    tax_class: str
    earliest_on: date
    latest_on: date
    free_from: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelPlan:
    """What one warehouse sends for one order."""

    warehouse_id: int
    warehouse_code: str
    warehouse_name: str
    lines: tuple[StockLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A parcel on its way; `tracking_number` is empty until the label is bought."""

    parcel_id: int
    public_id: str
    state: str
    order_number: str
    warehouse_code: str
    carrier: str
    tracking_number: str
    tracking_url: str
    lines: tuple[StockLine, ...]
    dispatched_at: datetime | None
    delivered_at: datetime | None
