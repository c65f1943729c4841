"""What has become of an order: pieces that left and arrived, money that came and went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commerce import db
from commerce.channels import queries as channels
from commerce.errors import Refused
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money, Taxed
from orders import events
from orders.order import queries
from orders.order.actions import erasure, timeline
from orders.order.models import Order, OrderLine
from orders.order.states import OrderFlow


class OnHold(Refused):
    """Staff hold this order: nothing of it leaves until they release it."""

    code = "order_on_hold"


class NotOpen(Refused):
    """This order is canceled or done: nothing of it can leave any more."""

    code = "order_not_open"


class PaymentGone(Refused):
    """The money promised for this order was let go or ran out: nothing of it may leave."""

    code = "payment_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """The exact share of an order that left: its lines, the delivery with the first, the sum."""

    lines: tuple[events.LineFact, ...]
    shipping: Taxed
    total: Money


@db.transaction_required
def lock_order(order_id: int) -> Order:
    """This locks one order; whoever moves goods or money of it comes past here first.

    Raises:
        UnknownOrder: when there is none.
    """
    found = Order.objects.filter(pk=order_id).locked_one()
    if found is None:
        message = "there is no such order"
        raise queries.UnknownOrder(message)
    return found


def check_may_leave(order: Order) -> None:
    """This refuses to let anything of a locked order leave that must not.

    Raises:
        NotOpen, OnHold, PaymentGone: as their names say.
    """
    if order.state != "placed":
        message = f"order {order.number} is {order.state}"
        raise NotOpen(message, state=order.state)
    if order.hold_reason:
        message = f"order {order.number} is on hold: {order.hold_reason}"
        raise OnHold(message, reason=order.hold_reason)
    if order.voided:
        message = f"the payment of order {order.number} was let go"
        raise PaymentGone(message)


@db.transaction_required
def record_shipment(*, order: Order, pieces: Mapping[int, int], at: datetime, by: Actor) -> Shipped:
    """This counts pieces of a locked order as shipped, by line id, and works out their share.

    The shares of all shipments add up to the order to the minor unit; the delivery goes with the first.

    Raises:
        NotOpen: for a canceled order (invariant 19).
    """
    if order.state != "placed":
        message = f"order {order.number} is {order.state}"
        raise NotOpen(message, state=order.state)
    lines = list(OrderLine.objects.filter(order=order, pk__in=pieces).order_by("position"))
    facts = tuple(_ship(line, pieces[line.pk]) for line in lines)
    OrderLine.objects.bulk_update(lines, ["quantity_shipped"])
    first = order.quantity_shipped == 0
    shipping = order.shipping if first else Taxed.zero(order.currency)
    order.quantity_shipped += sum(pieces.values())
    order.updated_at = at
    order.save(update_fields=["quantity_shipped", "updated_at"])
    total = Money.total([fact.gross for fact in facts], order.currency) + shipping.gross
    return Shipped(lines=facts, shipping=shipping, total=total)


@db.transaction_required
def record_delivery(*, order: Order, pieces: int, at: datetime, by: Actor) -> None:
    """This counts pieces of a locked order as delivered; with the last one the order is completed."""
    order.quantity_delivered += pieces
    order.updated_at = at
    order.save(update_fields=["quantity_delivered", "updated_at"])
    complete_when_delivered(order=order, at=at, by=by)


@db.transaction_required
def complete_when_delivered(*, order: Order, at: datetime, by: Actor) -> None:
    """This completes a locked order of which everything that is still wanted has been delivered."""
    if order.state != "placed" or order.quantity_delivered < order.quantity:
        return
    OrderFlow.move(order, "complete", by=str(by), at=at, completed_at=at)
    timeline.note_down(order=order, kind="completed", at=at, by=by)
    channel = channels.get_channel_by_id(order.channel_id)
    outbox.publish(
        events.OrderCompleted(order_id=order.pk, number=order.number),
        at=at,
        by=by,
        channel=channel.code,
    )
    erasure.finish(order=order, at=at)


@db.transaction_required
def record_void(*, payment_id: int, at: datetime, by: Actor) -> None:
    """This notes that the money promised for an order was let go; without an order nothing happens."""
    found = queries.find_by_payment(payment_id=payment_id)
    if found is None:
        return
    order = lock_order(found.pk)
    order.voided, order.updated_at = True, at
    order.save(update_fields=["voided", "updated_at"])
    timeline.note_down(order=order, kind="payment_voided", at=at, by=by)


def _ship(line: OrderLine, quantity: int) -> events.LineFact:
    start = line.quantity_shipped
    taxed = line.agreed.share(start=start, stop=start + quantity)
    line.quantity_shipped = start + quantity
    return queries.line_fact(line, quantity=quantity, taxed=taxed)
