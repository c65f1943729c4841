"""Parcels leave, arrive, get lost and come back."""

from datetime import datetime

from commerce import db
from commerce.events import outbox
from commerce.identity.actor import Actor
from inventory import events
from inventory.reservations import actions as reservations
from inventory.shipping import queries
from inventory.shipping.models import Parcel
from inventory.shipping.states import ParcelFlow
from inventory.stock import actions as stock
from inventory.stock.actions import Piece


@db.transaction_required
def dispatch(*, parcel_id: int, at: datetime, by: Actor) -> Parcel:
    """This hands a parcel to its carrier: the promise is kept, the stock leaves, everybody hears of it.

    A parcel that has left already is left alone.

    Raises:
        IllegalMove: without a label, or when it was called off.
        NotAllocated: when the order was canceled meanwhile.
        Promised: when backordered pieces have not arrived yet.
    """
    parcel = _locked(parcel_id)
    if parcel.state in {"dispatched", "delivered"}:
        return parcel
    ParcelFlow.move(parcel, "dispatch", by=str(by), at=at, dispatched_at=at)
    pieces = [
        Piece(variant_id=line.variant_id, quantity=line.quantity) for line in parcel.lines.all()
    ]
    reservations.consume(
        order_number=parcel.order_number,
        warehouse_id=parcel.warehouse_id,
        pieces={piece.variant_id: piece.quantity for piece in pieces},
        at=at,
        by=by,
    )
    lines = stock.issue(
        pieces=pieces,
        warehouse_id=parcel.warehouse_id,
        document=parcel.public_id,
        order_number=parcel.order_number,
        at=at,
        by=by,
    )
    _announce(parcel, lines, at=at, by=by)
    return parcel


@db.transaction_required
def deliver(*, parcel_id: int, at: datetime, by: Actor) -> Parcel:
    """This notes that a parcel reached its receiver; once.

    Raises:
        IllegalMove: when it never left.
    """
    parcel = _locked(parcel_id)
    if parcel.state == "delivered":
        return parcel
    ParcelFlow.move(parcel, "deliver", by=str(by), at=at, delivered_at=at)
    fact = events.ParcelDelivered(
        order_number=parcel.order_number, parcel_id=parcel.pk, delivered_at=at
    )
    outbox.publish(fact, at=at, by=by)
    return parcel


@db.transaction_required
def lose(*, parcel_id: int, reason: str, at: datetime, by: Actor) -> Parcel:
    """This notes that the carrier lost a parcel; one that turns up again can still be delivered."""
    parcel = _locked(parcel_id)
    ParcelFlow.move(parcel, "lose", by=str(by), at=at, reason=reason)
    return parcel


@db.transaction_required
def give_back(*, parcel_id: int, reason: str, at: datetime, by: Actor) -> Parcel:
    """This notes that a parcel came back undelivered; its goods are restocked by whoever looks inside."""
    parcel = _locked(parcel_id)
    ParcelFlow.move(parcel, "return", by=str(by), at=at, reason=reason)
    return parcel


def _locked(parcel_id: int) -> Parcel:
    Parcel.objects.filter(pk=parcel_id).locked_one()
    return queries.get_parcel(parcel_id=parcel_id)


def _announce(
    parcel: Parcel, lines: tuple[events.IssuedLine, ...], *, at: datetime, by: Actor
) -> None:
    code = parcel.warehouse.code
    issued = events.StockIssued(
        order_number=parcel.order_number,
        parcel_id=parcel.pk,
        warehouse_code=code,
        lines=lines,
    )
    outbox.publish(issued, at=at, by=by)
    left = events.ParcelDispatched(
        order_number=parcel.order_number,
        parcel_id=parcel.pk,
        warehouse_code=code,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        dispatched_at=at,
    )
    outbox.publish(left, at=at, by=by)
