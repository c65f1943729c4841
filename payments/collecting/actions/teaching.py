"""Telling the Stripe emulator of past card payments; a real provider would remember them by itself."""

from collections.abc import Iterator
from typing import Any

from commerce import db
from payments.collecting.actions.past import PAST
from payments.collecting.models import Attempt, Payment
from payments.gateways import rules
from payments.gateways.clients import emulator

BATCH = 500


@db.outside
def teach_emulator(*, base: str) -> int:
    """This tells the emulator at `base` what became of seeded payments; returns how many were new to it.

    Raises:
        OSError: when it does not answer.
    """
    told, after = 0, 0
    while rows := list(_next(after)):
        told += emulator.adopt(base=base, payments=[_memory(row) for row in rows])
        after = rows[-1].pk
    return told


def _next(after: int) -> Iterator[Attempt]:
    found = Attempt.objects.filter(pk__gt=after, reference__startswith=PAST)
    found = found.select_related("payment").prefetch_related("payment__refunds")
    yield from found.order_by("pk")[:BATCH]


def _memory(attempt: Attempt) -> dict[str, Any]:
    payment = attempt.payment
    return {
        "id": attempt.reference,
        "amount": rules.to_stripe(payment.amount),
        "currency": payment.currency,
        "created": int(attempt.created_at.timestamp()),
        "captured": rules.to_stripe(payment.captured) if payment.captured_minor else 0,
        "fee": rules.to_stripe(payment.fee) if payment.fee_minor else 0,
        "metadata": {"payment": payment.public_id, "attempt": str(attempt.pk)},
        "refunds": _refunds(payment),
    }


def _refunds(payment: Payment) -> list[dict[str, Any]]:
    return [
        {
            "amount": rules.to_stripe(row.amount),
            "created": int((row.issued_at or row.requested_at).timestamp()),
            "metadata": {"payment": payment.public_id, "refund": row.public_id},
        }
        for row in payment.refunds.all()
        if row.state == "issued"
    ]
