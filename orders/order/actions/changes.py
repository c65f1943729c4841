"""What staff and shoppers may still do to an order: cancel it, hold it, write on it."""

from datetime import datetime

from commerce import db
from commerce.channels import queries as channels
from commerce.errors import Refused
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money
from inventory import public as inventory
from orders import events
from orders.order import queries
from orders.order.actions import erasure, progress, timeline
from orders.order.models import Order, OrderNote
from orders.order.states import OrderFlow


class AlreadyShipped(Refused):
    """Something of this order has left: what comes next is a refund or a return."""

    code = "already_shipped"


@db.transaction_required
def cancel(*, order_id: int, reason: str, at: datetime, by: Actor) -> Order:
    """This cancels a whole order: its goods are free again, once, and it will never ship.

    Payments hears of it, and lets the money go or gives it back.
    Canceling a canceled order changes nothing.

    Raises:
        AlreadyShipped: when pieces have left; whoever locks the order first wins.
        IllegalMove: for a completed order.
    """
    order = progress.lock_order(order_id)
    if order.state == "canceled":
        return order
    if order.quantity_shipped:
        message = f"pieces of order {order.number} have left already"
        raise AlreadyShipped(message)
    OrderFlow.move(
        order,
        "cancel",
        by=str(by),
        at=at,
        reason=reason,
        canceled_at=at,
        cancel_reason=reason[:200],
        updated_at=at,
    )
    inventory.release(order_number=order.number, at=at, by=by)
    timeline.note_down(order=order, kind="canceled", at=at, by=by, reason=reason)
    _announce(order, reason, at=at, by=by)
    erasure.finish(order=order, at=at)
    return order


@db.transaction_required
def hold(*, order_id: int, reason: str, at: datetime, by: Actor) -> Order:
    """This keeps an order from leaving until it is released.

    Raises:
        NotOpen: when there is nothing left to hold.
    """
    order = progress.lock_order(order_id)
    if order.state != "placed":
        message = f"order {order.number} is {order.state}"
        raise progress.NotOpen(message, state=order.state)
    return _set_hold(order, reason.strip()[:200] or "held", at=at, by=by)


@db.transaction_required
def release(*, order_id: int, at: datetime, by: Actor) -> Order:
    """This lets a held order go on."""
    return _set_hold(progress.lock_order(order_id), "", at=at, by=by)


@db.transaction_required
def write_note(*, order_id: int, text: str, at: datetime, by: Actor) -> OrderNote:
    """This keeps what staff want the next colleague to know."""
    order = queries.get_order(order_id=order_id)
    note = OrderNote.objects.create(order=order, at=at, by=str(by), text=text.strip()[:4000])
    timeline.note_down(order=order, kind="noted", at=at, by=by, note_id=note.pk)
    return note


def _set_hold(order: Order, reason: str, *, at: datetime, by: Actor) -> Order:
    if order.hold_reason == reason:
        return order
    order.hold_reason, order.updated_at = reason, at
    order.save(update_fields=["hold_reason", "updated_at"])
    kind = "held" if reason else "released"
    timeline.note_down(order=order, kind=kind, at=at, by=by, reason=reason)
    return order


def _announce(order: Order, reason: str, *, at: datetime, by: Actor) -> None:
    fact = events.OrderCanceled(
        order_id=order.pk,
        number=order.number,
        reason=reason,
        lines=tuple(
            queries.line_fact(line)
            for line in order.lines.filter(quantity__gte=1).order_by("position")
        ),
        total_net=Money(order.net_minor, order.currency),
        total_tax=Money(order.tax_minor, order.currency),
        total=order.total,
    )
    channel = channels.get_channel_by_id(order.channel_id)
    outbox.publish(fact, at=at, by=by, channel=channel.code)
