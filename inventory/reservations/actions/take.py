"""Goods are set aside: plan, promise, and when a race undoes the plan, plan again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection

from commerce import db, rows
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict, Invalid
from commerce.identity.actor import Actor
from inventory import contracts
from inventory.reservations import queries
from inventory.reservations.models import Reservation, ReservedLine
from inventory.reservations.states import ReservationFlow
from inventory.sourcing import actions as sourcing_actions
from inventory.sourcing import queries as sourcing
from inventory.sourcing.rules import plan as rules
from inventory.sourcing.rules.plan import OutOfStock
from inventory.stock import actions as stock
from inventory.stock.actions import Change, Overtaken

# A plan is undone only when somebody took pieces between reading and promising; that needs a stream of
# buyers as fast as we are, and each of them takes something, so the goods run out before the attempts.
ATTEMPTS = 40


class NothingHeld(Conflict):
    """There is no reservation under this reference."""

    code = "nothing_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted, for which reference, in which channel, and where it shall go."""

    reference: str
    lines: tuple[contracts.StockLine, ...]
    channel: ChannelInfo
    destination: contracts.Destination


@db.transaction_required
def hold(*, wish: Wish, until: datetime, at: datetime, by: Actor) -> contracts.Hold:
    """This sets goods aside until a deadline, in place of what the reference held before.

    The deadline is `until - at` from now by the database's clock, so that hosts whose clocks differ
    agree on it.

    Raises:
        OutOfStock: when the channel's warehouses cannot promise everything; nothing changes then.
    """
    _queue_up(wish.reference)
    earlier = queries.locked_reservation(reference=wish.reference)
    if earlier is not None and earlier.state == "firm":
        message = "these goods belong to an order already"
        raise Conflict(message, reference=wish.reference)
    plan = _promise(wish, earlier=earlier, kind="held", order_number="", at=at)
    if earlier is not None:
        ReservationFlow.move(earlier, "replace", by=str(by), at=at, ended_at=at)
        earlier.lines.update(open=0)
    row = _record(wish, plan, state="held", order_number="", lasts=until - at, at=at, by=by)
    assert row.until is not None
    return contracts.Hold(
        reference=wish.reference,
        until=row.until,
        allocations=queries.allocated(queries.open_lines(row)),
        strategy=plan.strategy,
    )


@db.transaction_required
def firm(
    *, reference: str, order_number: str, at: datetime, by: Actor
) -> tuple[contracts.Allocated, ...]:
    """This gives held goods to an order; a hold that ran out is taken again, if there still are any.

    A repeat for the same order changes nothing.

    Raises:
        OutOfStock: when the hold ran out and the goods are gone.
        NothingHeld: when the reference never held anything, or let it go.
    """
    row = queries.locked_reservation(reference=reference)
    if row is None:
        return _take_again(reference, order_number, at=at, by=by)
    lines = queries.open_lines(row)
    if row.state == "held":
        changes = [
            Change(level_id=line.level_id, held=-line.open, allocated=line.open) for line in lines
        ]
        stock.change_promises(changes=changes, channel=row.channel, at=at)
        ReservationFlow.move(row, "firm", by=str(by), at=at, order_number=order_number, until=None)
    elif row.order_number != order_number:
        message = f"these goods belong to order {row.order_number}"
        raise Conflict(message, reference=reference)
    return queries.allocated(lines)


@db.transaction_required
def allocate(
    *, wish: Wish, order_number: str, at: datetime, by: Actor
) -> tuple[contracts.Allocated, ...]:
    """This gives goods to an order at once, without a hold before; a repeat changes nothing.

    Raises:
        OutOfStock: when the channel's warehouses cannot promise everything.
    """
    _queue_up(wish.reference)
    earlier = queries.locked_reservation(order_number=order_number)
    if earlier is not None:
        return queries.allocated(queries.open_lines(earlier))
    plan = _promise(wish, earlier=None, kind="allocated", order_number=order_number, at=at)
    _record(wish, plan, state="firm", order_number=order_number, lasts=None, at=at, by=by)
    return tuple(
        contracts.Allocated(
            variant_id=pick.variant_id,
            warehouse_id=pick.warehouse_id,
            warehouse_code=pick.warehouse,
            quantity=pick.quantity,
        )
        for pick in sorted(plan.picks, key=lambda pick: pick.level_id)
    )


def _take_again(
    reference: str, order_number: str, *, at: datetime, by: Actor
) -> tuple[contracts.Allocated, ...]:
    last = Reservation.objects.filter(reference=reference).order_by("-id").first()
    if last is not None and last.state == "closed" and last.order_number == order_number:
        return ()
    if last is None or last.state != "expired":
        message = "nothing is held under this reference"
        raise NothingHeld(message, reference=reference)
    wish = Wish(
        reference=reference,
        lines=tuple(
            contracts.StockLine(variant_id=line.variant_id, quantity=line.quantity)
            for line in last.lines.all()
        ),
        channel=channels.get_channel(last.channel),
        destination=contracts.Destination(**last.destination),
    )
    return allocate(wish=wish, order_number=order_number, at=at, by=by)


def _promise(
    wish: Wish, *, earlier: Reservation | None, kind: str, order_number: str, at: datetime
) -> rules.Plan:
    wanted = _merged(wish.lines)
    own = {line.level_id: line.open for line in queries.open_lines(earlier)} if earlier else {}
    for attempt in range(1, ATTEMPTS + 1):
        found = sourcing.candidates(
            variant_ids=list(wanted),
            channel=wish.channel,
            destination=wish.destination,
            own=own,
        )
        plan = rules.make_plan(strategy=wish.channel.sourcing, wanted=wanted, candidates=found)
        changes = [Change(level_id=level, held=-pieces) for level, pieces in own.items()]
        changes += [Change(level_id=pick.level_id, **{kind: pick.quantity}) for pick in plan.picks]
        try:
            # The savepoint lets go of the locks of a plan that failed; keeping them while waiting for
            # others would be half of a deadlock.
            with db.savepoint():
                stock.change_promises(changes=changes, channel=wish.channel.code, at=at)
        except Overtaken:
            continue
        sourcing_actions.record_decision(
            plan=plan,
            reference=wish.reference,
            order_number=order_number,
            attempts=attempt,
            at=at,
        )
        return plan
    message = "there is not enough in stock"
    raise OutOfStock(
        message,
        lines=[
            {"variant_id": variant, "wanted": quantity, "available": 0}
            for variant, quantity in wanted.items()
        ],
    )


def _merged(lines: Sequence[contracts.StockLine]) -> dict[int, int]:
    wanted: dict[int, int] = {}
    for line in lines:
        if line.quantity < 1:
            message = "at least one piece is wanted"
            raise Invalid(message, field="quantity")
        wanted[line.variant_id] = wanted.get(line.variant_id, 0) + line.quantity
    return dict(sorted(wanted.items()))


def _record(
    wish: Wish,
    plan: rules.Plan,
    *,
    state: str,
    order_number: str,
    lasts: timedelta | None,
    at: datetime,
    by: Actor,
) -> Reservation:
    row = Reservation(
        reference=wish.reference,
        order_number=order_number,
        state=state,
        channel=wish.channel.code,
        strategy=plan.strategy,
        destination=asdict(wish.destination),
        created_at=at,
        until=None if lasts is None else _database_now() + lasts,
        by=str(by),
    )
    rows.insert([row])
    lines = [
        ReservedLine(
            reservation=row,
            level_id=pick.level_id,
            variant_id=pick.variant_id,
            warehouse_id=pick.warehouse_id,
            quantity=pick.quantity,
            open=pick.quantity,
        )
        for pick in plan.picks
    ]
    rows.insert(lines)
    return row


def _queue_up(reference: str) -> None:
    # Two holds of one reference at once, such as a double click: the second waits and then sees the
    # first, where a row to lock does not exist yet.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 8))", [reference])


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found
