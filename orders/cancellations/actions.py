"""Letting a part of an order fall away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commerce import db
from commerce.channels import queries as channels
from commerce.events import outbox
from commerce.identity.actor import Actor
from inventory import public as inventory
from orders import events
from orders.cancellations import queries, rules
from orders.cancellations.models import Cancellation
from orders.fulfillment import actions as fulfillment
from orders.order import queries as orders
from orders.order.actions import changes, progress, timeline
from orders.order.models import Order, OrderLine
from payments import public as payments


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What shall fall away (line id -> pieces) and why; `reach` are the plans it may be taken out of."""

    pieces: Mapping[int, int]
    reason: str
    reach: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a locked order on its way out, as it is recorded."""

    order: Order
    row: Cancellation
    fallen: Sequence[rules.Fallen]


@db.transaction_required
def cancel_lines(
    *, order_id: int, wanted: Wanted, key: str, at: datetime, by: Actor
) -> Cancellation:
    """This cancels pieces of an order: they are free again, and neither sent nor charged.

    The same `key` with the same pieces is one cancellation, however often it is asked for. With the last
    piece the whole order is canceled. Whoever locks the order first wins against a picker.

    Raises:
        NotCancelable: when they are not there any more, or in hands that cannot be stopped.
        OrderChanged: when the key has canceled other pieces before.
        NotOpen: for an order that is canceled or done.
    """
    order = progress.lock_order(order_id)
    whole_key = f"{order.public_id}:{key}"[:140]
    earlier = Cancellation.objects.filter(key=whole_key).first()
    if earlier is not None:
        return _same(earlier, wanted)
    if order.state != "placed":
        message = f"order {order.number} is {order.state}"
        raise progress.NotOpen(message, state=order.state)
    lines = queries.open_lines(order, reach=wanted.reach)
    fallen = rules.fall_away(lines, wanted.pieces)
    is_all = rules.is_all(lines, fallen)
    row = _record(order, fallen, whole=is_all, reason=wanted.reason, key=whole_key, at=at, by=by)
    if is_all:
        changes.cancel(order_id=order_id, reason=wanted.reason, at=at, by=by)
    else:
        _take_out(_Part(order=order, row=row, fallen=fallen), wanted, at=at, by=by)
    return row


def _same(earlier: Cancellation, wanted: Wanted) -> Cancellation:
    before = {line["line_id"]: line["quantity"] for line in earlier.lines}
    if before != dict(wanted.pieces):
        message = "something else of this order was canceled meanwhile"
        raise rules.OrderChanged(message)
    return earlier


def _record(
    order: Order,
    fallen: Sequence[rules.Fallen],
    *,
    whole: bool,
    reason: str,
    key: str,
    at: datetime,
    by: Actor,
) -> Cancellation:
    worth = rules.worth(fallen, order.currency)
    return Cancellation.objects.create(
        order=order,
        key=key,
        whole=whole,
        lines=[
            {
                "line_id": one.line_id,
                "quantity": one.quantity,
                "net": one.taxed.net.minor,
                "tax": one.taxed.tax.minor,
                "gross": one.taxed.gross.minor,
            }
            for one in fallen
        ],
        currency=order.currency,
        net_minor=worth.net.minor,
        tax_minor=worth.tax.minor,
        reason=reason[:200],
        by=str(by),
        canceled_at=at,
    )


def _take_out(part: _Part, wanted: Wanted, *, at: datetime, by: Actor) -> None:
    """Goods first, as locks go: order, plans, reservation, stock, then the payment."""
    order, row = part.order, part.row
    freed = fulfillment.take_out(
        order=order, pieces=wanted.pieces, reach=wanted.reach, at=at, by=by
    )
    inventory.release_part(order_number=order.number, pieces=freed, at=at, by=by)
    lines = _shrink(order, part.fallen, at=at)
    if order.payment_id is not None and row.total:
        payments.waive(
            payment_id=order.payment_id,
            amount=row.total,
            tax=row.tax,
            reason=row.reason,
            by=by,
            at=at,
        )
    timeline.note_down(
        order=order,
        kind="lines_canceled",
        at=at,
        by=by,
        amount=row.total.minor,
        reason=row.reason,
        cancellation=row.public_id,
        pieces=[f"{one.quantity} x {lines[one.line_id].sku}" for one in part.fallen],
    )
    _announce(part, lines, at=at, by=by)
    progress.complete_when_delivered(order=order, at=at, by=by)


def _shrink(order: Order, fallen: Sequence[rules.Fallen], *, at: datetime) -> dict[int, OrderLine]:
    rows = OrderLine.objects.filter(order=order, pk__in=[one.line_id for one in fallen])
    lines = {line.pk: line for line in rows}
    for one in fallen:
        line = lines[one.line_id]
        line.quantity -= one.quantity
        line.quantity_canceled += one.quantity
        line.net_minor -= one.taxed.net.minor
        line.tax_minor -= one.taxed.tax.minor
        line.gross_minor -= one.taxed.gross.minor
        line.discount_minor -= one.discount_minor
        line.canceled_net_minor += one.taxed.net.minor
        line.canceled_tax_minor += one.taxed.tax.minor
        order.quantity -= one.quantity
        order.net_minor -= one.taxed.net.minor
        order.tax_minor -= one.taxed.tax.minor
        order.total_minor -= one.taxed.gross.minor
        order.canceled_minor += one.taxed.gross.minor
        order.discount_minor -= one.discount_minor
    OrderLine.objects.bulk_update(
        lines.values(),
        [
            *("quantity", "quantity_canceled", "discount_minor"),
            *("net_minor", "tax_minor", "gross_minor"),
            *("canceled_net_minor", "canceled_tax_minor"),
        ],
    )
    order.updated_at = at
    order.save(
        update_fields=[
            *("quantity", "net_minor", "tax_minor", "total_minor"),
            *("canceled_minor", "discount_minor", "updated_at"),
        ]
    )
    return lines


def _announce(part: _Part, lines: Mapping[int, OrderLine], *, at: datetime, by: Actor) -> None:
    order, row = part.order, part.row
    fact = events.LinesCanceled(
        order_id=order.pk,
        number=order.number,
        cancellation=row.public_id,
        reason=row.reason,
        lines=tuple(
            orders.line_fact(lines[one.line_id], quantity=one.quantity, taxed=one.taxed)
            for one in part.fallen
        ),
        total_net=row.net,
        total_tax=row.tax,
        total=row.total,
        canceled_at=at,
    )
    channel = channels.get_channel_by_id(order.channel_id)
    outbox.publish(fact, at=at, by=by, channel=channel.code)
