"""One order as the desk shows it: state, money, goods, timeline, in a fixed number of statements."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from commerce.channels import queries as channels
from commerce.money import Money, wording
from crm import public as crm
from crm.contracts import Address
from inventory import public as inventory
from inventory.contracts import Level, Parcel
from orders.cancellations import queries as cancellations
from orders.cancellations.rules import STAFF
from orders.fulfillment import queries as fulfillments
from orders.fulfillment.models import Fulfillment
from orders.mail.models import OrderMail
from orders.order import queries as orders
from orders.order.models import Order, OrderEvent, OrderLine, OrderNote, OrderRefund
from orders.pickup import queries as pickups
from orders.pickup.models import Pickup
from orders.pickup.queries import PickupNote
from orders.pickup.rules import is_overdue
from orders.withdrawals import queries as withdrawals
from orders.withdrawals.models import Withdrawal
from orders.workbench import rules
from orders.workbench.queries import words
from payments import public as payments
from payments.contracts import PaymentInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One article: what was sold, what became of it, what lies where; amounts in words."""

    line_id: int
    sku: str
    title: str
    options: str
    image: str
    quantity: int
    shipped: int
    refunded: int
    refundable: int
    canceled: int
    cancelable: int
    unit: str
    total: str
    stock: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """One entry of the money ledger, in words."""

    at: datetime | None
    kind: str
    state: str
    word: str
    amount: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelCard:
    """One fulfillment and its parcel; `awaits` is how many of its pieces have not come yet."""

    fulfillment_id: int
    public_id: str
    warehouse: str
    state: str
    word: str
    carrier: str
    tracking_number: str
    tracking_url: str
    lines: tuple[tuple[str, int], ...]
    parcel_id: int | None
    awaits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One entry of the timeline."""

    at: datetime
    by: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything the desk shows of one order."""

    order: Order
    channel: str
    customer_id: int | None
    customer: str
    ship_to: tuple[str, ...]
    bill_to: tuple[str, ...]
    items: tuple[ItemRow, ...]
    sums: tuple[tuple[str, str], ...]
    total: str
    captured: str
    refunded: str
    refundable: str
    refundable_minor: int
    refund_failed: str
    shipping_refundable: str
    money: tuple[MoneyRow, ...]
    payment: PaymentInfo | None
    parcels: tuple[ParcelCard, ...]
    timeline: tuple[TimelineRow, ...]
    notes: tuple[OrderNote, ...]
    mails: tuple[tuple[OrderMail, str], ...]
    warehouses: tuple[str, ...]
    best: rules.Step | None
    others: tuple[rules.Step, ...]
    pickup: PickupNote | None
    withdrawal: Withdrawal | None


def desk(order: Order, *, at: datetime) -> Desk:
    """This gathers the sheet of one order."""
    channel = channels.get_channel_by_id(order.channel_id)
    lines = list(order.lines.order_by("position"))
    rows = fulfillments.of_order(order.pk)
    parcels = inventory.parcels(order_number=order.number)
    payment = _payment(order)
    refundable = orders.refundable(order)
    pickup = pickups.find_pickup(order_id=order.pk)
    offered = cancellations.offer(order, reach=STAFF, lines=lines)
    ready = inventory.ready_pieces(order_number=order.number)
    awaited = {row.pk: sum(fulfillments.awaited(row, ready).values()) for row in rows}
    situation = _situation(order, rows, parcels, payment=payment, left=refundable.left)
    stages = tuple(
        dataclasses.replace(stage, awaits=awaited[stage.fulfillment_id] > 0)
        for stage in situation.stages
    )
    situation = dataclasses.replace(situation, stages=stages, cancelable=bool(offered))
    situation = _in_store(situation, pickup, at=at)
    customer = crm.find_customer(customer_id=order.customer_id) if order.customer_id else None
    return Desk(
        order=order,
        channel=channel.name,
        customer_id=customer.customer_id if customer else None,
        customer=order.customer_name or (customer.name if customer else ""),
        ship_to=_address(order.ship_to),
        bill_to=_address(order.bill_to) if order.bill_to != order.ship_to else (),
        items=_items(lines, order, offered),
        sums=_sums(order),
        total=_worded(order.total),
        captured=_worded(order.captured),
        refunded=_worded(order.refunded),
        refundable=str(max(refundable.left, Money.zero(order.currency))),
        refundable_minor=refundable.left.minor,
        refund_failed=_trouble(order),
        shipping_refundable=str(refundable.shipping.gross - refundable.shipping_refunded),
        money=_money(order, payment),
        payment=payment,
        parcels=_parcels(rows, parcels, awaited),
        timeline=tuple(_event(row, order) for row in order.events.order_by("-id")[:200]),
        notes=tuple(order.notes.order_by("-id")),
        mails=tuple((row, words.of_mail(row.kind)) for row in order.mails.order_by("-id")),
        warehouses=tuple(sorted({row.warehouse_code for row in rows})),
        best=rules.next_step(situation),
        others=rules.other_steps(situation),
        pickup=pickups.note(pickup, language=get_language() or "en") if pickup else None,
        withdrawal=withdrawals.find_withdrawal(order),
    )


def _in_store(found: rules.Situation, pickup: Pickup | None, *, at: datetime) -> rules.Situation:
    """The same situation, when its goods wait in a store instead of going by parcel."""
    if pickup is None:
        return found
    late = is_overdue(hold_until=pickup.hold_until, at=at)
    stages = tuple(
        dataclasses.replace(stage, pickup=pickup.state, overdue=late) for stage in found.stages
    )
    return dataclasses.replace(found, stages=stages)


def _situation(
    order: Order,
    rows: Sequence[Fulfillment],
    parcels: Sequence[Parcel],
    *,
    payment: PaymentInfo | None,
    left: Money,
) -> rules.Situation:
    labelled = {parcel.parcel_id for parcel in parcels if parcel.tracking_number}
    return rules.Situation(
        state=order.state,
        on_hold=bool(order.hold_reason),
        voided=order.voided,
        shipped=order.quantity_shipped,
        stages=tuple(
            rules.Stage(
                fulfillment_id=row.pk,
                warehouse=row.warehouse_code,
                state=row.state,
                labelled=row.parcel_id in labelled,
            )
            for row in rows
            if row.state != "canceled"
        ),
        owed=payment is not None
        and order.payment_kind in {"invoice", "manual"}
        and payment.captured < payment.owed
        and not order.voided,
        refundable=left.minor > 0 and order.payment_id is not None,
    )


def _payment(order: Order) -> PaymentInfo | None:
    if order.payment_id is None:
        return None
    found = payments.payments_of(order_numbers=[order.number])
    return next((one for one in found if one.payment_id == order.payment_id), None)


def _items(
    lines: Sequence[OrderLine], order: Order, offered: Mapping[int, int]
) -> tuple[ItemRow, ...]:
    stock: dict[int, list[str]] = {}
    for level in inventory.levels(variant_ids=[line.variant_id for line in lines]):
        stock.setdefault(level.variant_id, []).append(_level(level))
    return tuple(
        ItemRow(
            line_id=line.pk,
            sku=line.sku,
            title=line.title,
            options=line.options,
            image=line.image,
            quantity=line.quantity,
            shipped=line.quantity_shipped,
            refunded=line.quantity_refunded,
            refundable=line.quantity_shipped - line.quantity_refunded,
            canceled=line.quantity_canceled,
            cancelable=offered.get(line.pk, 0),
            unit=_worded(line.unit),
            total=_worded(line.gross if order.prices_include_tax else line.taxed.net),
            stock=tuple(stock.get(line.variant_id, ())),
        )
        for line in lines
    )


def _level(level: Level) -> str:
    return f"{level.warehouse_code} {level.on_hand - level.allocated}"


def _sums(order: Order) -> tuple[tuple[str, str], ...]:
    gross = order.prices_include_tax
    shipping = order.shipping.gross if gross else order.shipping.net
    found = [
        ("delivery", _worded(shipping)),
        ("tax_inside" if gross else "tax_added", _worded(Money(order.tax_minor, order.currency))),
    ]
    if order.discount:
        found.insert(0, ("discount", _worded(-order.discount)))
    return tuple(found)


def _money(order: Order, payment: PaymentInfo | None) -> tuple[MoneyRow, ...]:
    """What was promised, taken and given back, the first entry first."""
    found: list[MoneyRow] = []
    if payment is not None:
        promised = MoneyRow(
            at=order.placed_at,
            kind="promised",
            state=payment.state,
            word=words.of(payment.state),
            amount=_worded(payment.amount),
            detail=payment.label or payment.method,
        )
        found.append(promised)
    for event in order.events.filter(kind="captured").order_by("id"):
        amount = Money(int(event.data.get("amount", 0)), order.currency)
        found.append(
            MoneyRow(
                at=event.at,
                kind="captured",
                state="taken",
                word=words.of("taken"),
                amount=_worded(amount),
                detail="",
            )
        )
    found += [
        MoneyRow(
            at=row.issued_at or row.requested_at,
            kind="refunded",
            state=row.state,
            word=words.of("sent_back" if _sent_back(row) else row.state),
            amount=_worded(-row.total),
            detail=row.reason,
        )
        for row in order.refunds.order_by("id")
    ]
    return tuple(found)


def _sent_back(row: OrderRefund) -> bool:
    return row.state == "failed" and row.issued_at is not None


def _trouble(order: Order) -> str:
    """The sum of a refund that did not arrive, as long as none was asked for after it; else empty."""
    last = order.refunds.order_by("-requested_at", "-id").first()
    return _worded(last.total) if last is not None and last.state == "failed" else ""


def _parcels(
    rows: Sequence[Fulfillment], parcels: Sequence[Parcel], awaited: Mapping[int, int]
) -> tuple[ParcelCard, ...]:
    known = {parcel.parcel_id: parcel for parcel in parcels}
    return tuple(_parcel(row, known.get(row.parcel_id or 0), awaited[row.pk]) for row in rows)


def _parcel(row: Fulfillment, parcel: Parcel | None, awaits: int) -> ParcelCard:
    return ParcelCard(
        fulfillment_id=row.pk,
        public_id=row.public_id,
        warehouse=row.warehouse_name or row.warehouse_code,
        state=row.state,
        word=words.of(row.state),
        carrier=parcel.carrier if parcel else row.carrier,
        tracking_number=parcel.tracking_number if parcel else row.tracking_number,
        tracking_url=parcel.tracking_url if parcel else row.tracking_url,
        lines=tuple((line.order_line.title, line.quantity) for line in row.lines.all()),
        parcel_id=row.parcel_id,
        awaits=awaits,
    )


def _event(row: OrderEvent, order: Order) -> TimelineRow:
    return TimelineRow(
        at=row.at, by=row.by, kind=words.of(row.kind), detail=_detail(row.data, order)
    )


def _detail(data: dict[str, Any], order: Order) -> str:
    parts = [
        _worded(Money(data[name], order.currency))
        for name in ("amount", "total")
        if isinstance(data.get(name), int)
    ]
    for name in (
        "warehouse",
        "warehouses",
        "tracking_number",
        "reason",
        "mail",
        "method",
        "error",
        "pieces",
    ):
        value = data.get(name)
        if value and name == "mail":
            value = words.of_mail(value)
        if value:
            parts.append(", ".join(map(str, value)) if isinstance(value, list) else str(value))
    return " · ".join(parts)


def _address(stored: dict[str, Any]) -> tuple[str, ...]:
    if not stored.get("line1"):
        return (stored["country"],) if stored.get("country") else ()
    return crm.address_lines(address=Address(**stored))


def _worded(amount: Money) -> str:
    return wording.in_words(amount, get_language() or "en")
