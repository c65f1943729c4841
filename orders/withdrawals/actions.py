"""Taking a declaration of withdrawal."""

from datetime import datetime

from commerce import db
from commerce.events import outbox
from commerce.identity.actor import Actor
from orders import events
from orders.order.actions import timeline
from orders.order.models import Order
from orders.withdrawals import queries, rules
from orders.withdrawals.models import Withdrawal


@db.transaction_required
def declare(
    *, order: Order, note: str, declared_at: datetime | None = None, at: datetime, by: Actor
) -> tuple[Withdrawal, bool]:
    """This writes a declaration down and tells whether it is new: declaring twice is declaring once.

    The moment counts: it is when the shopper declared (`declared_at`, now unless said), however late a
    mail or we ourselves arrive. One that comes after the last day is received too, and marked as late:
    whether it counts is for people to say.

    Raises:
        BadMoment: for a moment before the order, or still to come.
    """
    moment = rules.checked_moment(declared_at or at, placed_at=order.placed_at, at=at)
    ends_on = queries.term_of(order).ends_on
    is_late = rules.is_late(declared_on=queries.today(order, at=moment), ends_on=ends_on)
    row, fresh = Withdrawal.objects.get_or_create(
        order=order,
        defaults={
            "note": note.strip()[:1000],
            "declared_at": moment,
            "ends_on": ends_on,
            "is_late": is_late,
        },
    )
    if fresh:
        timeline.note_down(
            order=order,
            kind="withdrawn_late" if is_late else "withdrawn",
            at=at,
            by=by,
            withdrawal=row.public_id,
        )
        fact = events.WithdrawalDeclared(
            order_id=order.pk,
            public_id=order.public_id,
            number=order.number,
            withdrawal=row.public_id,
            declared_at=row.declared_at,
            is_late=is_late,
        )
        outbox.publish(fact, at=at, by=by)
    return row, fresh
