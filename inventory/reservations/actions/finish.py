"""What was set aside is let go, runs out, or leaves with a parcel: each once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from commerce import db
from commerce.errors import Conflict
from commerce.events import outbox
from commerce.events.facts import Fact
from commerce.identity.actor import Actor
from inventory import events
from inventory.reservations import queries
from inventory.reservations.models import Reservation, ReservedLine
from inventory.reservations.states import ReservationFlow
from inventory.stock import actions as stock
from inventory.stock.actions import Change

BATCH = 200


class NotAllocated(Conflict):
    """The order has no such goods set aside at this warehouse any more; data: order_number, variant_id."""

    code = "not_allocated"


@db.transaction_required
def release(
    *, at: datetime, by: Actor, reference: str = "", order_number: str = "", reason: str = ""
) -> bool:
    """This lets go of what a reference holds, or of what an order still has allocated.

    Happens once: a repeat finds nothing live and changes nothing. Returns whether anything was let go.
    """
    row = queries.locked_reservation(reference=reference, order_number=order_number)
    if row is None:
        return False
    _free(row, at=at)
    ReservationFlow.move(row, "release", by=str(by), at=at, reason=reason, ended_at=at)
    return True


@db.transaction_required
def release_part(
    *,
    order_number: str,
    pieces: Mapping[tuple[int, str], int],
    at: datetime,
    by: Actor,
) -> None:
    """This frees some of what an order still has allocated: (variant, warehouse code) -> pieces.

    An empty code stands for any warehouse: pieces are freed where a plan would come to them last.
    Closes the reservation with its last piece.

    Raises:
        NotAllocated: when the order has fewer allocated; nothing changes then.
    """
    row = queries.locked_reservation(order_number=order_number)
    lines = queries.open_lines(row) if row is not None and row.state == "firm" else []
    freed: dict[int, int] = {}
    for (variant, warehouse), quantity in pieces.items():
        left = quantity
        for line in reversed(lines):
            if line.variant_id == variant and warehouse in {"", line.warehouse.code}:
                taken = min(line.open, left)
                line.open -= taken
                left -= taken
                freed[line.level_id] = freed.get(line.level_id, 0) + taken
        if left:
            message = f"order {order_number} has no such goods allocated any more"
            raise NotAllocated(message, order_number=order_number, variant_id=variant)
    assert row is not None
    changes = [Change(level_id=level, allocated=-many) for level, many in freed.items()]
    stock.change_promises(changes=changes, channel=row.channel, at=at)
    ReservedLine.objects.bulk_update(lines, ["open"])
    if not any(line.open for line in lines):
        ReservationFlow.move(row, "close", by=str(by), at=at, ended_at=at)


@db.transaction_required
def consume(
    *,
    order_number: str,
    warehouse_id: int,
    pieces: Mapping[int, int],
    at: datetime,
    by: Actor,
) -> None:
    """This takes an order's promise at a warehouse back because its goods (variant -> pieces) leave now.

    Closes the reservation with its last piece.

    Raises:
        NotAllocated: when the order was let go, or has fewer allocated there; nothing changes then.
    """
    row = queries.locked_reservation(order_number=order_number)
    lines = queries.open_lines(row) if row is not None and row.state == "firm" else []
    here = {line.variant_id: line for line in lines if line.warehouse_id == warehouse_id}
    for variant, quantity in pieces.items():
        if variant not in here or here[variant].open < quantity:
            message = f"order {order_number} has no such goods allocated here"
            raise NotAllocated(message, order_number=order_number, variant_id=variant)
    assert row is not None
    changes = [
        Change(level_id=here[variant].level_id, allocated=-quantity)
        for variant, quantity in pieces.items()
    ]
    stock.change_promises(changes=changes, channel=row.channel, at=at)
    for variant, quantity in pieces.items():
        here[variant].open -= quantity
    ReservedLine.objects.bulk_update([here[variant] for variant in pieces], ["open"])
    if not any(line.open for line in lines):
        ReservationFlow.move(row, "close", by=str(by), at=at, ended_at=at)


@db.transaction_required
def expire_due(*, at: datetime, by: Actor) -> int:
    """This lets go of holds past their deadline, by the database's clock; returns how many.

    Holds that somebody is making firm at this moment are theirs: locked rows are passed over.
    """
    due = _due_holds()
    if not due:
        return 0
    lines = ReservedLine.objects.filter(reservation__in=due, open__gt=0)
    changes = [Change(level_id=line.level_id, held=-line.open) for line in lines]
    stock.change_promises(changes=changes, channel="", at=at)
    ReservedLine.objects.filter(reservation__in=due).update(open=0)
    for row in due:
        ReservationFlow.move(row, "expire", by=str(by), at=at, ended_at=at)
    facts: list[Fact] = [events.ReservationExpired(reference=row.reference) for row in due]
    outbox.publish_all(facts, at=at, by=by)
    return len(due)


def _due_holds() -> list[Reservation]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id FROM inventory_reservation
                WHERE state = 'held' AND until <= clock_timestamp()
                ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED""",
            [BATCH],
        )
        due = [key for (key,) in cursor.fetchall()]
    return list(Reservation.objects.filter(pk__in=due).order_by("pk"))


def _free(row: Reservation, *, at: datetime) -> None:
    held = row.state == "held"
    changes = [
        Change(
            level_id=line.level_id,
            held=-line.open if held else 0,
            allocated=0 if held else -line.open,
        )
        for line in queries.open_lines(row)
    ]
    stock.change_promises(changes=changes, channel=row.channel, at=at)
    row.lines.update(open=0)
