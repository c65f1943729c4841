"""Subscribing, writing messages, and sending them."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings

from commerce import clock, db
from commerce.errors import Invalid, NotFound
from commerce.events.facts import Envelope, Fact
from commerce.webhooks import clients, rules
from commerce.webhooks.models import (
    WebhookAttempt,
    WebhookMessage,
    WebhookSubscription,
    new_secret,
)

log = logging.getLogger(__name__)

BATCH = 50


class BadAddress(Invalid):
    """The subscription's address cannot be used; the message says why."""

    code = "bad_webhook_url"


class UnknownEvent(Invalid):
    """A subscription names a fact that does not exist."""

    code = "unknown_event"


class NoSuchMessage(NotFound):
    """There is no such message among the caller's."""

    code = "no_such_message"


@db.outside
def check_address(*, url: str) -> None:
    """This refuses an address that leads nowhere or into a private network.

    Raises:
        BadAddress: with the reason.
    """
    try:
        clients.check(url=url, allow_private=settings.WEBHOOKS_ALLOW_PRIVATE)
    except clients.Unreachable as error:
        raise BadAddress(str(error), field="url") from error


@db.transaction_required
def subscribe(
    *, url: str, events: list[str], channel: str, key_id: int | None, at: datetime
) -> WebhookSubscription:
    """This adds a subscription; call `check_address` before.

    Raises:
        UnknownEvent: for a name no fact has.
    """
    check_events(events)
    return WebhookSubscription.objects.create(
        url=url, events=events, channel=channel, key_id=key_id, created_at=at
    )


@db.transaction_required
def change(*, subscription: WebhookSubscription, changes: dict[str, Any]) -> WebhookSubscription:
    """This changes address, events or activity of a subscription."""
    if "events" in changes:
        check_events(changes["events"])
    if changes.get("active"):
        changes["disabled_reason"] = ""
    for name, value in changes.items():
        setattr(subscription, name, value)
    subscription.save(update_fields=list(changes))
    return subscription


@db.transaction_required
def roll_secret(*, subscription: WebhookSubscription) -> WebhookSubscription:
    """This draws a new secret; messages carry signatures of both until it is rolled again."""
    subscription.old_secret, subscription.secret = subscription.secret, new_secret()
    subscription.save(update_fields=["secret", "old_secret"])
    return subscription


def check_events(events: list[str]) -> None:
    """This refuses names that no fact has.

    Raises:
        UnknownEvent: naming the first.
    """
    apps = {name.partition(".")[0] + ".*" for name in Fact.known}
    for name in events:
        if name not in {"*", *Fact.known, *apps}:
            message = f"there is no event {name!r}"
            raise UnknownEvent(message, field="events")


@db.transaction_required
def write_messages(*, fact: Fact, envelope: Envelope) -> int:
    """This writes one message per subscription that wants the fact; returns how many."""
    wanted = [
        subscription
        for subscription in WebhookSubscription.objects.filter(active=True)
        if rules.wants(patterns=subscription.events, name=fact.name)
        and (not subscription.channel or subscription.channel == envelope.channel)
    ]
    if not wanted:
        return 0
    text = rules.body(
        event_id=envelope.event_id,
        name=fact.name,
        created_at=envelope.occurred_at,
        payload=fact.payload(),
        live=settings.LIVE_MODE,
    )
    rows = [_message(subscription, envelope, text) for subscription in wanted]
    WebhookMessage.objects.bulk_create(rows, ignore_conflicts=True)
    db.after_commit_once(_wake)
    return len(rows)


@db.transaction_required
def ping(*, subscription: WebhookSubscription, at: datetime) -> WebhookMessage:
    """This queues a test event for one subscription."""
    from commerce.ids import new

    event_id = new("evt")
    text = rules.body(
        event_id=event_id,
        name="webhooks.ping",
        created_at=at,
        payload={},
        live=settings.LIVE_MODE,
    )
    db.after_commit_once(_wake)
    return WebhookMessage.objects.create(
        subscription=subscription,
        event_id=event_id,
        name="webhooks.ping",
        text=text,
        next_at=at,
        created_at=at,
    )


@db.transaction_required
def resend(*, message: WebhookMessage, at: datetime) -> None:
    """This queues a message again, whatever became of it."""
    WebhookMessage.objects.filter(pk=message.pk).update(state="pending", failures=0, next_at=at)
    db.after_commit_once(_wake)


@db.outside
def send_due() -> int:
    """This sends what is due, each message claimed before and recorded after; returns how many."""
    sent = 0
    for message in _claim_due(at=clock.now()):
        _send(message)
        sent += 1
    return sent


def _claim_due(*, at: datetime) -> list[WebhookMessage]:
    with db.transaction():
        due = list(
            WebhookMessage.objects.filter(
                state="pending", next_at__lte=at, subscription__active=True
            )
            .order_by("next_at")
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("subscription")[:BATCH]
        )
        # Until the answer is recorded nobody else takes it; a killed worker's turn comes again.
        WebhookMessage.objects.filter(pk__in=[row.pk for row in due]).update(
            next_at=at + rules.WAITS[1]
        )
    return due


def _send(message: WebhookMessage) -> None:
    at = clock.now()
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message.public_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": rules.signature(
            secrets=message.subscription.secrets,
            message_id=message.public_id,
            timestamp=int(at.timestamp()),
            text=message.text,
        ),
    }
    try:
        reply = clients.post(
            url=message.subscription.url,
            text=message.text,
            headers=headers,
            allow_private=settings.WEBHOOKS_ALLOW_PRIVATE,
        )
        attempt = WebhookAttempt(
            message=message,
            at=at,
            status=reply.status,
            answer=reply.text,
            milliseconds=reply.milliseconds,
        )
    except clients.Unreachable as error:
        attempt = WebhookAttempt(message=message, at=at, error=str(error)[:300])
    with db.transaction():
        _record(message, attempt, at)


@db.transaction_required
def _record(message: WebhookMessage, attempt: WebhookAttempt, at: datetime) -> None:
    attempt.save()
    if attempt.status and 200 <= attempt.status < 300:
        WebhookMessage.objects.filter(pk=message.pk).update(state="delivered", next_at=None)
        return
    failures = message.failures + 1
    again = rules.next_try(failures=failures, at=at)
    if attempt.status == 410:
        again = None
        WebhookSubscription.objects.filter(pk=message.subscription_id).update(
            active=False, disabled_reason="the receiver answered 410 Gone"
        )
    state = "pending" if again else "failed"
    WebhookMessage.objects.filter(pk=message.pk).update(
        state=state, failures=failures, next_at=again
    )


def _message(subscription: WebhookSubscription, envelope: Envelope, text: str) -> WebhookMessage:
    return WebhookMessage(
        subscription=subscription,
        event_id=envelope.event_id,
        name=envelope.name,
        text=text,
        next_at=envelope.delivered_at,
        created_at=envelope.delivered_at,
    )


def _wake() -> None:
    from commerce.webhooks import tasks

    try:
        tasks.send_webhooks.apply_async(retry=False)
    except Exception:
        log.warning("the broker does not answer; the schedule will send", exc_info=True)
