"""Idempotency keys, modes, webhooks and restarts."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
import stripe

from payments.stripe_emulator.server import Emulator
from tests.builders.stripe import SECRET, client_of, control, receiving, running_emulator

WANTED: stripe.params.PaymentIntentCreateParams = {
    "amount": 500,
    "currency": "eur",
    "payment_method": "pm_card_visa",
    "confirm": True,
}


def test_same_key_same_answer(sdk: stripe.StripeClient) -> None:
    """Invariant 13."""
    first = sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"})
    again = sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"})

    assert again.id == first.id
    assert again.last_response
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(sdk.v1.charges.list().data) == 1


def test_same_key_keeps_a_decline(sdk: stripe.StripeClient) -> None:
    declined: stripe.params.PaymentIntentCreateParams = {
        **WANTED,
        "payment_method": "pm_card_chargeDeclined",
    }
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            sdk.v1.payment_intents.create(declined, {"idempotency_key": "k"})

    assert len(sdk.v1.charges.list().data) == 1


def test_same_key_with_other_words_is_refused(sdk: stripe.StripeClient) -> None:
    sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"})

    with pytest.raises(stripe.IdempotencyError) as refused:
        sdk.v1.payment_intents.create({**WANTED, "amount": 501}, {"idempotency_key": "k"})

    assert refused.value.http_status == 400


def test_a_malformed_request_does_not_burn_its_key(sdk: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.create({**WANTED, "amount": 0}, {"idempotency_key": "k"})

    assert sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"}).status == "succeeded"


def test_the_same_key_at_the_same_time_is_refused(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    control(emulator, "mode", mode="slow", seconds=0.5)
    outcomes: list[int] = []

    def ask() -> None:
        answer = requests.post(
            f"{emulator.url}/v1/payment_intents",
            data={"amount": "5", "currency": "eur"},
            headers={"Authorization": "Bearer sk_test_x", "Idempotency-Key": "k"},
            timeout=5,
        )
        outcomes.append(answer.status_code)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [200, 409, 409]
    assert len(sdk.v1.payment_intents.list().data) == 1


def test_charge_then_drop_has_charged_and_a_retry_with_the_key_finds_it(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    control(emulator, "mode", mode="charge-then-drop", times=1)

    with pytest.raises(stripe.APIConnectionError):
        sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"})
    again = sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"})

    assert again.status == "succeeded"
    assert len(sdk.v1.charges.list().data) == 1


def test_500_does_nothing_and_a_stored_one_is_repeated(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    control(emulator, "mode", mode="500", times=1)
    with pytest.raises(stripe.APIError):
        sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"})
    assert sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "k"}).status == "succeeded"

    control(emulator, "mode", mode="500", times=1, stored=True)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            sdk.v1.payment_intents.create(WANTED, {"idempotency_key": "other"})


def test_hang_gives_no_answer_and_does_nothing(emulator: Emulator) -> None:
    control(emulator, "mode", mode="hang")
    hasty = client_of(emulator)
    hasty._requestor._client._timeout = (1, 0.3)  # type: ignore[union-attr]

    with pytest.raises(stripe.APIConnectionError):
        hasty.v1.payment_intents.create(WANTED)
    control(emulator, "mode", mode="ok")

    assert client_of(emulator).v1.payment_intents.list().data == []


def test_a_mode_may_match_some_requests_only(emulator: Emulator, sdk: stripe.StripeClient) -> None:
    control(emulator, "mode", mode="429", match="/capture$")
    intent = sdk.v1.payment_intents.create({**WANTED, "capture_method": "manual"})

    with pytest.raises(stripe.RateLimitError):
        sdk.v1.payment_intents.capture(intent.id)


def test_webhooks_are_signed_and_name_every_change(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    with receiving() as shop:
        control(emulator, "webhook-url", url=shop.url, secret=SECRET)
        intent = sdk.v1.payment_intents.create({**WANTED, "capture_method": "manual"})
        sdk.v1.payment_intents.capture(intent.id)
        sdk.v1.refunds.create({"payment_intent": intent.id, "amount": 100})
        assert control(emulator, "drain")["empty"]

    assert {event["type"] for event in shop.events} == {
        "payment_intent.created",
        "payment_intent.amount_capturable_updated",
        "payment_intent.succeeded",
        "charge.succeeded",
        "charge.captured",
        "refund.created",
        "charge.refunded",
    }
    headers, body = shop.got[0]
    assert sdk.construct_event(body, headers["Stripe-Signature"], SECRET).id
    with pytest.raises(stripe.SignatureVerificationError):
        sdk.construct_event(body, headers["Stripe-Signature"], "whsec_other")
    stored = sdk.v1.events.list({"limit": 100}).data
    assert {one.id for one in stored} == {one["id"] for one in shop.events}
    assert all(one.pending_webhooks == 0 for one in stored)


def test_a_webhook_is_tried_again_until_it_is_taken(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    answers = iter([500, 409])
    with receiving(answer=lambda _, __: next(answers, 200)) as shop:
        control(emulator, "webhook-url", url=shop.url, secret=SECRET)
        sdk.v1.payment_intents.create({"amount": 5, "currency": "eur"})
        assert control(emulator, "drain")["empty"]

    assert len(shop.got) == 3
    assert len({event["id"] for event in shop.events}) == 1


@pytest.mark.parametrize(
    ("mode", "holds"),
    [
        ("duplicate", lambda seen, _: len(seen) == 2 * len(set(seen))),
        ("shuffled", lambda seen, made: sorted(seen) == sorted(made) and seen != made),
        ("delayed", lambda seen, made: sorted(seen) == sorted(made)),
    ],
)
def test_webhooks_have_bad_days_too(
    emulator: Emulator,
    sdk: stripe.StripeClient,
    mode: str,
    holds: Callable[[list[str], list[str]], bool],
) -> None:
    with receiving() as shop:
        control(emulator, "webhook-url", url=shop.url, secret=SECRET)
        control(emulator, "mode", mode=mode, seconds=0.2)
        for _ in range(10):
            sdk.v1.payment_intents.create({"amount": 5, "currency": "eur"})
        assert mode != "delayed" or not shop.got
        assert control(emulator, "drain")["empty"]

    made = [event.id for event in sdk.v1.events.list({"limit": 100}).data]
    assert holds([event["id"] for event in shop.events], made[::-1])


def test_objects_answers_and_unsent_webhooks_survive_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "stripe.db"
    with running_emulator(
        state=state, webhook_url="http://127.0.0.1:9/", webhook_secret="x"
    ) as one:
        made = client_of(one).v1.payment_intents.create(WANTED, {"idempotency_key": "k"})

    with (
        receiving() as shop,
        running_emulator(state=state, webhook_url=shop.url, webhook_secret="x") as two,
    ):
        again = client_of(two).v1.payment_intents.create(WANTED, {"idempotency_key": "k"})
        assert control(two, "drain")["empty"]

    assert again.id == made.id
    assert "payment_intent.succeeded" in {event["type"] for event in shop.events}


def test_keys_are_asked_for(emulator: Emulator) -> None:
    url = f"{emulator.url}/v1/payment_intents"

    assert requests.get(url, timeout=5).status_code == 401
    live = requests.get(url, headers={"Authorization": "Bearer sk_live_1"}, timeout=5)
    assert live.status_code == 401


def test_the_control_door_is_closed_to_other_sites(emulator: Emulator) -> None:
    door = f"{emulator.url}/_control/reset"

    foreign = requests.post(door, headers={"Origin": "https://evil.example"}, timeout=5)
    rebound = requests.post(door, headers={"Host": "evil.example"}, timeout=5)

    assert (foreign.status_code, rebound.status_code) == (403, 403)
    assert requests.post(door, timeout=5).json() == {"reset": True}
    assert (
        requests.post(f"{emulator.url}/_control/mode", json={"mode": "x"}, timeout=5).status_code
        == 400
    )


def test_requests_are_remembered_without_card_numbers(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    number = "4242424242424242"
    sdk.v1.payment_methods.create(
        {"type": "card", "card": {"number": number, "exp_month": 1, "exp_year": 2034}}
    )

    seen = control(emulator, "requests")["data"]

    assert seen[0]["path"] == "/v1/payment_methods"
    assert number not in str(seen)


def test_it_answers_quickly(sdk: stripe.StripeClient) -> None:
    sdk.v1.payment_intents.create(WANTED)
    began = time.monotonic()
    for _ in range(20):
        sdk.v1.payment_intents.create(WANTED)

    assert time.monotonic() - began < 2
