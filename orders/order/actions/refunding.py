"""Giving money back, and what payments reports of money taken and returned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from commerce import db, ids
from commerce.channels import queries as channels
from commerce.errors import Invalid
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money, Taxed
from orders import events
from orders.order import queries
from orders.order.actions import progress, timeline
from orders.order.models import Order, OrderLine, OrderRefund
from orders.order.rules import refunds
from orders.order.states import RefundFlow
from payments import public as payments


@db.transaction_required
def refund(
    *,
    order_id: int,
    wanted: refunds.WantedRefund,
    reason: str,
    key: str,
    at: datetime,
    by: Actor,
) -> OrderRefund:
    """This gives money of an order back; the provider is asked by a task, the outcome comes as a fact.

    The same `key` is one refund, however often it is asked for.

    Raises:
        NothingToRefund, TooMuch: when it is not there to give back.
        Invalid: without a reason.
    """
    if not reason.strip():
        message = "say why the money goes back"
        raise Invalid(message, field="reason")
    order = progress.lock_order(order_id)
    earlier = order.refunds.filter(key=f"{order.public_id}:{key}").first()
    if earlier is not None:
        return earlier
    plan = refunds.refund(queries.refundable(order), wanted)
    _count_pieces(plan.lines)
    order.shipping_refunded_minor += plan.shipping.gross.minor
    order.updated_at = at
    order.save(update_fields=["shipping_refunded_minor", "updated_at"])
    return _request(order, plan, reason=reason, key=key, at=at, by=by)


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
def record_refund(
    *,
    payment_id: int,
    refund_id: int,
    amount: Money,
    tax: Money,
    reason: str,
    at: datetime,
    by: Actor,
) -> None:
    """This counts money as given back, and announces OrderRefunded with the lines it was for.

    A refund made elsewhere, such as at the provider's desk, enters the book as a gesture.
    """
    order = _locked(payment_id)
    if order is None:
        return
    row = order.refunds.filter(refund_id=refund_id).first()
    if row is None:
        row = _found(
            order, refund_id, Taxed(amount - tax, tax, amount), reason=reason, at=at, by=by
        )
    if row.state == "issued":
        return
    RefundFlow.move(row, "issue", by=str(by), at=at, issued_at=at)
    order.refunded += amount
    order.refunded_tax_minor += tax.minor
    order.updated_at = at
    order.save(update_fields=["refunded_minor", "refunded_tax_minor", "updated_at"])
    timeline.note_down(
        order=order, kind="refunded", at=at, by=by, amount=amount.minor, refund=row.public_id
    )
    _announce(order, row, at=at, by=by)


@db.transaction_required
def record_refund_failure(
    *, payment_id: int, refund_id: int, error: str, at: datetime, by: Actor
) -> None:
    """This notes that money did not go back after all: its pieces and delivery may be refunded anew."""
    order = _locked(payment_id)
    row = order.refunds.filter(refund_id=refund_id).first() if order else None
    if order is None or row is None or row.state != "requested":
        return
    RefundFlow.move(row, "fail", by=str(by), at=at, reason=error[:200])
    for line in row.lines:
        OrderLine.objects.filter(pk=line["line_id"]).update(
            quantity_refunded=F("quantity_refunded") - line["quantity"]
        )
    order.shipping_refunded_minor -= row.shipping_minor
    order.save(update_fields=["shipping_refunded_minor"])
    timeline.note_down(
        order=order, kind="refund_failed", at=at, by=by, error=error[:200], refund=row.public_id
    )


def _request(
    order: Order,
    plan: refunds.RefundPlan,
    *,
    reason: str,
    key: str,
    at: datetime,
    by: Actor,
) -> OrderRefund:
    if order.payment_id is None:
        message = "this order has no payment to give back"
        raise refunds.NothingToRefund(message)
    whole_key = f"{order.public_id}:{key}"
    sent = payments.refund(
        payment_id=order.payment_id,
        amount=plan.total.gross,
        tax=plan.total.tax,
        shipped=True,
        reason=reason,
        key=whole_key,
        at=at,
        by=by,
    )
    row = OrderRefund.objects.create(
        order=order,
        public_id=ids.new("orf"),
        key=whole_key,
        refund_id=sent.refund_id,
        lines=[_as_json(line) for line in plan.lines],
        currency=order.currency,
        shipping_minor=plan.shipping.gross.minor,
        goodwill_minor=plan.goodwill.gross.minor,
        reason=reason[:200],
        by=str(by),
        requested_at=at,
        **_columns(plan.total),
    )
    timeline.note_down(
        order=order,
        kind="refund_requested",
        at=at,
        by=by,
        amount=plan.total.gross.minor,
        reason=reason[:200],
        refund=row.public_id,
    )
    return row


def _found(
    order: Order, refund_id: int, total: Taxed, *, reason: str, at: datetime, by: Actor
) -> OrderRefund:
    return OrderRefund.objects.create(
        order=order,
        public_id=ids.new("orf"),
        key=f"{order.public_id}:found:{refund_id}",
        refund_id=refund_id,
        currency=order.currency,
        goodwill_minor=total.gross.minor,
        reason=reason[:200],
        by=str(by),
        requested_at=at,
        **_columns(total),
    )


def _columns(total: Taxed) -> Mapping[str, Any]:
    return {
        "net_minor": total.net.minor,
        "tax_minor": total.tax.minor,
        "total_minor": total.gross.minor,
    }


def _as_json(line: refunds.RefundedLine) -> dict[str, int]:
    return {
        "line_id": line.line_id,
        "quantity": line.quantity,
        "net": line.taxed.net.minor,
        "tax": line.taxed.tax.minor,
        "gross": line.taxed.gross.minor,
    }


def _count_pieces(lines: tuple[refunds.RefundedLine, ...]) -> None:
    for line in lines:
        OrderLine.objects.filter(pk=line.line_id).update(
            quantity_refunded=F("quantity_refunded") + line.quantity
        )


def _locked(payment_id: int) -> Order | None:
    found = queries.find_by_payment(payment_id=payment_id)
    return progress.lock_order(found.pk) if found is not None else None


def _announce(order: Order, row: OrderRefund, *, at: datetime, by: Actor) -> None:
    lines = {line.pk: line for line in order.lines.all()}
    facts = tuple(
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
    fact = events.OrderRefunded(
        order_id=order.pk,
        number=order.number,
        refund_id=row.pk,
        lines=facts,
        net=Money(row.net_minor, order.currency),
        tax=Money(row.tax_minor, order.currency),
        total=row.total,
        refunded_at=at,
    )
    channel = channels.get_channel_by_id(order.channel_id)
    outbox.publish(fact, at=at, by=by, channel=channel.code)
