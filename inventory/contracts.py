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
    """Where goods go, as far as sourcing cares; coordinates in degrees when known.

    With `warehouse` they are picked up there: they come from that shelf and no other.
    """

    country: str
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    warehouse: str = ""


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
class Town:
    """A place that was meant: its name as shown, its country, and where it is in degrees."""

    name: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreDay:
    """The hours of one day as ("10:00", "19:00") pairs, none when closed; `special` days tell why in `note`."""

    on: date
    intervals: tuple[tuple[str, str], ...]
    note: str
    special: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCard:
    """A store as shoppers know it at one moment; moments in UTC, `services` are (code, word) pairs.

    `days` are the seven days from today on in the store's own zone, `exceptions` the special days to
    come. `km` is how far it is from where was asked, if that is known.
    """

    code: str
    slug: str
    name: str
    country: str
    postcode: str
    city: str
    line1: str
    phone: str
    latitude: float | None
    longitude: float | None
    time_zone: str
    front: str
    about: str
    services: tuple[tuple[str, str], ...]
    pickup: bool
    hours_until_ready: int
    hold_days: int
    open: bool
    closes_at: datetime | None
    opens_at: datetime | None
    days: tuple[StoreDay, ...]
    exceptions: tuple[StoreDay, ...]
    km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStock:
    """What lies of a variant in a store: `level` is plenty, few or none, `pieces` how many can be had."""

    variant_id: int
    store_code: str
    level: str
    pieces: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupPoint:
    """A store that may hand an order over: when it is ready, until when it is kept (UTC).

    `short` are the variants that do not lie there in full: then it cannot be chosen.
    """

    store: StoreCard
    short: tuple[int, ...]
    ready_at: datetime | None
    hold_until: datetime | None

    @property
    def available(self) -> bool:
        """Whether everything lies there and the store opens in time."""
        return not self.short and self.ready_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOption:
    """A way to deliver: its price (as the channel shows prices), and the days it may arrive.

    With `pickup` the goods wait in a store, from the first of these days to the last.
    `minutes_left` is how long an order still leaves today; None when today is over. With `waits` something must
    come or be made first.
    """

    code: str
    name: str
    carrier: str
    price: Money
    tax_class: str
    earliest_on: date
    latest_on: date
    free_from: Money | None
    pickup: PickupPoint | None = None
    minutes_left: int | None = None
    waits: bool = False

    @property
    def choosable(self) -> bool:
        """Whether it may be chosen: a store that lacks something may not."""
        return self.pickup is None or self.pickup.available


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What lies of a variant in one warehouse, and what of it can still be promised (`sellable`)."""

    variant_id: int
    warehouse_code: str
    warehouse_name: str
    kind: str
    city: str
    on_hand: int
    allocated: int
    held: int
    backorder_ceiling: int | None
    sellable: int
    low_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Pieces of a variant for one channel: `now` lie there and are free, `most` can be promised."""

    now: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Pieces of a variant that arrive at a warehouse, with what one had cost, on which document."""

    variant_id: int
    warehouse_code: str
    quantity: int
    unit_cost: Money
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many pieces may be promised beyond what lies there (None: no limit), and where few begins."""

    variant_id: int
    warehouse_code: str
    backorder_ceiling: int | None = 0
    low_at: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLine:
    """One movement in an explanation; `balance` is what lay there after it."""

    movement_id: int
    at: datetime
    kind: str
    quantity: int
    balance: int
    document: str
    order_number: str
    reason: str
    by: str
    unit_cost: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """Pieces promised: `kind` is held or allocated, `until` the deadline of a hold."""

    kind: str
    reference: str
    order_number: str
    quantity: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a number is what it is: the movements (newest first) and promises behind a level.

    `earlier` counts movements older than the ones listed.
    """

    level: Level
    movements: tuple[MovementLine, ...]
    promises: tuple[PromiseLine, ...]
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastParcel:
    """A parcel that left at a time now past, with the cost of a piece of each line.

    `delivered_at` is None while it is still on its way; the tracking number is our own.
    """

    order_number: str
    warehouse_code: str
    method: str
    carrier: str
    tracking_number: str
    ship_to: dict[str, str]
    lines: tuple[StockLine, ...]
    unit_costs: tuple[Money, ...]
    packed_at: datetime
    dispatched_at: datetime
    delivered_at: datetime | None
