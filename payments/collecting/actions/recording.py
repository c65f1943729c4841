"""Recording what a provider says: forward only, once, in any order (invariants 6, 11, 19)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commerce import db
from commerce.events import outbox
from commerce.money import Money
from payments import events
from payments.collecting import queries, rules, states
from payments.collecting.actions import letting_go, story
from payments.collecting.models import Attempt, Capture, Payment
from payments.gateways.clients.base import Seen
from payments.wallet.actions import keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """A provider's answer beside the locked rows it is about."""

    payment: Payment
    attempt: Attempt
    seen: Seen
    by: object
    at: datetime


@db.transaction_required
def record(*, attempt_id: int, seen: Seen, by: object, at: datetime) -> Payment:
    """This brings a payment up to what the provider says now.

    The same answer twice, or an old one late, changes nothing. Announces PaymentAuthorized,
    PaymentDeclined, PaymentCaptured or PaymentVoided.
    """
    payment_id = Attempt.objects.values_list("payment_id", flat=True).get(pk=attempt_id)
    payment = story.locked(payment_id)
    attempt = Attempt.objects.filter(pk=attempt_id).locked()[0]
    if attempt.reference is None:
        attempt.reference = seen.reference
        attempt.save(update_fields=["reference"])
    if attempt.state == "chosen" and payment.refunds_seen != seen.refunded:
        # Refunds made at the provider's own desk are taken up by the room above.
        payment.refunds_seen = seen.refunded
        payment.save(update_fields=["refunds_seen_minor"])
    news = _News(payment=payment, attempt=attempt, seen=seen, by=by, at=at)
    # Each step changes the standing, and so what is next; no chain is longer than this.
    for _ in range(4):
        step = rules.next_step(queries.standing(payment, attempt), seen)
        if not step:
            break
        _STEPS[step](news)
        if step in _LAST:
            break
    return payment


def _authorize(news: _News) -> None:
    payment, seen = news.payment, news.seen
    promise(
        payment,
        several=seen.several_captures,
        lapses_at=seen.lapses_at,
        label=seen.label,
        by=news.by,
        at=news.at,
    )
    states.AttemptFlow.move(news.attempt, "choose", by=str(news.by), at=news.at, next_look_at=None)
    for other in payment.attempts.filter(state="open").order_by("pk"):
        letting_go.want_release(other, reason="paid another way", at=news.at)
    if seen.keeps and seen.card is not None and payment.customer_id is not None:
        keeping.keep(
            customer_id=payment.customer_id,
            owner=seen.customer,
            card=seen.card,
            by=news.by,
            at=news.at,
        )


@db.transaction_required
def promise(
    payment: Payment,
    *,
    several: bool,
    lapses_at: datetime | None,
    label: str,
    by: object,
    at: datetime,
) -> None:
    """This marks a payment as authorized in full and announces it."""
    states.PaymentFlow.move(
        payment,
        "authorize",
        by=str(by),
        at=at,
        authorized_minor=payment.amount_minor,
        authorized_at=at,
        several_captures=several,
        lapses_at=lapses_at,
        label=label[:60],
        decline_code="",
        decline_message="",
    )
    story.note(payment, "authorized", by=by, at=at, amount=payment.amount_minor, detail=label)
    fact = events.PaymentAuthorized(
        payment_id=payment.pk,
        reference=payment.reference,
        amount=payment.amount,
        method=payment.method,
    )
    outbox.publish(fact, at=at, by=by, channel=payment.channel)


def _decline(news: _News) -> None:
    payment, seen = news.payment, news.seen
    states.PaymentFlow.move(
        payment,
        "decline",
        by=str(news.by),
        at=news.at,
        decline_code=seen.decline_code[:60],
        decline_message=seen.decline_message,
        decline_reference=seen.failure[:120],
    )
    story.note(payment, "declined", by=news.by, at=news.at, detail=seen.decline_code)
    fact = events.PaymentDeclined(
        payment_id=payment.pk, reference=payment.reference, decline_code=seen.decline_code
    )
    outbox.publish(fact, at=news.at, by=news.by, channel=payment.channel)


def _capture(news: _News) -> None:
    """Money was taken: by captures we asked for, the rest by somebody at the provider's own desk."""
    payment, seen = news.payment, news.seen
    left = seen.captured - payment.captured
    taken: list[Capture] = []
    for row in payment.captures.filter(state="requested").order_by("pk"):
        if row.amount <= left:
            left -= row.amount
            taken.append(row)
        elif seen.state == "captured":
            _fail(news, row, "the provider took another amount")
    if left:
        taken.append(_capture_of_others(news, left))
    fees = (seen.fee - payment.fee).split([row.amount_minor for row in taken])
    for row, fee in zip(taken, fees, strict=True):
        take(payment, row, fee=fee, by=news.by, at=news.at)


def _capture_of_others(news: _News, amount: Money) -> Capture:
    row = Capture.objects.create(
        payment=news.payment,
        key=f"provider:{news.seen.captured.minor}",
        currency=amount.currency,
        amount_minor=amount.minor,
        requested_at=news.at,
    )
    news.payment.capturing += amount
    news.payment.save(update_fields=["capturing_minor"])
    return row


@db.transaction_required
def take(payment: Payment, row: Capture, *, fee: Money, by: object, at: datetime) -> None:
    """This records that a requested capture was carried out, and announces it."""
    states.CaptureFlow.move(
        row, "take", by=str(by), at=at, taken_at=at, fee_minor=fee.minor, next_try_at=None
    )
    captured = payment.captured + row.amount
    states.PaymentFlow.move(
        payment,
        "capture" if captured == payment.authorized else "capture_part",
        by=str(by),
        at=at,
        captured_minor=captured.minor,
        capturing_minor=payment.capturing_minor - row.amount_minor,
        fee_minor=payment.fee_minor + fee.minor,
    )
    story.note(payment, "captured", by=by, at=at, amount=row.amount_minor, detail=row.key)
    fact = events.PaymentCaptured(
        payment_id=payment.pk,
        reference=payment.reference,
        order_number=payment.order_number,
        capture_id=row.pk,
        amount=row.amount,
        fee=fee,
        method=payment.method,
    )
    outbox.publish(fact, at=at, by=by, channel=payment.channel)


def _lapse(news: _News) -> None:
    payment = news.payment
    for row in payment.captures.filter(state="requested").order_by("pk"):
        _fail(news, row, "the authorization is gone")
    move = "expire" if news.seen.state == "expired" else "void"
    states.PaymentFlow.move(payment, move, by=str(news.by), at=news.at)
    states.AttemptFlow.move(
        news.attempt, "end", by=str(news.by), at=news.at, next_look_at=None, next_release_at=None
    )
    story.note(payment, move, by=news.by, at=news.at, amount=payment.authorized_minor)
    letting_go.announce_voided(payment, by=news.by, at=news.at)


def _close(news: _News) -> None:
    payment = news.payment
    for row in payment.captures.filter(state="requested").order_by("pk"):
        _fail(news, row, "the authorization is closed")
    rest = payment.authorized - payment.captured
    states.PaymentFlow.move(payment, "close", by=str(news.by), at=news.at)
    story.note(payment, "rest_released", by=news.by, at=news.at, amount=rest.minor)


def _surplus(news: _News) -> None:
    story.note(
        news.payment,
        "surplus",
        by=news.by,
        at=news.at,
        amount=news.seen.amount.minor,
        detail=news.seen.reference,
    )
    letting_go.want_release(news.attempt, reason="surplus", at=news.at)


def _end(news: _News) -> None:
    states.AttemptFlow.move(
        news.attempt, "end", by=str(news.by), at=news.at, next_look_at=None, next_release_at=None
    )


def _fail(news: _News, row: Capture, error: str) -> None:
    fail_capture(news.payment, row, error=error, by=news.by, at=news.at)


@db.transaction_required
def fail_capture(payment: Payment, row: Capture, *, error: str, by: object, at: datetime) -> None:
    """This records that a requested capture will not happen."""
    states.CaptureFlow.move(row, "fail", by=str(by), at=at, error=error[:200], next_try_at=None)
    payment.capturing -= row.amount
    payment.save(update_fields=["capturing_minor"])
    story.note(payment, "capture_failed", by=by, at=at, amount=row.amount_minor, detail=error)


_LAST = {"surplus", "end", "decline", "lapse", "close"}
_STEPS: dict[str, Callable[[_News], None]] = {
    "authorize": _authorize,
    "decline": _decline,
    "capture": _capture,
    "lapse": _lapse,
    "close": _close,
    "surplus": _surplus,
    "end": _end,
}
