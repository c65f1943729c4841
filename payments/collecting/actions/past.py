"""Payments of orders that are over, in bulk: for imports and seeds, which ask no provider."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commerce import db, ids
from commerce.events import outbox
from commerce.identity.actor import Actor
from payments import events
from payments.collecting.models import Attempt, Capture, Payment, PaymentEvent
from payments.contracts import PastPayment
from payments.gateways.rules import WAYS

BATCH = 1000
# What the ids of their payments begin with at the provider.
PAST = "pi_past_"


@db.transaction_required
def record_past(*, payments: Sequence[PastPayment], by: Actor, at: datetime) -> dict[str, int]:
    """This writes payments with their attempts, captures and stories; {reference: payment id}.

    The facts are kept as delivered, nobody hears of them; the ledger follows by `book_past`.
    """
    rows = Payment.objects.bulk_create([_payment(one) for one in payments], batch_size=BATCH)
    pairs = list(zip(payments, rows, strict=True))
    Attempt.objects.bulk_create(
        [
            Attempt(
                payment=row,
                kind="intent",
                state="ended" if _state(one) == "voided" else "chosen",
                reference=f"{PAST}{row.public_id}",
                created_at=one.placed_at,
            )
            for one, row in pairs
            if WAYS[one.method].prompt
        ],
        batch_size=BATCH,
    )
    captures = Capture.objects.bulk_create(
        [
            Capture(
                payment=row,
                key=f"past:{one.order_number}",
                state="taken",
                currency=row.currency,
                amount_minor=row.amount_minor,
                fee_minor=one.fee.minor,
                requested_at=one.captured_at,
                taken_at=one.captured_at,
            )
            for one, row in pairs
            if one.captured_at
        ],
        batch_size=BATCH,
    )
    PaymentEvent.objects.bulk_create(
        [
            PaymentEvent(payment=row, at=at, kind=kind, amount_minor=row.amount_minor, by=str(by))
            for one, row in pairs
            for kind, at in _story(one)
        ],
        batch_size=BATCH,
    )
    outbox.keep_past([_captured(row) for row in captures], by=by, at=at)
    return {one.reference: row.pk for one, row in pairs}


def _captured(row: Capture) -> outbox.Past:
    payment = row.payment
    fact = events.PaymentCaptured(
        payment_id=payment.pk,
        reference=payment.reference,
        order_number=payment.order_number,
        capture_id=row.pk,
        amount=row.amount,
        fee=row.fee,
        method=payment.method,
    )
    return outbox.Past(fact=fact, channel=payment.channel, at=row.taken_at or row.requested_at)


def _payment(one: PastPayment) -> Payment:
    columns: dict[str, Any] = {
        "public_id": ids.new("pay"),
        "channel": one.channel,
        "reference": one.reference,
        "order_number": one.order_number,
        "customer_id": one.customer_id,
        "method": one.method,
        "gateway": WAYS[one.method].gateway,
        "capture_at_once": one.at_once,
        "state": _state(one),
        "currency": one.total.currency,
        "amount_minor": one.total.minor,
        "tax_minor": one.tax.minor,
        "authorized_minor": one.total.minor,
        "captured_minor": one.total.minor if one.captured_at else 0,
        "refunded_minor": sum(refund.amount.minor for refund in one.refunds),
        "shipped_minor": one.total.minor if one.shipped else 0,
        "fee_minor": one.fee.minor if one.captured_at else 0,
        "label": one.label,
        "created_at": one.placed_at,
        "authorized_at": one.placed_at,
    }
    return Payment(**columns)


def _state(one: PastPayment) -> str:
    if one.captured_at:
        return "captured"
    return "authorized" if one.shipped else "voided"


def _story(one: PastPayment) -> tuple[tuple[str, datetime], ...]:
    told = (("opened", one.placed_at), ("authorized", one.placed_at))
    if one.captured_at:
        return (*told, ("captured", one.captured_at))
    return told if one.shipped else (*told, ("void", one.placed_at))
