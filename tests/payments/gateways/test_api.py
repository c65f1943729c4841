"""The webhook door: signed, kept once, applied in any order."""

import json
import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from payments.collecting import queries as collecting
from payments.collecting.actions import capturing, provider
from payments.collecting.models import Attempt, Payment
from payments.gateways.models import Inbound
from payments.refunds import actions as refunds
from payments.refunds import queries as refund_queries
from payments.stripe_emulator.webhooks import signature
from tests.builders.commerce import AT
from tests.builders.payments import Shop, eur, open_payment
from tests.builders.stripe import SECRET, control

Deliver = Callable[[], int]


def post(client: Client, event: dict[str, Any], *, secret: str = SECRET, age: int = 0) -> int:
    body = json.dumps(event).encode()
    signed = signature(body, secret, int(time.time()) - age)
    return client.post(
        "/webhooks/stripe/",
        data=body,
        content_type="application/json",
        headers={"Stripe-Signature": signed},
    ).status_code


def an_event(**over: Any) -> dict[str, Any]:
    thing = {"id": "pi_1", "object": "payment_intent", "metadata": {}}
    event = {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded"}
    return event | {"data": {"object": thing}} | over


def test_a_signed_event_is_kept_once(client: Client, db: None, facts: Callable[[], Any]) -> None:
    """Invariant 11."""
    statuses = [post(client, an_event()) for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert Inbound.objects.count() == 1
    assert facts() == ["payments.provider_reported"]


def test_people_do_not_stay_behind_in_kept_events(client: Client, db: None) -> None:
    """Invariant 24: nothing of a person is kept that erasure would have to find."""
    thing = {
        "id": "ch_1",
        "object": "charge",
        "amount": 500,
        "billing_details": {"name": "Ada Lovelace", "email": "ada@example.com"},
        "receipt_email": "ada@example.com",
    }

    assert post(client, an_event(data={"object": thing})) == 200

    kept = Inbound.objects.get().payload
    assert kept["object"] == {"id": "ch_1", "object": "charge", "amount": 500}
    assert "ada" not in str(kept).lower()


@pytest.mark.parametrize(
    "over",
    [{"secret": "whsec_other"}, {"age": 301}, {"age": -301}],
    ids=["wrong secret", "too old", "from the future"],
)
def test_a_forged_or_old_event_is_refused(
    client: Client, db: None, facts: Callable[[], Any], over: dict[str, Any]
) -> None:
    """Attack: forged webhook."""
    assert post(client, an_event(), **over) == 400
    assert not Inbound.objects.exists()
    assert facts() == []


@pytest.mark.parametrize("header", [None, "", "t=1", "v1=abc", "t=x,v1=y", "nonsense"])
def test_an_unsigned_event_is_refused(client: Client, db: None, header: str | None) -> None:
    headers = {} if header is None else {"Stripe-Signature": header}

    answer = client.post(
        "/webhooks/stripe/", data=an_event(), content_type="application/json", headers=headers
    )

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_without_a_secret_of_ours_nothing_is_believed(
    client: Client, db: None, settings: Any
) -> None:
    """Attack: an empty token equals an empty stored token."""
    settings.STRIPE_WEBHOOK_SECRET = ""

    assert post(client, an_event(), secret="") == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"id": 1}', b"\xff\x00"])
def test_nonsense_with_a_good_signature_is_refused(client: Client, db: None, body: bytes) -> None:
    signed = signature(body, SECRET, int(time.time()))

    answer = client.post(
        "/webhooks/stripe/",
        data=body,
        content_type="application/json",
        headers={"Stripe-Signature": signed},
    )

    assert answer.status_code == 400
    assert not Inbound.objects.exists()


def carry_out_what_is_due() -> None:
    """The worker's part: the walks to the provider."""
    at = clock.now()
    for attempt_id in collecting.looks_due(at=at):
        provider.look(attempt_id=attempt_id, at=at)
    for refund_id in refund_queries.refunds_due(at=at):
        refunds.carry_out(refund_id=refund_id, at=at)


def a_story_at_stripe(shop: Shop) -> list[dict[str, Any]]:
    """A declined try, a payment, a capture and a refund; returns the events Stripe would send."""
    payment = open_payment()
    intent = shop.present(payment)
    shop.confirm(intent, "pm_card_chargeDeclined")
    shop.confirm(intent)
    shop.stripe.v1.payment_intents.capture(intent)
    return [event.to_dict() for event in shop.stripe.v1.events.list({"limit": 100}).data][::-1]


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_and_doubled_webhooks_end_in_the_same_state(
    shop: Shop, client: Client, deliver: Deliver, facts: Callable[[], list[str]], seed: int
) -> None:
    """Invariant 11, PAY-1: every order of arrival ends in the same state."""
    events = a_story_at_stripe(shop) * 2
    random.Random(seed).shuffle(events)  # noqa: S311 - an order, not a secret

    for event in events:
        assert post(client, event) == 200
        deliver()
        carry_out_what_is_due()

    payment = Payment.objects.get()
    assert (payment.state, payment.captured) == ("captured", eur(8400))
    told = [name for name in facts() if name != "payments.provider_reported"]
    assert told == ["payments.payment_authorized", "payments.payment_captured"]
    assert collecting.violations(at=AT) == []


def test_a_late_failed_does_not_undo_paid(shop: Shop, client: Client, deliver: Deliver) -> None:
    """Fault: webhooks three days late."""
    events = a_story_at_stripe(shop)
    failed = next(one for one in events if one["type"] == "payment_intent.payment_failed")
    payment = Payment.objects.get()
    provider.refresh(payment_id=payment.pk, at=AT)

    post(client, failed)
    deliver()
    carry_out_what_is_due()

    payment.refresh_from_db()
    assert payment.state == "captured"


def test_a_webhook_before_our_own_answer_is_stored_finds_its_payment(
    shop: Shop, client: Client, deliver: Deliver
) -> None:
    """Fault: the answer to the creation is lost, the webhook comes first."""
    payment = open_payment()
    intent = shop.present(payment)
    shop.confirm(intent)
    Attempt.objects.update(reference=None)
    for event in shop.stripe.v1.events.list().data:
        post(client, event.to_dict())
    deliver()

    # The metadata names the attempt; presenting again learns its reference by the same key.
    assert shop.present(payment) == intent

    payment = provider.refresh(payment_id=payment.pk, at=AT)
    assert payment.state == "authorized"


def test_events_about_strangers_are_kept_and_change_nothing(
    shop: Shop, client: Client, deliver: Deliver
) -> None:
    payment = open_payment()

    assert post(client, an_event()) == 200
    deliver()
    carry_out_what_is_due()

    payment.refresh_from_db()
    assert payment.state == "open"


def test_a_payment_of_another_sum_is_not_taken_for_ours(shop: Shop) -> None:
    """Attack: amount, currency and order must match before "paid"."""
    payment = open_payment()
    intent = shop.present(payment)
    shop.stripe.v1.payment_intents.update(intent, {"amount": 1})
    shop.confirm(intent)

    provider.refresh(payment_id=payment.pk, at=AT)
    for attempt_id in collecting.releases_due(at=AT):
        provider.release(attempt_id=attempt_id, at=AT)

    payment.refresh_from_db()
    assert payment.state == "open"
    assert shop.stripe.v1.payment_intents.retrieve(intent).status == "canceled"


def test_a_pending_refund_ends_when_the_provider_says_so(
    shop: Shop, client: Client, deliver: Deliver, channel: ChannelInfo
) -> None:
    payment = open_payment()
    shop.confirm(shop.present(payment), "pm_card_pendingRefund")
    provider.refresh(payment_id=payment.pk, at=AT)
    with db.transaction():
        capture = capturing.request_capture(
            payment_id=payment.pk, amount=eur(8400), key="k", by=SYSTEM, at=AT
        )
    provider.capture(capture_id=capture.pk, at=AT)
    with db.transaction():
        refund = refunds.request_refund(
            payment_id=payment.pk, amount=eur(100), key="k", reason="", by=SYSTEM, at=AT
        )
    refunds.carry_out(refund_id=refund.pk, at=AT)
    refund.refresh_from_db()
    assert refund.state == "pending"

    control(shop.emulator, "refund", refund=refund.reference, outcome="succeeded")
    for event in shop.stripe.v1.events.list({"type": "refund.updated"}).data:
        post(client, event.to_dict())
    deliver()
    carry_out_what_is_due()

    refund.refresh_from_db()
    assert refund.state == "issued"


def test_a_dispute_stands_in_the_payment_s_story(
    shop: Shop, client: Client, deliver: Deliver
) -> None:
    payment = shop.paid_order()
    intent = shop.stripe.v1.payment_intents.list().data[0].id
    shop.stripe.v1.payment_intents.capture(intent)
    control(shop.emulator, "dispute", payment_intent=intent)

    for event in shop.stripe.v1.events.list({"type": "charge.dispute.created"}).data:
        post(client, event.to_dict())
        post(client, event.to_dict())
    deliver()

    told = payment.events.filter(kind="dispute").values_list("detail", flat=True)
    assert [one.partition(" (")[0] for one in told] == ["charge.dispute.created"]
