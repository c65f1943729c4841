"""Owing less: pieces of an order will not be delivered, so their money is not taken."""

from datetime import datetime

from commerce import db
from commerce.errors import Invalid
from commerce.money import Money
from payments.collecting import queries, states
from payments.collecting.actions import letting_go, story
from payments.collecting.models import Payment


@db.transaction_required
def waive(
    *, payment_id: int, amount: Money, tax: Money, reason: str, by: object, at: datetime
) -> Payment:
    """This lets a payment owe less by `amount`, with the `tax` in it.

    The promise at the bank stays as it is and is taken for less; when all that is owed was taken
    already, the rest of it is let go.

    Raises:
        Invalid: for more than is owed, or less than nothing.
    """
    payment = story.locked(payment_id)
    if not 0 <= amount.minor <= payment.owed.minor:
        message = f"{payment.owed} {payment.currency} is owed"
        raise Invalid(message, field="amount")
    payment.waived += amount
    payment.waived_tax_minor += tax.minor
    payment.save(update_fields=["waived_minor", "waived_tax_minor"])
    story.note(payment, "waived", by=by, at=at, amount=amount.minor, detail=reason)
    _release_rest(payment, by=by, at=at)
    return payment


@db.transaction_required
def release_rest(*, payment_id: int, by: object, at: datetime) -> None:
    """This lets go of what is promised and will never be owed, once everything owed was taken."""
    _release_rest(story.locked(payment_id), by=by, at=at)


def _release_rest(payment: Payment, *, by: object, at: datetime) -> None:
    done = payment.state == "partially_captured" and payment.captured >= payment.owed
    if not done or not payment.waived or payment.capturing:
        return
    attempt = queries.chosen_attempt(payment.pk)
    if attempt is None:
        # Nobody keeps a promise for money on account but we.
        states.PaymentFlow.move(payment, "close", by=str(by), at=at, reason="nothing more is owed")
    elif attempt.next_release_at is None:
        letting_go.want_release(attempt, reason="nothing more is owed", at=at)
