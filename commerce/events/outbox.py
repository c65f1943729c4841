"""Announcing a fact: one row in the transaction of its cause."""

import logging
from contextvars import ContextVar
from datetime import datetime

from commerce import db
from commerce.events.facts import Fact
from commerce.events.models import OutboxEvent

log = logging.getLogger(__name__)

correlation: ContextVar[str] = ContextVar("kontor_correlation", default="")
causation: ContextVar[str] = ContextVar("kontor_causation", default="")


@db.transaction_required
def publish(fact: Fact, *, at: datetime, by: object = "", channel: str = "") -> OutboxEvent:
    """This announces a fact; it goes out if, and only if, the open transaction commits.

    `by` is an Actor or its label, `channel` a channel code.
    """
    row = OutboxEvent.objects.create(**_columns(fact, at=at, by=by, channel=channel))
    db.after_commit_once(wake)
    return row


@db.transaction_required
def publish_all(facts: list[Fact], *, at: datetime, by: object = "", channel: str = "") -> None:
    """This announces many facts with one statement."""
    OutboxEvent.objects.bulk_create(
        [OutboxEvent(**_columns(fact, at=at, by=by, channel=channel)) for fact in facts],
        batch_size=1000,
    )
    if facts:
        db.after_commit_once(wake)


def wake() -> None:
    """This tells the relay that there is work; if the broker is down, the schedule will."""
    from commerce.events import tasks

    try:
        tasks.dispatch.apply_async(retry=False)
    except Exception:
        log.warning("the broker does not answer; the schedule will relay", exc_info=True)


def _columns(fact: Fact, *, at: datetime, by: object, channel: str) -> dict[str, object]:
    return {
        "name": fact.name,
        "version": fact.version,
        "subject": fact.subject,
        "channel": channel,
        "actor": str(by),
        "correlation_id": correlation.get(),
        "causation_id": causation.get(),
        "occurred_at": at,
        "payload": fact.payload(),
    }
