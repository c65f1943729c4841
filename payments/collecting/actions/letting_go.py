"""Letting promised money go: voided by us, run out, or promised twice."""

import logging
from datetime import datetime

from commerce import db
from commerce.errors import Conflict, Refused
from commerce.events import outbox
from payments import events
from payments.collecting import queries, rules, states
from payments.collecting.actions import story
from payments.collecting.models import Attempt, Payment
from payments.gateways.actions import send_after_commit

log = logging.getLogger(__name__)


class AlreadyCaptured(Refused):
    """The money is taken; it can only be refunded."""

    code = "already_captured"


class CaptureUnderWay(Conflict):
    """A capture has been asked for and not answered yet."""

    code = "capture_under_way"


@db.transaction_required
def void(*, payment_id: int, reason: str, by: object, at: datetime, move: str = "void") -> Payment:
    """This lets go of what is not captured; a second time it changes nothing.

    Raises:
        AlreadyCaptured: when all was taken.
        CaptureUnderWay: while a capture has no answer.
    """
    payment = story.locked(payment_id)
    if payment.state in {"voided", "expired"}:
        return payment
    if payment.state == "captured":
        message = "this payment is captured; refund it instead"
        raise AlreadyCaptured(message)
    if payment.capturing_minor:
        message = "a capture of this payment is under way"
        raise CaptureUnderWay(message, retry=True)
    if payment.state == "partially_captured":
        return _let_rest_go(payment, reason=reason, by=by, at=at)
    states.PaymentFlow.move(payment, move, by=str(by), at=at, reason=reason)
    story.note(payment, move, by=by, at=at, amount=payment.authorized_minor, detail=reason)
    for attempt in payment.attempts.exclude(state="ended").order_by("pk"):
        want_release(attempt, reason=reason, at=at)
    if payment.authorized:
        announce_voided(payment, by=by, at=at)
    return payment


def _let_rest_go(payment: Payment, *, reason: str, by: object, at: datetime) -> Payment:
    """What is taken stays; the provider closes the rest, and on account we do so ourselves."""
    attempt = queries.chosen_attempt(payment.pk)
    if attempt is not None and attempt.next_release_at is not None:
        return payment
    rest = payment.authorized - payment.captured
    story.note(payment, "void", by=by, at=at, amount=rest.minor, detail=reason)
    announce_voided(payment, by=by, at=at)
    if attempt is None:
        states.PaymentFlow.move(payment, "close", by=str(by), at=at, reason=reason)
    else:
        want_release(attempt, reason=reason, at=at)
    return payment


@db.transaction_required
def void_orphan(*, payment_id: int, by: object, at: datetime) -> None:
    """This lets a promise without an order go, unless an order took hold of it just now."""
    payment = story.locked(payment_id)
    if payment.order_number or payment.capturing_minor or payment.state not in rules.HELD:
        return
    log.warning("payment %s has no order and is let go", payment.public_id)
    void(payment_id=payment_id, reason="no order", by=by, at=at)


@db.transaction_required
def void_of_reference(*, reference: str, reason: str, by: object, at: datetime) -> None:
    """This lets a checkout's unpaid payment run out; one that is paid stays."""
    row = Payment.objects.filter(reference=reference, state__in=rules.WAITING).first()
    if row is not None:
        void(payment_id=row.pk, reason=reason, by=by, at=at, move="expire")


@db.transaction_required
def void_of_order(*, order_number: str, by: object, at: datetime) -> None:
    """This lets go of what a canceled order has not been charged for yet."""
    rows = Payment.objects.filter(order_number=order_number, state__in=rules.HELD)
    for row in rows.order_by("pk"):
        void(payment_id=row.pk, reason="order canceled", by=by, at=at)


@db.transaction_required
def want_release(attempt: Attempt, *, reason: str, at: datetime) -> None:
    """This asks for an attempt to be let go at the provider; a task does it."""
    Attempt.objects.filter(pk=attempt.pk).update(release_reason=reason[:120], next_release_at=at)
    send_after_commit("payments.collecting.tasks.release", attempt_id=attempt.pk)


@db.transaction_required
def announce_voided(payment: Payment, *, by: object, at: datetime) -> None:
    """This announces that promised money is gone."""
    fact = events.PaymentVoided(
        payment_id=payment.pk,
        reference=payment.reference,
        order_number=payment.order_number,
        amount=payment.authorized - payment.captured,
    )
    outbox.publish(fact, at=at, by=by, channel=payment.channel)
