"""Announcing a fact: one row in the transaction of its cause."""

import logging
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from commerce import db
from commerce.events.facts import Fact
from commerce.events.models import OutboxEvent

log = logging.getLogger(__name__)

correlation: ContextVar[str] = ContextVar("kontor_correlation", default="")
causation: ContextVar[str] = ContextVar("kontor_causation", default="")


@db.transaction_required
def publish(fact: Fact, *, at: datetime, by: object = "", channel: str = "") -> None:
    """This announces a fact; it goes out if, and only if, the open transaction commits.

    `by` is an Actor or its label, `channel` a channel code.
    """
    db.write_late(OutboxEvent(**_columns(fact, at=at, by=by, channel=channel)))
    db.after_commit_once(wake)


@db.transaction_required
def publish_all(facts: list[Fact], *, at: datetime, by: object = "", channel: str = "") -> None:
    """This announces many facts with one statement."""
    for fact in facts:
        db.write_late(OutboxEvent(**_columns(fact, at=at, by=by, channel=channel)))
    if facts:
        db.after_commit_once(wake)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A fact of a time before this house kept books, with its moment and channel code."""

    fact: Fact
    channel: str
    at: datetime


@db.transaction_required
def keep_past(past: Iterable[Past], *, by: object, at: datetime) -> int:
    """This keeps facts as delivered long ago, in the order in which they happened; returns how many.

    Nobody hears of them: marts that are made anew from what was announced find them.
    """
    rows = [
        OutboxEvent(**_columns(one.fact, at=one.at, by=by, channel=one.channel), dispatched_at=at)
        for one in sorted(past, key=lambda one: one.at)
    ]
    OutboxEvent.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


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
