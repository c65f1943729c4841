"""Customers, saved cards and hosted pages through the official SDK."""

import pytest
import requests
import stripe


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
