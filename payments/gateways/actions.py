"""Reaching providers, and taking in what they tell."""

import logging
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.conf import settings

from commerce import db
from commerce.errors import Invalid
from commerce.events import outbox
from payments import events
from payments.gateways.clients import base, signed
from payments.gateways.clients.breaker import Breaker
from payments.gateways.clients.onaccount import OnAccount
from payments.gateways.models import Inbound

if TYPE_CHECKING:
    from payments.gateways.clients import stripe as stripe_client

log = logging.getLogger(__name__)

TOLERANCE_SECONDS = 300
TIMEOUTS = (2.0, 8.0)


class BadSignature(Invalid):
    """The webhook does not come from the provider, or is too old to believe."""

    code = "bad_signature"


def gateway(name: str) -> base.Gateway:
    """This returns the provider that carries out a kind of payment."""
    if name != "stripe":
        return OnAccount()
    return _stripe(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@cache
def _stripe(secret_key: str, api_base: str) -> "stripe_client.StripeGateway":
    """The SDK is loaded by the first payment: most processes of the web never see one."""
    from payments.gateways.clients import stripe as stripe_client

    return stripe_client.StripeGateway(
        secret_key=secret_key, api_base=api_base, timeouts=TIMEOUTS, breaker=Breaker()
    )


def forget() -> None:
    """This drops the clients of this process with their breakers; tests start afresh."""
    _stripe.cache_clear()


@db.transaction_required
def accept(*, raw: bytes, signature: str, at: datetime) -> Inbound:
    """This keeps a Stripe webhook once and announces it; a repeat changes nothing (invariant 11).

    Raises:
        BadSignature: without a secret of ours, for a wrong signature, or one older than 5 minutes.
    """
    try:
        event = signed.verified(
            raw=raw,
            signature=signature,
            secret=settings.STRIPE_WEBHOOK_SECRET,
            tolerance=TOLERANCE_SECONDS,
            at=at,
        )
    except base.GatewayRefused as error:
        raise BadSignature(error.message) from error
    subject = event.get("data", {}).get("object", {})
    row, fresh = Inbound.objects.get_or_create(
        provider="stripe",
        event_id=str(event["id"])[:120],
        defaults={
            "kind": str(event.get("type", ""))[:80],
            "subject": _payment_of(subject)[:120],
            "ours": dict(subject.get("metadata") or {}),
            "payload": _impersonal(event),
            "received_at": at,
        },
    )
    if fresh:
        _announce(row, at=at)
    return row


def _impersonal(event: dict[str, Any]) -> dict[str, Any]:
    """What is worth keeping: no names, addresses or cards; the rest is asked for at the provider."""
    subject = event["data"]["object"]
    kept = ("id", "object", "status", "amount", "currency", "payment_intent", "charge", "reason")
    head = {name: event.get(name) for name in ("id", "type", "created", "livemode")}
    return head | {"object": {name: subject[name] for name in kept if name in subject}}


def _payment_of(subject: dict[str, Any]) -> str:
    """A charge, refund or dispute names its payment; a payment or a page is its own subject."""
    if subject.get("object") in {"payment_intent", "checkout.session"}:
        return str(subject.get("id") or "")
    return str(subject.get("payment_intent") or subject.get("id") or "")


def _announce(row: Inbound, *, at: datetime) -> None:
    fact = events.ProviderReported(
        inbound_id=row.pk,
        kind=row.kind,
        subject_reference=row.subject,
        payment_public_id=str(row.ours.get("payment", ""))[:60],
        attempt_id=_whole(row.ours.get("attempt")),
        refund_public_id=str(row.ours.get("refund", ""))[:60],
    )
    outbox.publish(fact, at=at, by="stripe")


def _whole(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def send_after_commit(task: str, **ids: object) -> None:
    """This hands work for a provider to the queue `outside` once the transaction is durable.

    Should the broker be down, the row that asks for the work is found by the schedule.
    """

    def send() -> None:
        try:
            current_app.send_task(task, kwargs=ids, queue="outside", retry=False)
        except Exception:
            log.warning("the broker does not answer; the schedule will send", exc_info=True)

    db.after_commit(send)
