"""PaymentIntents through the official SDK."""

from typing import Any

import pytest
import requests
import stripe

from payments.stripe_emulator.server import Emulator


def paid(sdk: stripe.StripeClient, method: str = "pm_card_visa", **over: Any) -> Any:
    params: dict[str, Any] = {
        "amount": 8400,
        "currency": "eur",
        "automatic_payment_methods": {"enabled": True},
        "payment_method": method,
        "confirm": True,
        "return_url": "https://shop.example/return",
    } | over
    return sdk.v1.payment_intents.create(params)  # type: ignore[arg-type]


def test_create_waits_for_a_method_and_hands_out_a_secret(sdk: stripe.StripeClient) -> None:
    intent = sdk.v1.payment_intents.create(
        {"amount": 500, "currency": "GBP", "automatic_payment_methods": {"enabled": True}}
    )

    assert intent.status == "requires_payment_method"
    assert intent.currency == "gbp"
    assert intent.client_secret
    assert intent.client_secret.startswith(f"{intent.id}_secret_")
    assert sdk.v1.payment_intents.retrieve(intent.id).amount == 500


def test_confirm_captures_at_once_and_books_the_fee(sdk: stripe.StripeClient) -> None:
    intent = paid(sdk, expand=["latest_charge.balance_transaction"])

    assert intent.status == "succeeded"
    assert intent.amount_received == 8400
    entry = intent.latest_charge.balance_transaction
    assert (entry.amount, entry.fee, entry.net) == (8400, 151, 8249)


def test_manual_capture_takes_a_part_and_releases_the_rest(sdk: stripe.StripeClient) -> None:
    intent = paid(sdk, capture_method="manual")
    assert (intent.status, intent.amount_capturable) == ("requires_capture", 8400)

    done = sdk.v1.payment_intents.capture(intent.id, {"amount_to_capture": 5000})

    assert (done.status, done.amount_received, done.amount_capturable) == ("succeeded", 5000, 0)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.payment_intents.capture(intent.id)
    assert refused.value.code == "payment_intent_unexpected_state"


def test_multicapture_takes_shipment_after_shipment(sdk: stripe.StripeClient) -> None:
    """PAY-3: two captures sum to the charge, the rest is voided."""
    options = {"card": {"request_multicapture": "if_available"}}
    intent = paid(sdk, capture_method="manual", payment_method_options=options)

    first = sdk.v1.payment_intents.capture(
        intent.id, {"amount_to_capture": 3000, "final_capture": False}
    )
    assert (first.status, first.amount_capturable) == ("requires_capture", 5400)
    sdk.v1.payment_intents.capture(intent.id, {"amount_to_capture": 400, "final_capture": False})
    ended = sdk.v1.payment_intents.cancel(intent.id)

    assert (ended.amount_received, ended.amount_capturable) == (3400, 0)


def test_capture_never_takes_more_than_was_authorized(sdk: stripe.StripeClient) -> None:
    intent = paid(sdk, capture_method="manual")

    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.payment_intents.capture(intent.id, {"amount_to_capture": 8401})

    assert refused.value.code == "amount_too_large"
    assert sdk.v1.payment_intents.retrieve(intent.id).amount_capturable == 8400


def test_cancel_releases_an_authorization(sdk: stripe.StripeClient) -> None:
    intent = paid(sdk, capture_method="manual")

    ended = sdk.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})

    assert (ended.status, ended.cancellation_reason) == ("canceled", "abandoned")
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.cancel(intent.id)


@pytest.mark.parametrize(
    ("method", "code", "reason"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
        ("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"),
    ],
)
def test_cards_decline_for_their_reason(
    sdk: stripe.StripeClient, method: str, code: str, reason: str
) -> None:
    intent = sdk.v1.payment_intents.create({"amount": 100, "currency": "eur"})

    with pytest.raises(stripe.CardError) as declined:
        sdk.v1.payment_intents.confirm(intent.id, {"payment_method": method})

    assert (declined.value.code, declined.value.http_status) == (code, 402)
    now = sdk.v1.payment_intents.retrieve(intent.id)
    assert now.status == "requires_payment_method"
    assert now.last_payment_error
    assert now.last_payment_error.decline_code == reason
    again = sdk.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert again.status == "succeeded"


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [("approve", "succeeded", "succeeded"), ("fail", "requires_payment_method", "failed")],
)
def test_3d_secure_asks_the_shopper(
    sdk: stripe.StripeClient, answer: str, status: str, told: str
) -> None:
    intent = paid(sdk, "pm_card_threeDSecure2Required")
    assert intent.status == "requires_action"
    page = intent.next_action.redirect_to_url.url
    assert "3-D Secure" in requests.get(page, timeout=5).text

    back = requests.post(
        page.partition("?")[0],
        data={"client_secret": intent.client_secret, "answer": answer},
        allow_redirects=False,
        timeout=5,
    )

    assert back.status_code == 303
    assert back.headers["Location"].startswith("https://shop.example/return?payment_intent=")
    assert f"redirect_status={told}" in back.headers["Location"]
    assert sdk.v1.payment_intents.retrieve(intent.id).status == status


def test_a_browser_confirms_with_the_publishable_key_and_the_secret(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    intent = sdk.v1.payment_intents.create({"amount": 700, "currency": "eur"})
    url = f"{emulator.url}/v1/payment_intents/{intent.id}/confirm"
    card = {
        "payment_method_data[type]": "card",
        "payment_method_data[card][number]": "4242 4242 4242 4242",
        "payment_method_data[card][exp_month]": "12",
        "payment_method_data[card][exp_year]": "34",
        "payment_method_data[card][cvc]": "123",
    }
    shop = {"Authorization": "Bearer pk_test_emulator", "Origin": "http://127.0.0.1:8000"}

    without = requests.post(url, data=card, headers=shop, timeout=5)
    wrong = requests.post(url, data=card | {"client_secret": "x"}, headers=shop, timeout=5)
    secret = {"client_secret": intent.client_secret}
    right = requests.post(url, data=card | secret, headers=shop, timeout=5)

    assert (without.status_code, wrong.status_code, right.status_code) == (403, 404, 200)
    assert right.json()["status"] == "succeeded"
    assert right.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8000"
    evil = requests.options(url, headers={"Origin": "https://evil.example"}, timeout=5)
    assert "Access-Control-Allow-Origin" not in evil.headers
    created = requests.post(
        f"{emulator.url}/v1/payment_intents", data={"amount": "1"}, headers=shop, timeout=5
    )
    assert created.status_code == 403


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ({"number": "4242424242424241"}, "incorrect_number"),
        ({"exp_year": "2020"}, "invalid_expiry_year"),
        ({"exp_month": "13"}, "invalid_expiry_month"),
        ({"cvc": "12"}, "invalid_cvc"),
    ],
)
def test_mistyped_cards_are_told_what_is_wrong(
    sdk: stripe.StripeClient, card: dict[str, str], code: str
) -> None:
    good: dict[str, Any] = {
        "number": "4242424242424242",
        "exp_month": "12",
        "exp_year": "2034",
        "cvc": "123",
    }

    params: Any = {"type": "card", "card": good | card}

    with pytest.raises(stripe.CardError) as refused:
        sdk.v1.payment_methods.create(params)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "params",
    [
        {"currency": "eur"},
        {"amount": 0, "currency": "eur"},
        {"amount": "1.5", "currency": "eur"},
        {"amount": 100_000_000, "currency": "eur"},
        {"amount": 5, "currency": "euro"},
        {"amount": 5, "currency": "eur", "surprise": "yes"},
        {"amount": 5, "currency": "eur", "customer": "cus_nobody"},
    ],
)
def test_nonsense_is_refused(sdk: stripe.StripeClient, params: dict[str, Any]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.create(params)  # type: ignore[arg-type]

    assert sdk.v1.payment_intents.list().data == []


def test_update_changes_the_amount_until_it_is_authorized(sdk: stripe.StripeClient) -> None:
    intent = sdk.v1.payment_intents.create(
        {"amount": 700, "currency": "eur", "metadata": {"order": "1", "a": "b"}}
    )

    sdk.v1.payment_intents.update(intent.id, {"amount": 900, "metadata": {"a": ""}})
    sdk.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})

    now = sdk.v1.payment_intents.retrieve(intent.id)
    assert (now.amount, now.metadata.to_dict()) == (900, {"order": "1"})
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.update(intent.id, {"amount": 1})


def test_lists_page_from_new_to_old(sdk: stripe.StripeClient) -> None:
    made = [
        sdk.v1.payment_intents.create({"amount": 100 + n, "currency": "eur"}) for n in range(25)
    ]

    first = sdk.v1.payment_intents.list({"limit": 10})
    walked = [one.id for one in first.auto_paging_iter()]

    assert first.has_more
    assert walked == [one.id for one in reversed(made)]
    before = sdk.v1.payment_intents.list({"limit": 3, "ending_before": made[0].id})
    assert [one.id for one in before.data] == [made[3].id, made[2].id, made[1].id]
