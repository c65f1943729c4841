"""Giving money back: what staff and partners ask for."""

from datetime import datetime

from django.db.models import F

from commerce import db, ids
from commerce.errors import Invalid
from commerce.identity.actor import Actor
from orders.order import queries
from orders.order.actions import progress, timeline
from orders.order.models import Order, OrderLine, OrderRefund
from orders.order.rules import refunds
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
        net_minor=plan.total.net.minor,
        tax_minor=plan.total.tax.minor,
        total_minor=plan.total.gross.minor,
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
