"""Planning, picking, packing, labelling, shipping, delivering; each step is taken once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects

from commerce import db, ids
from commerce.channels import queries as channels
from commerce.errors import Conflict, Refused
from commerce.events import outbox
from commerce.identity.actor import Actor
from crm.contracts import Address
from inventory import public as inventory
from inventory.contracts import Parcel, StockLine
from orders import events
from orders.fulfillment import queries, rules
from orders.fulfillment.models import Fulfillment, FulfillmentLine
from orders.fulfillment.states import CARRIED_OUT, FulfillmentFlow
from orders.order.actions import progress, timeline
from orders.order.models import Order


class NotPacked(Conflict):
    """There is no parcel yet."""

    code = "not_packed"


class GoodsAwaited(Refused):
    """Something of it does not lie there yet (`lines` in data: variant_id, pieces)."""

    code = "goods_awaited"


@db.transaction_required
def plan(*, order_id: int, at: datetime, by: Actor) -> list[Fulfillment]:
    """This decides which warehouse sends what of an order, as its goods were allocated; once per order."""
    order = progress.lock_order(order_id)
    if order.state != "placed" or Fulfillment.objects.live().filter(order=order).exists():
        return []
    plans = inventory.plan_parcels(order_number=order.number)
    lines = [
        rules.OpenLine(line_id=line.pk, variant_id=line.variant_id, open=line.quantity)
        for line in order.lines.order_by("position")
    ]
    wanted = [
        (plan.warehouse_code, line.variant_id, line.quantity)
        for plan in plans
        for line in plan.lines
    ]
    pieces = rules.matched(wanted, lines)
    names = {plan.warehouse_code: plan.warehouse_name for plan in plans}
    made = [_make(order, code, names[code], at=at) for code in pieces]
    rows = Fulfillment.objects.bulk_create(made)
    FulfillmentLine.objects.bulk_create(
        FulfillmentLine(fulfillment=row, order_line_id=line_id, quantity=quantity)
        for row in rows
        for line_id, quantity in pieces[row.warehouse_code].items()
    )
    _announce_plan(order, rows, at=at, by=by)
    return rows


@db.transaction_required
def start_picking(*, fulfillment_id: int, at: datetime, by: Actor) -> Fulfillment:
    """This hands a fulfillment to a picker.

    Raises:
        NotOpen, OnHold, PaymentGone: when nothing of the order may leave.
        IllegalMove: when it is not waiting to be picked.
        GoodsAwaited: when something of it was promised before it came, and has not come yet.
    """
    row = _locked(fulfillment_id)
    progress.check_may_leave(row.order)
    _check_there(row)
    FulfillmentFlow.move(row, "pick", by=str(by), at=at, picked_at=at)
    _note(row, "picking", at=at, by=by)
    return row


@db.transaction_required
def pack(*, fulfillment_id: int, at: datetime, by: Actor) -> Fulfillment:
    """This closes the box: a parcel is made, whose label inventory buys in the background.

    Raises:
        NotOpen, OnHold, PaymentGone, IllegalMove, GoodsAwaited: as for `start_picking`.
    """
    row = _locked(fulfillment_id)
    progress.check_may_leave(row.order)
    _check_there(row)
    parcel = inventory.create_parcel(
        order_number=row.order.number,
        warehouse_code=row.warehouse_code,
        lines=_stock(row),
        ship_to=Address(**row.order.ship_to),
        delivery_code=row.order.delivery_code,
        at=at,
        by=by,
    )
    FulfillmentFlow.move(row, "pack", by=str(by), at=at, packed_at=at, parcel_id=parcel.parcel_id)
    _note(row, "packed", at=at, by=by)
    return row


@db.outside
def buy_label(*, fulfillment_id: int, at: datetime, by: Actor) -> Fulfillment:
    """This asks the carrier for the label at once, instead of waiting for the background to do it.

    Raises:
        NotPacked: when there is no parcel yet.
        Unavailable: when the carrier does not answer; it is asked again later.
    """
    row = queries.get_fulfillment(fulfillment_id)
    if row.parcel_id is None:
        message = "pack it first"
        raise NotPacked(message)
    parcel = inventory.buy_label(parcel_id=row.parcel_id)
    with db.transaction():
        _note(row, "labelled", at=at, by=by, tracking_number=parcel.tracking_number)
    return row


@db.transaction_required
def ship(*, fulfillment_id: int, at: datetime, by: Actor) -> Fulfillment:
    """This hands a parcel to its carrier: goods leave the books, and payments takes the money for them.

    A parcel that has left stays left. Whoever locks the order first wins against a cancellation.

    Raises:
        NotOpen, OnHold, PaymentGone, IllegalMove: as for `start_picking`.
        IllegalMove: also before the label is bought.
    """
    row = _locked(fulfillment_id)
    if row.state in CARRIED_OUT:
        return row
    progress.check_may_leave(row.order)
    if row.parcel_id is None:
        message = "pack it first"
        raise NotPacked(message)
    parcel = inventory.dispatch_parcel(parcel_id=row.parcel_id, at=at, by=by)
    _record_shipped(row, parcel, at=at, by=by)
    return row


@db.transaction_required
def record_dispatch(*, parcel_id: int, at: datetime, by: Actor) -> None:
    """This takes note that inventory saw a parcel leave; nothing happens when we know."""
    found = queries.find_by_parcel(parcel_id=parcel_id)
    if found is None:
        return
    row = _locked(found.pk)
    if row.state in CARRIED_OUT:
        return
    parcels = inventory.parcels(order_number=row.order.number)
    _record_shipped(row, next(p for p in parcels if p.parcel_id == parcel_id), at=at, by=by)


@db.transaction_required
def deliver(*, fulfillment_id: int, at: datetime, by: Actor) -> Fulfillment:
    """This takes note that a parcel arrived, as staff saw it.

    Raises:
        IllegalMove: when it has not left.
    """
    row = _locked(fulfillment_id)
    if row.state == "delivered":
        return row
    if row.parcel_id is not None:
        inventory.deliver_parcel(parcel_id=row.parcel_id, at=at, by=by)
    _record_delivered(row, at=at, by=by)
    return row


@db.transaction_required
def record_arrival(*, parcel_id: int, at: datetime, by: Actor) -> None:
    """This takes note that inventory saw a parcel arrive; nothing happens when we know."""
    found = queries.find_by_parcel(parcel_id=parcel_id)
    if found is None:
        return
    row = _locked(found.pk)
    if row.state == "shipped":
        _record_delivered(row, at=at, by=by)


@db.transaction_required
def cancel_for_order(*, order_id: int, at: datetime, by: Actor) -> None:
    """This stops what is still in the house of a canceled order."""
    progress.lock_order(order_id)
    for row in Fulfillment.objects.live().filter(order_id=order_id).locked():
        if row.state not in CARRIED_OUT:
            FulfillmentFlow.move(row, "cancel", by=str(by), at=at)


@db.transaction_required
def take_out(
    *, order: Order, pieces: Mapping[int, int], reach: Sequence[str], at: datetime, by: Actor
) -> dict[tuple[int, str], int]:
    """This takes pieces (line id -> how many) of a locked order out of its plans in the states `reach`.

    Those nobody has begun with come first, then the others, each the last one first. A plan without
    pieces is called off. Returns (variant, warehouse code) -> pieces; no code for what was never planned.
    """
    rows = [row for row in Fulfillment.objects.filter(order=order).locked() if row.state in reach]
    rows.sort(key=lambda row: (-reach.index(row.state), row.pk))
    lines = FulfillmentLine.objects.filter(fulfillment__in=rows).select_related("order_line")
    by_plan = {(line.fulfillment_id, line.order_line_id): line for line in lines}
    planned = [
        (row.pk, line_id, line.quantity)
        for row in rows
        for (plan, line_id), line in by_plan.items()
        if plan == row.pk
    ]
    taken, unplanned = rules.taken_out(planned, pieces)
    codes = {row.pk: row.warehouse_code for row in rows}
    variants = dict(order.lines.values_list("pk", "variant_id"))
    freed: dict[tuple[int, str], int] = {}
    for (plan, line_id), many in taken.items():
        place = variants[line_id], codes[plan]
        freed[place] = freed.get(place, 0) + many
        _lessen(by_plan[plan, line_id], many)
    for line_id, many in unplanned.items():
        freed[variants[line_id], ""] = freed.get((variants[line_id], ""), 0) + many
    for row in rows:
        if not row.lines.exists():
            FulfillmentFlow.move(
                row, "cancel", by=str(by), at=at, reason="its articles were canceled"
            )
    return freed


def _lessen(line: FulfillmentLine, pieces: int) -> None:
    line.quantity -= pieces
    if line.quantity:
        line.save(update_fields=["quantity"])
    else:
        line.delete()


def _locked(fulfillment_id: int) -> Fulfillment:
    """Lock the order first, then the fulfillment: parents before children."""
    known = queries.get_fulfillment(fulfillment_id)
    order = progress.lock_order(known.order_id)
    row = Fulfillment.objects.filter(pk=fulfillment_id).locked()[0]
    row.order = order
    return row


def _make(order: Order, code: str, name: str, *, at: datetime) -> Fulfillment:
    return Fulfillment(
        public_id=ids.new("ful"),
        order=order,
        warehouse_code=code,
        warehouse_name=name,
        carrier=order.carrier,
        planned_at=at,
    )


def _announce_plan(order: Order, rows: list[Fulfillment], *, at: datetime, by: Actor) -> None:
    channel = channels.get_channel_by_id(order.channel_id)
    facts = [
        events.FulfillmentPlanned(
            order_id=order.pk,
            number=order.number,
            fulfillment_id=row.pk,
            warehouse_code=row.warehouse_code,
        )
        for row in rows
    ]
    outbox.publish_all(list(facts), at=at, by=by, channel=channel.code)
    timeline.note_down(
        order=order,
        kind="planned",
        at=at,
        by=by,
        warehouses=[row.warehouse_code for row in rows],
    )


def _record_shipped(row: Fulfillment, parcel: Parcel, *, at: datetime, by: Actor) -> None:
    order = row.order
    pieces = {line.order_line_id: line.quantity for line in row.lines.all()}
    FulfillmentFlow.move(
        row,
        "ship",
        by=str(by),
        at=at,
        shipped_at=at,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
    )
    shipped = progress.record_shipment(order=order, pieces=pieces, at=at, by=by)
    channel = channels.get_channel_by_id(order.channel_id)
    fact = events.FulfillmentShipped(
        order_id=order.pk,
        number=order.number,
        fulfillment_id=row.pk,
        parcel_id=row.parcel_id or 0,
        payment_id=order.payment_id,
        lines=shipped.lines,
        shipping_net=shipped.shipping.net,
        shipping_tax=shipped.shipping.tax,
        total=shipped.total,
        carrier=row.carrier,
        tracking_number=row.tracking_number,
        shipped_at=at,
    )
    outbox.publish(fact, at=at, by=by, channel=channel.code)
    _note(row, "shipped", at=at, by=by, tracking_number=row.tracking_number)


def _record_delivered(row: Fulfillment, *, at: datetime, by: Actor) -> None:
    FulfillmentFlow.move(row, "deliver", by=str(by), at=at, delivered_at=at)
    _note(row, "delivered", at=at, by=by)
    pieces = sum(line.quantity for line in row.lines.all())
    progress.record_delivery(order=row.order, pieces=pieces, at=at, by=by)


def _stock(row: Fulfillment) -> tuple[StockLine, ...]:
    pieces = queries.pieces_of(row).items()
    return tuple(StockLine(variant_id=one, quantity=many) for one, many in pieces)


def _check_there(row: Fulfillment) -> None:
    prefetch_related_objects([row], "lines__order_line")
    ready = inventory.ready_pieces(order_number=row.order.number)
    short = queries.awaited(row, ready)
    if short:
        message = f"{sum(short.values())} pieces have not come to {row.warehouse_name} yet"
        raise GoodsAwaited(
            message, lines=[{"variant_id": one, "pieces": many} for one, many in short.items()]
        )


def _note(row: Fulfillment, kind: str, *, at: datetime, by: Actor, **data: object) -> None:
    timeline.note_down(
        order=row.order,
        kind=kind,
        at=at,
        by=by,
        fulfillment=row.public_id,
        warehouse=row.warehouse_code,
        **data,
    )
