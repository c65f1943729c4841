"""Customers, saved cards and hosted pages through the official SDK."""

from typing import Any

import pytest
import requests
import stripe

from payments.stripe_emulator.server import Emulator


def test_a_card_is_saved_by_paying_and_pays_again(sdk: stripe.StripeClient) -> None:
    ada = sdk.v1.customers.create({"email": "ada@example.com"})
    sdk.v1.payment_intents.create(
        {
            "amount": 100,
            "currency": "eur",
            "customer": ada.id,
            "setup_future_usage": "off_session",
            "payment_method": "pm_card_visa",
            "confirm": True,
        }
    )

    saved = sdk.v1.customers.payment_methods.list(ada.id).data
    assert [method.card.last4 for method in saved if method.card] == ["4242"]
    again = sdk.v1.payment_intents.create(
        {
            "amount": 200,
            "currency": "eur",
            "customer": ada.id,
            "payment_method": saved[0].id,
            "off_session": True,
            "confirm": True,
        }
    )
    assert again.status == "succeeded"


def test_a_saved_card_pays_only_for_its_owner_and_not_after_detaching(
    sdk: stripe.StripeClient,
) -> None:
    ada, bob = (sdk.v1.customers.create({"email": f"{name}@example.com"}) for name in ("a", "b"))
    card = sdk.v1.payment_methods.attach("pm_card_mastercard", {"customer": ada.id})
    payment = sdk.v1.payment_intents.create({"amount": 5, "currency": "eur", "customer": bob.id})

    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.confirm(payment.id, {"payment_method": card.id})
    sdk.v1.payment_methods.detach(card.id)

    assert sdk.v1.payment_methods.list({"customer": ada.id}).data == []
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.confirm(payment.id, {"payment_method": card.id})


def test_a_saved_card_that_is_past_its_day_is_declined(
    sdk: stripe.StripeClient, emulator: Emulator
) -> None:
    ada = sdk.v1.customers.create({"email": "ada@example.com"})
    told: Any = {
        "id": "cus_past_1",
        "cards": [
            {"id": "pm_past_1", "number": "4242424242424242", "exp_month": 1, "exp_year": 2020}
        ],
    }
    requests.post(f"{emulator.url}/_control/adopt", json={"customers": [told, told]}, timeout=5)

    saved = sdk.v1.customers.payment_methods.list("cus_past_1").data
    assert [method.id for method in saved] == ["pm_past_1"]
    with pytest.raises(stripe.CardError) as refused:
        sdk.v1.payment_intents.create(
            {
                "amount": 5,
                "currency": "eur",
                "customer": "cus_past_1",
                "payment_method": "pm_past_1",
                "confirm": True,
            }
        )
    assert refused.value.code == "expired_card"
    assert sdk.v1.payment_methods.list({"customer": ada.id}).data == []


def test_a_card_that_pays_once_is_declined_when_it_is_saved(sdk: stripe.StripeClient) -> None:
    ada = sdk.v1.customers.create({})
    first = {"amount": 100, "currency": "eur", "customer": ada.id, "confirm": True}
    card = {"payment_method": "pm_card_chargeCustomerFail", "setup_future_usage": "on_session"}
    assert sdk.v1.payment_intents.create({**first, **card}).status == "succeeded"  # type: ignore[typeddict-item]

    saved = sdk.v1.payment_methods.list({"customer": ada.id}).data[0]
    with pytest.raises(stripe.CardError):
        sdk.v1.payment_intents.create({**first, "payment_method": saved.id})  # type: ignore[typeddict-item]


def test_an_intent_learns_late_whose_it_is_and_forgets_what_was_to_be_saved(
    sdk: stripe.StripeClient,
) -> None:
    ada = sdk.v1.customers.create({})
    made = sdk.v1.payment_intents.create({"amount": 100, "currency": "eur"})

    kept = sdk.v1.payment_intents.update(
        made.id, {"customer": ada.id, "setup_future_usage": "on_session"}
    )
    plain = sdk.v1.payment_intents.update(made.id, {"setup_future_usage": ""})

    assert (kept.customer, kept.setup_future_usage) == (ada.id, "on_session")
    assert (plain.customer, plain.setup_future_usage) == (ada.id, None)


def test_a_setup_intent_saves_a_card_without_paying(sdk: stripe.StripeClient) -> None:
    ada = sdk.v1.customers.create({"email": "ada@example.com"})
    setup = sdk.v1.setup_intents.create({"customer": ada.id})

    done = sdk.v1.setup_intents.confirm(setup.id, {"payment_method": "pm_card_amex"})

    assert done.status == "succeeded"
    assert len(sdk.v1.payment_methods.list({"customer": ada.id, "type": "card"}).data) == 1


def test_an_absent_shopper_cannot_be_asked(sdk: stripe.StripeClient) -> None:
    with pytest.raises(stripe.CardError) as refused:
        sdk.v1.payment_intents.create(
            {
                "amount": 5,
                "currency": "eur",
                "payment_method": "pm_card_authenticationRequired",
                "off_session": True,
                "confirm": True,
            }
        )

    assert refused.value.code == "authentication_required"


def hosted(sdk: stripe.StripeClient) -> stripe.checkout.Session:
    return sdk.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "https://shop.example/back?session={CHECKOUT_SESSION_ID}",
            "cancel_url": "https://shop.example/pay",
            "customer_email": "ada@example.com",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "eur",
                        "unit_amount": 8400,
                        "product_data": {"name": "Order <1>"},
                    },
                }
            ],
            "payment_intent_data": {"capture_method": "manual", "metadata": {"payment": "7"}},
        }
    )


def card(number: str) -> dict[str, str]:
    return {"number": number, "expiry": "12 / 34", "cvc": "123", "email": "ada@example.com"}


def test_the_hosted_page_takes_a_card_without_javascript(sdk: stripe.StripeClient) -> None:
    session = hosted(sdk)
    page = requests.get(str(session.url), timeout=5).text
    assert "Order &lt;1&gt;" in page
    assert "84.00 EUR" in page
    assert "<script" not in page

    declined = requests.post(str(session.url), data=card("4000000000000002"), timeout=5)
    done = requests.post(
        str(session.url), data=card("4242424242424242"), allow_redirects=False, timeout=5
    )

    assert declined.status_code == 402
    assert "Your card was declined." in declined.text
    assert done.headers["Location"] == f"https://shop.example/back?session={session.id}"
    now = sdk.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (now.status, now.payment_status) == ("complete", "unpaid")
    assert isinstance(now.payment_intent, stripe.PaymentIntent)
    assert now.payment_intent.status == "requires_capture"
    assert now.payment_intent.metadata["payment"] == "7"


def test_the_hosted_page_asks_for_3d_secure_and_comes_back(sdk: stripe.StripeClient) -> None:
    session = hosted(sdk)
    asked = requests.post(
        str(session.url), data=card("4000002500003155"), allow_redirects=False, timeout=5
    )
    page, _, secret = asked.headers["Location"].partition("?client_secret=")

    answer = requests.post(
        page,
        data={"client_secret": secret, "answer": "approve"},
        allow_redirects=False,
        timeout=5,
    )
    back = requests.get(answer.headers["Location"], allow_redirects=False, timeout=5)

    assert back.headers["Location"] == f"https://shop.example/back?session={session.id}"


def test_an_expired_session_takes_no_card(sdk: stripe.StripeClient) -> None:
    session = hosted(sdk)
    sdk.v1.checkout.sessions.expire(session.id)

    answer = requests.post(str(session.url), data=card("4242424242424242"), timeout=5)

    assert answer.status_code == 402
    assert sdk.v1.payment_intents.list().data == []
