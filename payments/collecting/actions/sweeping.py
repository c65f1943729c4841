"""What the clock brings: payments nobody claims, nobody pays, or that run out."""

import logging
from datetime import datetime

from commerce import db
from commerce.identity.actor import system
from payments.collecting import queries
from payments.collecting.actions import capturing, letting_go, story
from payments.collecting.models import Attempt
from payments.gateways.actions import send_after_commit

log = logging.getLogger(__name__)

BY = system("payments")


@db.transaction_required
def sweep(*, at: datetime) -> None:
    """This lets go of promises without an order, ends what shoppers left, and takes what would lapse."""
    for row in queries.orphans(at=at):
        letting_go.void_orphan(payment_id=row.pk, by=BY, at=at)
    for payment_id in queries.stale(at=at):
        letting_go.void(payment_id=payment_id, reason="abandoned", by=BY, at=at, move="expire")
    for payment_id in queries.lapsing(at=at):
        capturing.capture_before_lapse(payment_id=payment_id, by=BY, at=at)


@db.transaction_required
def look_soon(*, attempt_id: int, payment_public_id: str, reference: str, at: datetime) -> None:
    """This has an attempt looked at, because its provider told us something about it.

    Something about a payment that is not ours is nothing to us.
    """
    attempt = queries.find_attempt(
        attempt_id=attempt_id, payment_public_id=payment_public_id, reference=reference
    )
    if attempt is None:
        log.info("a provider spoke of %s, which is not ours", reference)
        return
    Attempt.objects.filter(pk=attempt.pk).update(next_look_at=at)
    send_after_commit("payments.collecting.tasks.look", attempt_id=attempt.pk)


@db.transaction_required
def note_dispute(*, kind: str, inbound_id: int, reference: str, at: datetime) -> None:
    """This writes a cardholder's dispute into the payment's story, where staff see it."""
    attempt = queries.find_attempt(attempt_id=0, payment_public_id="", reference=reference)
    if attempt is None:
        return
    log.warning("payment %s: %s", attempt.payment_id, kind)
    story.note(
        attempt.payment, "dispute", by="stripe", at=at, detail=f"{kind} (webhook {inbound_id})"
    )
