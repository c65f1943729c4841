"""What payments reports of an order's money: taken, given back, and sent back by the bank."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from commerce import db, ids
from commerce.channels import queries as channels
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money, Taxed
from orders import events
from orders.order import queries
from orders.order.actions import progress, timeline
from orders.order.models import Order, OrderLine, OrderRefund
from orders.order.rules import refunds
from orders.order.states import RefundFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A refund in payments as it is reported: `nth` counts its tries, the first is 0."""

    payment_id: int
    refund_id: int
    nth: int
    amount: Money
    tax: Money
    for_canceled: bool = False


@db.transaction_required
def record_capture(
    *, payment_id: int, amount: Money, capture_id: int, at: datetime, by: Actor
) -> None:
    """This counts money as taken for an order."""
    order = _locked(payment_id)
    if order is None:
        return
    order.captured += amount
    order.updated_at = at
    order.save(update_fields=["captured_minor", "updated_at"])
    timeline.note_down(
        order=order, kind="captured", at=at, by=by, amount=amount.minor, capture_id=capture_id
    )


@db.transaction_required
def record_refund(*, told: Told, reason: str, at: datetime, by: Actor) -> None:
    """This counts money as given back, and announces OrderRefunded with the lines it was for.

    A refund made elsewhere, such as at the provider's desk, enters the book as a gesture; money of
    canceled pieces is no news to those who heard of the cancellation. What is known already, or was
    overtaken by a later report, changes nothing.
    """
    order = _locked(told.payment_id)
    if order is None:
        return
    row = _row(order, told, reason=reason, at=at, by=by)
    if not _is_news(row, told, "issued"):
        return
    before = row.state
    _take_note(row, told)
    if before == "issued":
        return
    if before == "failed":
        _count_pieces(order, row, sign=1)
    move = "issue_again" if before == "failed" else "issue"
    RefundFlow.move(row, move, by=str(by), at=at, issued_at=at)
    _count(order, row.total, row.tax_minor, at=at)
    timeline.note_down(
        order=order, kind="refunded", at=at, by=by, amount=row.total_minor, refund=row.public_id
    )
    if not row.for_canceled:
        _announce(order, row, events.OrderRefunded, at=at, by=by)


@db.transaction_required
def record_refund_failure(*, told: Told, error: str, at: datetime, by: Actor) -> None:
    """This notes that money did not go back after all: its pieces and delivery may be refunded anew.

    When it had been counted as given back, its sum is taken out again and RefundReversed announced.
    What is known already, or was overtaken by a later report, changes nothing.
    """
    order = _locked(told.payment_id)
    if order is None:
        return
    row = _row(order, told, reason="", at=at, by=by)
    if not _is_news(row, told, "failed"):
        return
    before = row.state
    _take_note(row, told)
    if before == "failed":
        return
    RefundFlow.move(row, "fail", by=str(by), at=at, reason=error[:200])
    _count_pieces(order, row, sign=-1)
    if before == "issued":
        _count(order, -row.total, -row.tax_minor, at=at)
        if not row.for_canceled:
            _announce(order, row, events.RefundReversed, at=at, by=by)
    timeline.note_down(
        order=order,
        kind="refund_reversed" if before == "issued" else "refund_failed",
        at=at,
        by=by,
        amount=row.total_minor,
        error=error[:200],
        refund=row.public_id,
    )


def _locked(payment_id: int) -> Order | None:
    found = queries.find_by_payment(payment_id=payment_id)
    return progress.lock_order(found.pk) if found is not None else None


def _row(order: Order, told: Told, *, reason: str, at: datetime, by: Actor) -> OrderRefund:
    """The refund of the book; one that nobody here asked for enters it as a gesture."""
    row = order.refunds.filter(refund_id=told.refund_id).first()
    return row or OrderRefund.objects.create(
        order=order,
        public_id=ids.new("orf"),
        key=f"{order.public_id}:found:{told.refund_id}",
        refund_id=told.refund_id,
        currency=order.currency,
        goodwill_minor=0 if told.for_canceled else told.amount.minor,
        for_canceled=told.for_canceled,
        net_minor=told.amount.minor - told.tax.minor,
        tax_minor=told.tax.minor,
        total_minor=told.amount.minor,
        reason=reason[:200],
        by=str(by),
        requested_at=at,
    )


def _is_news(row: OrderRefund, told: Told, state: str) -> bool:
    return refunds.is_news(known=(row.round, row.state), told=(told.nth, state))


def _take_note(row: OrderRefund, told: Told) -> None:
    row.round = told.nth
    row.save(update_fields=["round"])


def _count(order: Order, amount: Money, tax_minor: int, *, at: datetime) -> None:
    order.refunded += amount
    order.refunded_tax_minor += tax_minor
    order.updated_at = at
    order.save(update_fields=["refunded_minor", "refunded_tax_minor", "updated_at"])


def _count_pieces(order: Order, row: OrderRefund, *, sign: int) -> None:
    for part in row.lines:
        OrderLine.objects.filter(pk=part["line_id"]).update(
            quantity_refunded=F("quantity_refunded") + sign * part["quantity"]
        )
    order.shipping_refunded_minor += sign * row.shipping_minor
    order.save(update_fields=["shipping_refunded_minor"])


def _announce(
    order: Order,
    row: OrderRefund,
    kind: type[events.OrderRefunded] | type[events.RefundReversed],
    *,
    at: datetime,
    by: Actor,
) -> None:
    """This tells of a refund that its money went back, or that it came back from there."""
    moment = "refunded_at" if kind is events.OrderRefunded else "reversed_at"
    said: dict[str, Any] = {
        "order_id": order.pk,
        "number": order.number,
        "refund_id": row.pk,
        "round": row.round,
        "lines": _line_facts(order, row),
        "net": Money(row.net_minor, order.currency),
        "tax": Money(row.tax_minor, order.currency),
        "total": row.total,
        moment: at,
    }
    outbox.publish(kind(**said), at=at, by=by, channel=_channel(order))


def _channel(order: Order) -> str:
    return channels.get_channel_by_id(order.channel_id).code


def _line_facts(order: Order, row: OrderRefund) -> tuple[events.LineFact, ...]:
    lines = {line.pk: line for line in order.lines.all()}
    return tuple(
        queries.line_fact(
            lines[part["line_id"]],
            quantity=part["quantity"],
            taxed=Taxed(
                Money(part["net"], order.currency),
                Money(part["tax"], order.currency),
                Money(part["gross"], order.currency),
            ),
        )
        for part in row.lines
    )
