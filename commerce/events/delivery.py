"""The relay: fan out what waits in the outbox, then run each delivery once."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from commerce import clock, db
from commerce.events import facts, outbox, registry
from commerce.events.models import Delivery, OutboxEvent

log = logging.getLogger(__name__)

BATCH = 200
ATTEMPTS = 8
# Until a worker reports back, nobody else takes a delivery for this long; a killed worker's is
# taken up again afterwards.
PATIENCE = timedelta(seconds=20)
# Called when a listener has done its work and its receipt is durable; must not raise.
afterwards: list[Callable[[], None]] = []


def fan_out(*, at: datetime) -> list[Delivery]:
    """This writes one delivery per waiting event and listener, and claims what is due.

    Safe to run in many processes at once: rows another relay holds are skipped.
    """
    with db.transaction():
        waiting = list(
            OutboxEvent.objects.filter(dispatched_at__isnull=True)
            .order_by("id")
            .select_for_update(skip_locked=True)[:BATCH]
        )
        wanted = registry.wanted_by({event.name for event in waiting})
        rows = [_delivery(event, found, at) for event in waiting for found in wanted[event.name]]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        OutboxEvent.objects.filter(pk__in=[event.pk for event in waiting]).update(dispatched_at=at)
        return _claim(at=at)


def deliver(delivery_id: int) -> bool:
    """This runs one delivery: the effect and its receipt commit together, or neither does.

    Returns whether the listener was called with success now. A second run of a done delivery does
    nothing; one whose subject has an earlier unfinished delivery waits for that one.
    """
    mark = outbox.correlation.set(""), outbox.causation.set("")
    try:
        with db.transaction():
            row = (
                Delivery.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("event")
                .filter(pk=delivery_id, state="waiting")
                .first()
            )
            if row is None or _must_wait(row):
                return False
            _call(row)
            row.state, row.done_at, row.error = "done", clock.now(), ""
            row.attempts += 1
            row.save(update_fields=["state", "done_at", "error", "attempts"])
    except Exception:  # noqa: BLE001 - whatever a listener raises is recorded and tried again
        _record_failure(delivery_id, traceback.format_exc(limit=12))
        return False
    finally:
        outbox.correlation.reset(mark[0])
        outbox.causation.reset(mark[1])
    for tell in afterwards:
        tell()
    return True


def drain(*, limit: int = 10_000) -> int:
    """This delivers everything that waits, here and now, in order; returns how many were done."""
    done = 0
    for _ in range(limit):
        claimed = fan_out(at=clock.now())
        finished = sum(deliver(row.pk) for row in claimed)
        done += finished
        if not finished and not OutboxEvent.objects.filter(dispatched_at__isnull=True).exists():
            return done
    return done


@db.transaction_required
def retry(delivery_id: int, *, at: datetime) -> None:
    """This takes a parked delivery up again."""
    Delivery.objects.filter(pk=delivery_id, state="parked").update(
        state="waiting", attempts=0, next_at=at
    )
    db.after_commit_once(outbox.wake)


@db.transaction_required
def skip(delivery_id: int, *, reason: str, at: datetime) -> None:
    """This gives a parked delivery up for good, with the reason on record."""
    Delivery.objects.filter(pk=delivery_id, state="parked").update(
        state="skipped", skip_reason=reason, done_at=at
    )
    db.after_commit_once(outbox.wake)


@db.transaction_required
def replay(*, listener: str, since_id: int, at: datetime) -> int:
    """This delivers past events to one listener again, such as a new mart; returns how many."""
    names = [
        name
        for name in facts.Fact.known
        if listener in {one.key for one in registry.listeners(name)}
    ]
    events = OutboxEvent.objects.filter(name__in=names, id__gte=since_id)
    Delivery.objects.filter(listener=listener, event__in=events).exclude(state="waiting").update(
        state="waiting", attempts=0, next_at=at, done_at=None
    )
    found = registry.listener(listener)
    assert found is not None or not names
    rows = [_delivery(event, found, at) for event in events.iterator() if found]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    db.after_commit_once(outbox.wake)
    return len(rows)


def _claim(*, at: datetime) -> list[Delivery]:
    due = list(
        Delivery.objects.filter(state="waiting", next_at__lte=at)
        .order_by("event_id", "id")
        .select_for_update(skip_locked=True)[: BATCH * 4]
    )
    Delivery.objects.filter(pk__in=[row.pk for row in due]).update(next_at=at + PATIENCE)
    return due


def _must_wait(row: Delivery) -> bool:
    earlier = Delivery.objects.filter(
        listener=row.listener,
        subject=row.subject,
        event_id__lt=row.event_id,
        state__in=["waiting", "parked"],
    )
    if not earlier.exists():
        return False
    Delivery.objects.filter(pk=row.pk).update(next_at=clock.now() + timedelta(seconds=1))
    return True


def _call(row: Delivery) -> None:
    found = registry.listener(row.listener)
    if found is None:
        message = f"nobody is called {row.listener} any more"
        raise LookupError(message)
    event = row.event
    outbox.correlation.set(event.correlation_id or event.event_id)
    outbox.causation.set(event.event_id)
    envelope = facts.Envelope(
        event_id=event.event_id,
        name=event.name,
        occurred_at=event.occurred_at,
        delivered_at=clock.now(),
        subject=event.subject,
        channel=event.channel,
        actor=event.actor,
        correlation_id=event.correlation_id or event.event_id,
        causation_id=event.event_id,
    )
    found.call(facts.read(event.name, event.payload, event.version), envelope)


def _record_failure(delivery_id: int, error: str) -> None:
    log.error("a delivery failed", extra={"delivery": delivery_id, "error": error})
    with db.transaction():
        row = Delivery.objects.select_for_update().filter(pk=delivery_id, state="waiting").first()
        if row is None:
            return
        row.attempts += 1
        row.error = error[-4000:]
        row.state = "parked" if row.attempts >= ATTEMPTS else "waiting"
        row.next_at = clock.now() + timedelta(seconds=min(2**row.attempts, 600))
        row.save(update_fields=["attempts", "error", "state", "next_at"])


def _delivery(event: OutboxEvent, found: registry.Listener, at: datetime) -> Delivery:
    return Delivery(
        event=event,
        listener=found.key,
        queue=found.queue,
        subject=event.subject,
        next_at=at,
    )
