"""Asking for promised money: at once, per parcel, before it lapses, or because it has arrived."""

from datetime import datetime

from commerce import db
from commerce.errors import Refused
from commerce.money import Money
from payments.collecting import queries, rules
from payments.collecting.actions import recording, story
from payments.collecting.models import Capture, Payment
from payments.gateways import queries as gateways
from payments.gateways.actions import send_after_commit


class NothingToCapture(Refused):
    """Nothing is promised that could be taken."""

    code = "nothing_to_capture"


@db.transaction_required
def request_capture(
    *, payment_id: int, amount: Money, key: str, by: object, at: datetime
) -> Capture:
    """This asks for money under the key of its cause; the same key again returns the same capture.

    With a provider that allows one capture only, all that is left is asked for.

    Raises:
        NothingToCapture: when nothing is promised any more, or money arrives by itself.
    """
    payment = story.locked(payment_id)
    known = payment.captures.filter(key=key).first()
    if known is not None:
        return known
    free = queries.free_to_capture(payment)
    sum_asked = rules.to_capture(wanted=amount, free=free, several=payment.several_captures)
    prompt = gateways.way(payment.method).prompt
    if payment.state not in rules.HELD or sum_asked.minor <= 0 or not prompt:
        message = f"nothing can be captured of a payment that is {payment.state}"
        raise NothingToCapture(message, state=payment.state)
    row = _request(payment, sum_asked, key=key, at=at)
    story.note(payment, "capture_requested", by=by, at=at, amount=row.amount_minor, detail=key)
    send_after_commit("payments.collecting.tasks.capture", capture_id=row.pk)
    return row


def _request(payment: Payment, amount: Money, *, key: str, at: datetime) -> Capture:
    payment.capturing += amount
    payment.save(update_fields=["capturing_minor"])
    return Capture.objects.create(
        payment=payment,
        key=key,
        currency=amount.currency,
        amount_minor=amount.minor,
        requested_at=at,
        next_try_at=at,
    )


@db.transaction_required
def capture_shipment(
    *, payment_id: int, amount: Money, fulfillment_id: int, by: object, at: datetime
) -> None:
    """This counts what has left the house and asks for its money, if some is still to be asked."""
    payment = story.locked(payment_id)
    payment.shipped_minor += amount.minor
    payment.save(update_fields=["shipped_minor"])
    if not gateways.way(payment.method).prompt:
        return
    if payment.state in rules.HELD and queries.free_to_capture(payment):
        key = f"fulfillment:{fulfillment_id}"
        request_capture(payment_id=payment_id, amount=amount, key=key, by=by, at=at)
    elif payment.state not in rules.PAID:
        story.note(payment, "not_captured", by=by, at=at, amount=amount.minor, detail=payment.state)


@db.transaction_required
def capture_before_lapse(*, payment_id: int, by: object, at: datetime) -> None:
    """This takes all that is promised to a live order before the promise runs out."""
    payment = story.locked(payment_id)
    free = queries.free_to_capture(payment)
    if free.minor > 0 and payment.state in rules.HELD:
        request_capture(payment_id=payment_id, amount=free, key="before-lapse", by=by, at=at)


@db.transaction_required
def record_receipt(
    *, payment_id: int, amount: Money, key: str, by: object, at: datetime
) -> Capture:
    """This records money that arrived at our bank for an invoice or a transfer.

    Raises:
        NothingToCapture: for card payments, or more than is still owed.
    """
    payment = story.locked(payment_id)
    known = payment.captures.filter(key=key).first()
    if known is not None:
        return known
    free = queries.free_to_capture(payment)
    prompt = gateways.way(payment.method).prompt
    if prompt or payment.state not in rules.HELD or not 0 < amount.minor <= free.minor:
        message = f"{amount} cannot be received for this payment; {free} is owed"
        raise NothingToCapture(message, field="amount")
    row = _request(payment, amount, key=key, at=at)
    recording.take(payment, row, fee=Money.zero(amount.currency), by=by, at=at)
    return row
