"""Opening a payment for a checkout, and tying it to the order it pays for."""

from datetime import datetime
from typing import Any

from django.db import connection

from commerce import db, ids, rows
from commerce.channels import queries as channels
from commerce.errors import Conflict, Refused
from commerce.money import Money
from payments.collecting import rules
from payments.collecting.actions import capturing, letting_go, recording, story
from payments.collecting.models import Payment
from payments.gateways import actions as gateway_actions
from payments.gateways import queries as gateways
from payments.gateways.clients.base import Wish


class MethodNotOffered(Refused):
    """The channel does not take this kind of payment."""

    code = "payment_method_not_offered"


class NotAuthorized(Conflict):
    """The money for this order is not promised."""

    code = "payment_not_authorized"


@db.transaction_required
def open_payment(
    *,
    amount: Money,
    reference: str,
    method: str,
    channel: str,
    customer_id: int | None,
    by: object,
    at: datetime,
) -> Payment:
    """This opens the payment of a checkout, or returns the one that is open for the same amount.

    A live payment of another amount or method is let go first, unless an order hangs on it. Invoice
    and bank transfer are promised at once; cards wait for the shopper.

    Raises:
        MethodNotOffered: when the channel does not offer the method.
        Conflict: when an order is paid under this reference already.
    """
    way = gateways.way(method)
    sold_in = channels.get_channel(channel)
    if way.code not in sold_in.payment_methods:
        message = f"{sold_in.name} does not take {way.code}"
        raise MethodNotOffered(message, field="payment_method")
    _queue_up(reference)
    known = _known(reference, amount=amount, method=method, by=by, at=at)
    if known is not None:
        return known
    fields: dict[str, Any] = {
        "public_id": ids.new("pay"),
        "channel": channel,
        "reference": reference,
        "customer_id": customer_id,
        "method": way.code,
        "gateway": way.gateway,
        "capture_at_once": not sold_in.capture_on_shipment,
        "currency": amount.currency,
        "amount_minor": amount.minor,
        "created_at": at,
    }
    row = Payment(**fields)
    rows.insert([row])
    story.note(row, "opened", by=by, at=at, amount=amount.minor, detail=way.code)
    if not way.prompt:
        _promise_on_paper(row, by=by, at=at)
    return row


def _known(
    reference: str, *, amount: Money, method: str, by: object, at: datetime
) -> Payment | None:
    row = Payment.objects.filter(reference=reference).live().locked_one()
    if row is None:
        return None
    if row.amount == amount and row.method == method:
        return row
    if row.order_number:
        message = "this checkout has become an order already"
        raise Conflict(message, order_number=row.order_number)
    letting_go.void(payment_id=row.pk, reason="checkout changed", by=by, at=at)
    return None


def _queue_up(reference: str) -> None:
    """Two tabs may open at once: the second waits, and then finds what the first has made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 9))", [reference])


def _promise_on_paper(row: Payment, *, by: object, at: datetime) -> None:
    wish = Wish(amount=row.amount, description="", email="", ours={"payment": row.public_id})
    seen = gateway_actions.gateway(row.gateway).create(wish=wish, key=row.public_id)
    recording.promise(row, several=seen.several_captures, lapses_at=None, label="", by=by, at=at)


@db.transaction_required
def attach_order(
    *, payment_id: int, order_number: str, total: Money, tax: Money, by: object, at: datetime
) -> Payment:
    """This ties a promised payment to the order it pays for; a repeat changes nothing.

    With a channel that takes money at once, the capture is asked for here.

    Raises:
        NotAuthorized: when the money is not promised, is of another sum, or serves another order.
    """
    row = story.locked(payment_id)
    if row.order_number == order_number:
        return row
    if row.order_number or row.state not in rules.PAID:
        message = f"this payment is {row.order_number or row.state}"
        raise NotAuthorized(message, state=row.state)
    if row.amount != total:
        message = "the promised sum is not the order's total"
        raise NotAuthorized(message, promised=str(row.amount), total=str(total))
    row.order_number, row.tax = order_number, tax
    changes = {"order_number": row.order_number, "tax_minor": row.tax_minor}
    rows.change(Payment, where={"id": row.pk}, to=changes)
    story.note(row, "attached", by=by, at=at, amount=total.minor, detail=order_number)
    if row.capture_at_once and gateways.way(row.method).prompt:
        capturing.request_capture(payment_id=row.pk, amount=total, key="order", by=by, at=at)
    return row


@db.transaction_required
def hand_over(*, from_id: int, into_id: int) -> None:
    """This hands the payments of one customer over to another."""
    Payment.objects.filter(customer_id=from_id).update(customer_id=into_id)
