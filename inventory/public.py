"""What inventory does for others: promise goods, send them, count them, and say why."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor
from commerce.money import Money
from crm.contracts import Address
from inventory import contracts
from inventory.reservations import actions as reservation_actions
from inventory.reservations import queries as reservations
from inventory.reservations.actions import Wish
from inventory.shipping import actions as shipping_actions
from inventory.shipping import queries as shipping
from inventory.shipping.actions import ParcelWish, past
from inventory.stock import actions as stock_actions
from inventory.stock import queries as stock
from inventory.stores import queries as stores


def supply(
    *, variant_ids: Sequence[int], channel: ChannelInfo, reference: str = ""
) -> dict[int, contracts.Supply]:
    """This tells how many pieces the channel has free and can promise; no limit counts as 10,000.

    What `reference` has set aside itself counts as free to it (one statement more).
    """
    own = reservations.held_pieces(reference) if reference else {}
    return stock.supply(variant_ids=variant_ids, channel=channel, own=own)


def sellable(*, variant_ids: Sequence[int], channel: ChannelInfo) -> dict[int, int]:
    """This tells how many pieces the channel can promise, made and awaited ones included."""
    found = stock.supply(variant_ids=variant_ids, channel=channel)
    return {variant: one.most for variant, one in found.items()}


@db.transaction_required
def hold(
    *,
    reference: str,
    lines: Sequence[contracts.StockLine],
    channel: ChannelInfo,
    destination: contracts.Destination,
    until: datetime,
    at: datetime,
    by: Actor,
) -> contracts.Hold:
    """This sets goods aside until a deadline, in place of what the reference held before.

    Raises:
        OutOfStock: data lines = [{variant_id, wanted, available}]; nothing changes then.
    """
    wish = Wish(reference=reference, lines=tuple(lines), channel=channel, destination=destination)
    return reservation_actions.hold(wish=wish, until=until, at=at, by=by)


@db.transaction_required
def firm(
    *, reference: str, order_number: str, at: datetime, by: Actor
) -> tuple[contracts.Allocated, ...]:
    """This gives held goods to an order; a hold that ran out is taken again. Repeating changes nothing.

    Raises:
        OutOfStock: when the hold ran out and the goods are gone.
        NothingHeld: when the reference holds nothing.
    """
    return reservation_actions.firm(reference=reference, order_number=order_number, at=at, by=by)


@db.transaction_required
def allocate(
    *,
    order_number: str,
    lines: Sequence[contracts.StockLine],
    channel: ChannelInfo,
    destination: contracts.Destination,
    at: datetime,
    by: Actor,
) -> tuple[contracts.Allocated, ...]:
    """This gives goods to an order that is placed at once. Repeating changes nothing.

    Raises:
        OutOfStock: as `hold`.
    """
    goods = tuple(lines)
    wish = Wish(reference=order_number, lines=goods, channel=channel, destination=destination)
    return reservation_actions.allocate(wish=wish, order_number=order_number, at=at, by=by)


@db.transaction_required
def release(*, at: datetime, by: Actor, reference: str = "", order_number: str = "") -> None:
    """This lets go of a reference's hold, or of what an order has allocated and not sent, once.

    With an order, its waiting parcels are called off too.
    """
    if order_number:
        shipping_actions.let_order_go(order_number=order_number, at=at, by=by)
    else:
        reservation_actions.release(reference=reference, at=at, by=by)


@db.transaction_required
def create_parcel(
    *,
    order_number: str,
    warehouse_code: str,
    lines: Sequence[contracts.StockLine],
    ship_to: Address,
    delivery_code: str,
    at: datetime,
    by: Actor,
) -> contracts.Parcel:
    """This plans a parcel of what the order has allocated there; a worker buys its label.

    Raises:
        NothingToSend: for goods not allocated there, or packed already.
    """
    wish = ParcelWish(
        order_number=order_number,
        warehouse_code=warehouse_code,
        lines=tuple(lines),
        ship_to=ship_to,
        delivery_code=delivery_code,
    )
    return shipping.as_contract(shipping_actions.create_parcel(wish=wish, at=at, by=by))


@db.outside
def buy_label(*, parcel_id: int) -> contracts.Parcel:
    """This asks the carrier for the label of a parcel, once.

    Raises:
        CarrierUnavailable: when the carrier does not answer; a worker asks again.
    """
    return shipping.as_contract(shipping_actions.buy_label(parcel_id=parcel_id))


@db.transaction_required
def cancel_parcel(*, parcel_id: int, at: datetime, by: Actor) -> contracts.Parcel:
    """This calls off a parcel that has not left (else IllegalMove); its goods stay allocated."""
    return shipping.as_contract(shipping_actions.cancel_parcel(parcel_id=parcel_id, at=at, by=by))


@db.transaction_required
def dispatch_parcel(*, parcel_id: int, at: datetime, by: Actor) -> contracts.Parcel:
    """This hands a parcel to its carrier and issues its stock, once; announces both.

    Raises:
        IllegalMove: without a label, or when it was called off.
        NotAllocated: when the order was let go meanwhile.
    """
    return shipping.as_contract(shipping_actions.dispatch(parcel_id=parcel_id, at=at, by=by))


@db.transaction_required
def deliver_parcel(*, parcel_id: int, at: datetime, by: Actor) -> contracts.Parcel:
    """This notes that a parcel reached its receiver, once (IllegalMove when it never left)."""
    return shipping.as_contract(shipping_actions.deliver(parcel_id=parcel_id, at=at, by=by))


def parcels(*, order_number: str) -> tuple[contracts.Parcel, ...]:
    """This lists an order's parcels, the first one first."""
    found = shipping.all_parcels().filter(order_number=order_number).order_by("pk")
    return tuple(shipping.as_contract(parcel) for parcel in found)


def parcel_label(*, parcel_id: int) -> str:
    """This is the paper to stick on a parcel, as SVG; empty until the label is bought."""
    return shipping.get_parcel(parcel_id=parcel_id).label


@db.transaction_required
def forget_receivers(*, order_numbers: Sequence[str]) -> int:
    """This cuts erased people out of their orders' parcels and labels; returns how many parcels."""
    return shipping_actions.forget_receivers(order_numbers=order_numbers)


@db.transaction_required
def restock(
    *,
    order_number: str,
    reference: str,
    warehouse_code: str,
    lines: Sequence[contracts.StockLine],
    at: datetime,
    by: Actor,
) -> None:
    """This puts goods that came back on the shelf, once per reference; announces StockRestocked."""
    shipping_actions.restock(
        order_number=order_number,
        reference=reference,
        warehouse_code=warehouse_code,
        lines=lines,
        at=at,
        by=by,
    )


@db.transaction_required
def receive(
    *,
    variant_id: int,
    warehouse_code: str,
    quantity: int,
    unit_cost: Money,
    reference: str,
    at: datetime,
    by: Actor,
) -> None:
    """This books goods that arrived; announces StockReceived.

    Raises:
        Invalid: for a quantity below one.
        OtherCurrency: when the pieces that lie there are valued in another currency.
    """
    receipt = contracts.Receipt(
        variant_id=variant_id,
        warehouse_code=warehouse_code,
        quantity=quantity,
        unit_cost=unit_cost,
        reference=reference,
    )
    stock_actions.receive(receipts=[receipt], at=at, by=by)


@db.transaction_required
def adjust(
    *,
    variant_id: int,
    warehouse_code: str,
    quantity_delta: int,
    reason: str,
    at: datetime,
    by: Actor,
) -> None:
    """This corrects stock by a signed quantity; announces StockAdjusted.

    Raises:
        Promised: when what is left would not cover what is promised.
    """
    stock_actions.adjust(
        variant_id=variant_id,
        warehouse_code=warehouse_code,
        quantity_delta=quantity_delta,
        reason=reason,
        at=at,
        by=by,
    )


@db.transaction_required
def receive_many(*, rows: Iterable[contracts.Receipt], at: datetime, by: Actor) -> int:
    """This books receipts in bulk (COPY) and announces nothing: for seeds and imports; returns how many."""
    return stock_actions.receive_many(receipts=rows, at=at, by=by)


@db.transaction_required
def set_limits(*, limits: contracts.Limits, at: datetime) -> None:
    """This says how much of a variant a warehouse may promise beyond what lies there.

    Raises:
        Promised: when more is promised by now than the ceiling would allow.
    """
    stock_actions.set_limits(limits=limits, at=at)


def levels(*, variant_ids: Sequence[int]) -> tuple[contracts.Level, ...]:
    """This lists what lies where, by variant and the warehouses' priority."""
    return tuple(stock.as_contract(row) for row in stock.levels(variant_ids=variant_ids))


def explain(*, variant_id: int, warehouse_code: str) -> contracts.Explanation:
    """This answers "why is this 47?" with movements, running sums and live promises (NoSuchLevel)."""
    return reservations.explain(variant_id=variant_id, warehouse_code=warehouse_code)


def verify() -> list[str]:
    """This checks invariants 8, 9 and 10 and words every difference."""
    return reservations.faults()


delivery_options, plan_parcels = shipping.delivery_options, shipping.plan_parcels
ready_pieces = shipping.ready_pieces
record_past_parcels, release_part = past.record_past_parcels, reservation_actions.release_part
store_cards, store_card, store_stock = stores.store_cards, stores.store_card, stores.store_stock
pickup_options, pickup_store = stores.pickup_options, stores.pickup_store
pickup_point, pickup_destination = stores.pickup_point, stores.pickup_destination
pickup_code, pickup_kept_until = stores.pickup_code, stores.kept_until
MY_STORE, is_pickup, collectable = stores.MY_STORE, stores.is_pickup, stores.collectable
hands_over, find_town, meant_town = stores.hands_over, stores.find_town, stores.meant_town
