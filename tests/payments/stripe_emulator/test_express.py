"""Emulator Pay and the tokens it hands over, through the official SDK."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
import stripe

from payments.stripe_emulator.server import Emulator

BACK = "http://localhost:8000/checkout/express/state/"


def wallet(emulator: Emulator, **over: str) -> str:
    asked = {
        "amount": "2990",
        "currency": "eur",
        "title": "Kontor <Europe>",
        "countries": "DE,FR",
        "return_url": BACK,
        "cancel_url": "http://localhost:8000/cart/",
    }
    return f"{emulator.url}/wallet/pay?{urlencode(asked | over)}"


def handed_over(emulator: Emulator, *, who: str = "berlin", card: str = "4242424242424242") -> str:
    """This approves in the wallet and returns the token."""
    answer = requests.post(
        wallet(emulator), data={"who": who, "card": card}, allow_redirects=False, timeout=5
    )
    back = urlsplit(answer.headers["Location"])
    assert back.geturl().startswith(BACK)
    return parse_qs(back.query)["confirmation_token"][0]


def test_the_wallet_shows_what_is_paid_and_where_it_may_go(emulator: Emulator) -> None:
    page = requests.get(wallet(emulator), timeout=5).text

    assert "29.90 EUR" in page
    assert "Kontor &lt;Europe&gt;" in page
    assert "Ada Byron, Ackerstr. 1" in page
    assert "New York" not in page
    assert "<script" not in page


def test_a_token_says_who_where_to_and_which_card(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    token = sdk.v1.confirmation_tokens.retrieve(handed_over(emulator, who="paris"))

    assert token.shipping is not None
    assert (token.shipping.name, token.shipping.address.city) == ("Blaise Pascal", "Paris")
    preview = token.payment_method_preview
    assert preview is not None
    assert preview.card is not None
    assert (preview.card.last4, preview.billing_details.email) == (
        "4242",
        "blaise.pascal@example.com",
    )


def test_a_token_pays_once(emulator: Emulator, sdk: stripe.StripeClient) -> None:
    token = handed_over(emulator)
    first, second = (
        sdk.v1.payment_intents.create({"amount": 2990, "currency": "eur"}) for _ in range(2)
    )

    paid = sdk.v1.payment_intents.confirm(
        first.id, {"confirmation_token": token, "return_url": BACK}
    )
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.payment_intents.confirm(second.id, {"confirmation_token": token})

    assert paid.status == "succeeded"
    assert refused.value.code == "confirmation_token_already_used"


def test_what_the_wallet_does_not_know_is_refused(emulator: Emulator) -> None:
    for form in ({"who": "eve", "card": "4242424242424242"}, {"who": "berlin", "card": "1"}, {}):
        answer = requests.post(wallet(emulator), data=form, allow_redirects=False, timeout=5)
        assert answer.status_code == 402
        assert "Choose an address and a card" in answer.text


def test_it_leads_to_known_shops_only(emulator: Emulator) -> None:
    evil = wallet(emulator, return_url="https://evil.example/")

    assert requests.get(evil, timeout=5).status_code == 400
    assert requests.post(evil, data={}, allow_redirects=False, timeout=5).status_code == 400
