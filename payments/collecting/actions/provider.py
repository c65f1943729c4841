"""The walks to the provider: no transaction is open on the way, a short one records the answer."""

import logging
from datetime import datetime

from commerce import db
from commerce.identity.actor import system
from payments.collecting import queries, rules, states
from payments.collecting.actions import recording, story
from payments.collecting.models import Attempt, Capture, Payment
from payments.gateways import actions as gateway_actions
from payments.gateways.clients.base import Gateway, GatewayDown, GatewayRefused, Seen

log = logging.getLogger(__name__)

BY = system("payments")


@db.outside
def refresh(*, payment_id: int, at: datetime) -> Payment:
    """This asks the provider how a payment stands, for the shopper who just came back.

    A provider that does not answer is asked again later; the payment is returned as it is known.
    """
    for attempt_id in queries.open_attempts(payment_id):
        try:
            look(attempt_id=attempt_id, at=at)
        except GatewayDown:
            log.warning("payment %s: the provider does not answer, asked again later", payment_id)
    return queries.get_payment(payment_id)


@db.outside
def look(*, attempt_id: int, at: datetime) -> None:
    """This asks the provider how one attempt stands and records it.

    Raises:
        GatewayDown: when it does not answer; the schedule asks again.
    """
    attempt = Attempt.objects.select_related("payment").get(pk=attempt_id)
    try:
        seen = _look(attempt)
    except GatewayDown:
        _put_off(attempt, at=at)
        raise
    with db.transaction():
        if seen is not None:
            recording.record(attempt_id=attempt_id, seen=seen, by=BY, at=at)
        _plan_next_look(attempt_id, at=at)


def _look(attempt: Attempt) -> Seen | None:
    """What the provider knows; None while a page has not been paid on, or nothing was made there."""
    gateway = gateway_actions.gateway(attempt.payment.gateway)
    reference = attempt.reference
    if reference is None and attempt.page_reference:
        reference = gateway.look_at_page(reference=attempt.page_reference).intent
    return gateway.look(reference=reference) if reference else None


def _put_off(attempt: Attempt, *, at: datetime) -> None:
    """No answer: asked again later and later, so that a provider in trouble is not crowded."""
    due = at + rules.look_again_after(attempt.looks)
    Attempt.objects.filter(pk=attempt.pk).exclude(state="ended").update(
        looks=attempt.looks + 1, next_look_at=due
    )


def _plan_next_look(attempt_id: int, *, at: datetime) -> None:
    attempt = Attempt.objects.select_related("payment").get(pk=attempt_id)
    waits = attempt.state == "open" and attempt.payment.state in rules.WAITING
    due = at + rules.look_again_after(attempt.looks + 1) if waits else None
    Attempt.objects.filter(pk=attempt_id).update(looks=attempt.looks + 1, next_look_at=due)


@db.outside
def capture(*, capture_id: int, at: datetime) -> None:
    """This carries out a requested capture; without an answer it is tried again with the same key.

    From the second try on the provider is asked first, so that money it took without telling us
    is recorded and not taken again (PAY-2).
    """
    row = _claim(capture_id, at=at)
    if row is None:
        return
    attempt = queries.chosen_attempt(row.payment_id)
    assert attempt is not None
    assert attempt.reference is not None
    gateway = gateway_actions.gateway(row.payment.gateway)
    try:
        seen = gateway.look(reference=attempt.reference) if row.tries > 1 else None
        if seen is None or _still_to_take(row, seen):
            seen = _take(gateway, row, attempt.reference)
    except GatewayDown as error:
        log.warning("capture %s got no answer: %s", capture_id, error.message)
        return
    except GatewayRefused as error:
        _refused(row, attempt, gateway, error=error.message, at=at)
        return
    with db.transaction():
        recording.record(attempt_id=attempt.pk, seen=seen, by=BY, at=at)


def _claim(capture_id: int, *, at: datetime) -> Capture | None:
    """Takes the row for this try; whoever comes at the same time finds it claimed."""
    with db.transaction():
        found = Capture.objects.filter(pk=capture_id, state="requested", next_try_at__lte=at)
        row = found.locked_one()
        if row is None:
            return None
        row.next_try_at = at + rules.try_again_after(row.tries)
        row.tries += 1
        row.save(update_fields=["next_try_at", "tries"])
    return Capture.objects.select_related("payment").get(pk=capture_id)


def _still_to_take(row: Capture, seen: Seen) -> bool:
    enough = seen.captured >= row.payment.captured + row.amount
    return seen.state == "authorized" and not enough


def _take(gateway: Gateway, row: Capture, reference: str) -> Seen:
    """With several captures allowed none is called final: one that overtakes another would end both."""
    return gateway.capture(
        reference=reference,
        amount=row.amount,
        final=not row.payment.several_captures,
        key=f"kontor-capture-{row.pk}",
    )


def _refused(row: Capture, attempt: Attempt, gateway: Gateway, *, error: str, at: datetime) -> None:
    """A clear no: what the provider holds decides; a capture that is still open has failed."""
    try:
        seen = gateway.look(reference=attempt.reference or "")
    except (GatewayDown, GatewayRefused):
        log.warning("capture %s was refused (%s); its state is unknown", row.pk, error)
        return
    with db.transaction():
        payment = recording.record(attempt_id=attempt.pk, seen=seen, by=BY, at=at)
        still = Capture.objects.filter(pk=row.pk, state="requested").first()
        if still is not None:
            recording.fail_capture(payment, still, error=error, by=BY, at=at)


@db.outside
def release(*, attempt_id: int, at: datetime) -> None:
    """This lets an attempt go at the provider: page closed, authorization canceled, surplus refunded.

    Without an answer it is tried again with the same key.
    """
    attempt = _claim_release(attempt_id, at=at)
    if attempt is None:
        return
    try:
        seen = _let_go(gateway_actions.gateway(attempt.payment.gateway), attempt)
    except GatewayDown as error:
        log.warning("release of attempt %s got no answer: %s", attempt_id, error.message)
        return
    with db.transaction():
        Attempt.objects.filter(pk=attempt_id).update(next_release_at=None)
        if seen is not None:
            recording.record(attempt_id=attempt_id, seen=seen, by=BY, at=at)
        row = Attempt.objects.select_related("payment").get(pk=attempt_id)
        if row.state == "open" or (row.state == "chosen" and row.payment.state not in rules.PAID):
            states.AttemptFlow.move(row, "end", by=str(BY), at=at, next_look_at=None)
        detail = f"{row.release_reason}: {row}"
        story.note(row.payment, "released", by=BY, at=at, detail=detail)


def _claim_release(attempt_id: int, *, at: datetime) -> Attempt | None:
    with db.transaction():
        row = Attempt.objects.filter(pk=attempt_id, next_release_at__lte=at).locked_one()
        if row is None:
            return None
        row.next_release_at = at + rules.try_again_after(row.release_tries)
        row.release_tries += 1
        row.save(update_fields=["next_release_at", "release_tries"])
    return Attempt.objects.select_related("payment").get(pk=attempt_id)


def _let_go(gateway: Gateway, attempt: Attempt) -> Seen | None:
    reference = attempt.reference
    if attempt.page_reference:
        page = gateway.close_page(
            reference=attempt.page_reference, key=f"kontor-close-{attempt.pk}"
        )
        reference = reference or page.intent
    if not reference:
        return None
    seen = gateway.look(reference=reference)
    if seen.state in {"waiting", "authorized"}:
        return gateway.release(reference=reference, key=f"kontor-release-{attempt.pk}")
    kept = attempt.state == "chosen" and attempt.payment.state in rules.PAID
    if seen.captured > seen.refunded and not kept:
        gateway.refund(
            reference=reference,
            amount=seen.captured - seen.refunded,
            ours={"payment": attempt.payment.public_id, "surplus": "yes"},
            key=f"kontor-surplus-{attempt.pk}",
        )
        return gateway.look(reference=reference)
    return seen
