"""The story of a payment, and locks on it."""

from datetime import datetime

from commerce import db
from payments.collecting.models import Payment, PaymentEvent
from payments.collecting.queries import UnknownPayment


@db.transaction_required
def note(
    payment: Payment, kind: str, *, by: object, at: datetime, amount: int = 0, detail: str = ""
) -> None:
    """This adds a line to a payment's story; `amount` in minor units."""
    line = PaymentEvent(
        payment=payment, at=at, kind=kind, amount_minor=amount, detail=detail[:300], by=str(by)
    )
    db.write_late(line)


@db.transaction_required
def locked(payment_id: int) -> Payment:
    """This locks a payment, before anything that hangs on it.

    Raises:
        UnknownPayment: when there is none.
    """
    found = Payment.objects.filter(pk=payment_id).locked_one()
    if found is None:
        message = "there is no such payment"
        raise UnknownPayment(message)
    return found
