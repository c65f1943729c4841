"""Parcels are made of what an order has allocated, or called off."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from commerce import db
from commerce.errors import Invalid, Refused
from commerce.identity.actor import Actor
from crm.contracts import Address
from inventory import contracts, events
from inventory.reservations import actions as reservations
from inventory.reservations import queries as reserved
from inventory.shipping import queries
from inventory.shipping.actions import label
from inventory.shipping.models import DeliveryMethod, Parcel, ParcelLine
from inventory.shipping.states import ParcelFlow
from inventory.stock import actions as stock
from inventory.stock.actions import Piece
from inventory.stores.rules import offers as stores
from inventory.warehouses import queries as warehouses

# The carrier of what is picked up in a store.
PICKUP = "pickup"


class NothingToSend(Refused):
    """The order has no such goods waiting at this warehouse."""

    code = "nothing_to_send"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelWish:
    """What goes into one parcel, from where, to whom, by which delivery method."""

    order_number: str
    warehouse_code: str
    lines: tuple[contracts.StockLine, ...]
    ship_to: Address
    delivery_code: str


@db.transaction_required
def create_parcel(*, wish: ParcelWish, at: datetime, by: Actor) -> Parcel:
    """This plans a parcel; its label is bought by a worker as soon as this is durable.

    Raises:
        NothingToSend: for goods the order has not allocated there, or that lie in another parcel.
        UnknownWarehouse: for a code that does not exist.
    """
    warehouse = warehouses.get_warehouse(wish.warehouse_code)
    # Two pickers may plan at once: whoever comes second sees the first one's parcel.
    list(Parcel.objects.filter(order_number=wish.order_number).locked())
    _check(wish)
    reservation = reserved.live_reservation(order_number=wish.order_number)
    method = DeliveryMethod.objects.filter(code=wish.delivery_code).first()
    parcel = Parcel.objects.create(
        order_number=wish.order_number,
        channel=reservation.channel if reservation is not None else "",
        warehouse=warehouse,
        method=method,
        carrier=method.carrier if method is not None else "house",
        ship_to=asdict(wish.ship_to),
        created_at=at,
    )
    ParcelLine.objects.bulk_create(
        [
            ParcelLine(parcel=parcel, variant_id=line.variant_id, quantity=line.quantity)
            for line in wish.lines
        ]
    )
    if method is None and stores.is_pickup(wish.delivery_code):
        # Nobody carries it: it waits in the store until its buyer comes.
        ParcelFlow.move(parcel, "label", by=str(by), at=at, carrier=PICKUP, labeled_at=at)
    else:
        label.ask_for_label(parcel.pk)
    return parcel


@db.transaction_required
def cancel_parcel(*, parcel_id: int, at: datetime, by: Actor, reason: str = "") -> Parcel:
    """This calls off a parcel that has not left; its goods stay allocated.

    Raises:
        IllegalMove: when it has left.
    """
    parcel = queries.get_parcel(parcel_id=parcel_id)
    ParcelFlow.move(parcel, "cancel", by=str(by), at=at, reason=reason)
    return parcel


@db.transaction_required
def let_order_go(*, order_number: str, at: datetime, by: Actor, reason: str = "") -> bool:
    """This calls off an order's waiting parcels and frees what is still allocated; once.

    A parcel that leaves at this moment wins or loses whole: both lock the parcel first.
    """
    waiting = Parcel.objects.filter(order_number=order_number, state__in=queries.OPEN_STATES)
    for parcel in waiting.locked():
        ParcelFlow.move(parcel, "cancel", by=str(by), at=at, reason=reason)
    return reservations.release(order_number=order_number, at=at, by=by, reason=reason)


@db.transaction_required
def forget_receivers(*, order_numbers: Sequence[str]) -> int:
    """This cuts the receivers of orders out of their parcels and labels; countries stay. Returns how many."""
    found = Parcel.objects.filter(order_number__in=order_numbers).locked()
    for parcel in found:
        parcel.ship_to = {"country": parcel.ship_to.get("country", ""), "erased": True}
        parcel.label = ""
    Parcel.objects.bulk_update(found, ["ship_to", "label"])
    return len(found)


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
    """This puts goods that a customer gave back on the shelf; a repeat changes nothing."""
    warehouse = warehouses.get_warehouse(warehouse_code)
    issued = stock.restock(
        pieces=[Piece(variant_id=line.variant_id, quantity=line.quantity) for line in lines],
        warehouse_id=warehouse.pk,
        document=reference,
        order_number=order_number,
        at=at,
        by=by,
    )
    if issued:
        fact = events.StockRestocked(
            order_number=order_number,
            warehouse_code=warehouse_code,
            lines=issued,
            reference=reference,
        )
        stock.announce_restock(fact, at=at, by=by)


def _check(wish: ParcelWish) -> None:
    if not wish.lines or any(line.quantity < 1 for line in wish.lines):
        message = "a parcel has at least one piece"
        raise Invalid(message, field="lines")
    waiting = {
        line.variant_id: line.quantity
        for plan in queries.plan_parcels(order_number=wish.order_number)
        if plan.warehouse_code == wish.warehouse_code
        for line in plan.lines
    }
    variants = [line.variant_id for line in wish.lines]
    if len(set(variants)) != len(variants):
        message = "a variant stands on one line of a parcel"
        raise Invalid(message, field="lines")
    for line in wish.lines:
        if waiting.get(line.variant_id, 0) < line.quantity:
            message = (
                f"order {wish.order_number} has no such goods waiting at {wish.warehouse_code}"
            )
            raise NothingToSend(
                message,
                variant_id=line.variant_id,
                waiting=waiting.get(line.variant_id, 0),
                quantity=line.quantity,
            )
