"""A card is kept without an order: asked of the bank, charged nothing, never anybody else's (A4)."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import stripe
from django.core.cache import cache
from django.test import Client
from rest_framework.test import APIClient

from commerce.channels.models import Channel
from commerce.channels.queries import forget
from commerce.events import delivery
from commerce.events.models import OutboxEvent
from payments.gateways.models import Inbound
from payments.models import Payment
from payments.wallet import queries, rules
from payments.wallet.actions import provider
from payments.wallet.models import SavedCard, Wallet
from tests.builders.commerce import AT, make_user
from tests.builders.crm import make_account, make_customer, user_of
from tests.builders.payments import Shop, cards_at_stripe, write_card
from tests.builders.stripe import control

pytestmark = pytest.mark.django_db
NEW = "/account/cards/new/"
CARDS = "/account/cards/"
GOOD, ASKED, NO = "4242424242424242", "4000002500003155", "4000000000009995"


@pytest.fixture
def ada(shop: Shop) -> int:
    """A customer with an account."""
    cache.clear()
    return make_account().customer_id


@pytest.fixture
def client(ada: int) -> Client:
    """Ada, signed in."""
    from crm import public as crm

    customer = crm.find_customer(customer_id=ada)
    assert customer is not None
    found = Client()
    found.force_login(user_of(customer))
    return found


def enter(page: str, number: str) -> requests.Response:
    """This types a card on the provider's page; the answer is where it leads, or the page again."""
    form = {"number": number, "expiry": "12 / 34", "cvc": "123"}
    return requests.post(page, data=form, allow_redirects=False, timeout=10)


def path_of(answer: requests.Response) -> str:
    """Where the provider sends the shopper back to, as a path of ours."""
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def invited(client: Client, **form: str) -> dict[str, str]:
    """What the page's script gets to open the provider's frame with."""
    found: dict[str, str] = client.post(NEW, {"entered_in": "frame"} | form).json()
    return found


def confirm(shop: Shop, secret: str, token: str) -> stripe.SetupIntent:
    """This is the frame: it confirms with a test card."""
    back = "https://shop.example/account/cards/added/?first=0"
    return shop.stripe.v1.setup_intents.confirm(
        secret.partition("_secret_")[0], {"payment_method": token, "return_url": back}
    )


def test_the_account_offers_to_add_one(client: Client) -> None:
    assert f'href="{NEW}"' in client.get(CARDS).content.decode()
    page = client.get(NEW).content.decode()

    assert "Nothing is charged." in page
    assert 'src="' in page
    assert "/v3/" in page


def test_strangers_sign_in_first(shop: Shop) -> None:
    assert Client().get(NEW)["Location"] == f"/accounts/login/?next={NEW}"
    assert Client().post(NEW).status_code == 302
    assert not Wallet.objects.exists()


def test_by_plain_forms_on_the_provider_s_page(client: Client, shop: Shop, ada: int) -> None:
    """X20: without scripts; the second card only becomes the default when it is asked for."""
    first = client.post(NEW)
    back = path_of(enter(first["Location"], GOOD))
    kept = client.get(back, follow=True).content.decode()
    second = client.post(NEW, {"first": "1"})
    other = path_of(enter(second["Location"], "5555555555554444"))
    client.get(other)

    assert first.status_code == 303
    assert "Visa •••• 4242 is kept for next time" in kept
    cards = queries.cards_of(customer_id=ada, on=AT.date())
    assert [(one.label, one.is_default) for one in cards] == [
        ("Mastercard •••• 4444", True),
        ("Visa •••• 4242", False),
    ]
    assert shop.charges() == []
    assert not Payment.objects.exists()


def test_the_bank_may_ask_and_yes_keeps_it(client: Client, shop: Shop, ada: int) -> None:
    question = enter(client.post(NEW)["Location"], ASKED).headers["Location"]

    page = requests.get(question, timeout=10)
    secret = re.findall(r'name="client_secret" value="([^"]+)"', page.text)[0]
    answer = requests.post(
        question,
        data={"client_secret": secret, "answer": "approve"},
        timeout=10,
        allow_redirects=False,
    )
    done = requests.get(answer.headers["Location"], timeout=10, allow_redirects=False)
    client.get(path_of(done))

    assert [card.last4 for card in SavedCard.objects.all()] == ["3155"]


def test_a_declined_card_stays_on_the_provider_s_page(client: Client, shop: Shop) -> None:
    refused = enter(client.post(NEW)["Location"], NO)

    assert refused.status_code == 402
    assert "insufficient funds" in refused.text
    assert not SavedCard.objects.exists()


@pytest.mark.parametrize("token", ["pm_card_visa", "pm_card_mastercard"])
def test_in_the_frame_of_our_page(client: Client, shop: Shop, ada: int, token: str) -> None:
    told = invited(client, first="1")
    setup = confirm(shop, told["client_secret"], token)

    for _ in range(2):
        answer = client.get(f"{urlsplit(told['return_url']).path}?first=1&setup_intent={setup.id}")

    assert answer["Location"] == CARDS
    [card] = SavedCard.objects.all()
    assert (card.customer_id, card.is_default, card.state) == (ada, True, "kept")
    assert cards_at_stripe(shop, ada) == [card.last4]
    assert OutboxEvent.objects.filter(name="payments.payment_method_saved").count() == 1
    assert parse_qs(urlsplit(told["return_url"]).query) == {"first": ["1"]}


def test_a_card_that_the_bank_refuses_is_said_and_not_kept(
    client: Client, shop: Shop, ada: int
) -> None:
    told = invited(client)
    setup = told["client_secret"].partition("_secret_")[0]
    with pytest.raises(stripe.CardError):
        confirm(shop, told["client_secret"], "pm_card_chargeDeclinedInsufficientFunds")

    answer = client.get(f"/account/cards/added/?setup_intent={setup}", follow=True)

    assert answer.redirect_chain == [(NEW, 302)]
    assert (
        "There is not enough money on this card. Nothing was kept and nothing was charged."
        in answer.content.decode()
    )
    assert not SavedCard.objects.exists()
    assert cards_at_stripe(shop, ada) == []


def test_a_card_whose_owner_says_no_to_the_bank_is_not_kept(client: Client, shop: Shop) -> None:
    told = invited(client)
    setup = confirm(shop, told["client_secret"], "pm_card_authenticationRequired")
    assert setup.next_action is not None
    url = setup.next_action.redirect_to_url.url  # type: ignore[union-attr]  # a redirect it is
    secret = told["client_secret"]
    requests.post(
        str(url),
        data={"client_secret": secret, "answer": "fail"},
        timeout=10,
        allow_redirects=False,
    )

    answer = client.get(f"/account/cards/added/?setup_intent={setup.id}", follow=True)

    assert "Your bank could not confirm that it was you." in answer.content.decode()
    assert not SavedCard.objects.exists()


def test_an_answer_that_is_still_out_is_said_to_be(client: Client, shop: Shop) -> None:
    setup = invited(client)["client_secret"].partition("_secret_")[0]

    answer = client.get(f"/account/cards/added/?setup_intent={setup}", follow=True)

    assert answer.redirect_chain == [(CARDS, 302)]
    assert "Your bank has not answered yet." in answer.content.decode()


def test_a_shopper_who_never_comes_back_has_the_card_all_the_same(
    client: Client, shop: Shop, ada: int
) -> None:
    told = invited(client)
    setup = confirm(shop, told["client_secret"], "pm_card_visa")
    intent = shop.stripe.v1.setup_intents.retrieve(setup.id)
    row = Inbound.objects.create(
        provider="stripe",
        event_id="evt_1",
        kind="setup_intent.succeeded",
        subject=setup.id,
        ours=intent.metadata.to_dict() if intent.metadata else {},
        payload={},
        received_at=AT,
    )
    from commerce import db
    from commerce.events import outbox
    from payments import events

    with db.transaction():
        fact = events.ProviderReported(
            inbound_id=row.pk,
            kind=row.kind,
            subject_reference=setup.id,
            payment_public_id="",
            attempt_id=0,
            refund_public_id="",
        )
        outbox.publish(fact, at=AT, by="stripe")
    delivery.drain()
    [due] = Wallet.objects.exclude(next_look_at=None)

    for _ in range(2):
        provider.look(wallet_id=due.pk, at=AT)

    assert [(card.customer_id, card.last4) for card in SavedCard.objects.all()] == [(ada, "4242")]


def test_what_is_somebody_else_s_is_not_there(client: Client, shop: Shop) -> None:
    setup = confirm(shop, invited(client)["client_secret"], "pm_card_visa")
    eve = Client()
    eve.force_login(make_user("eve@example.com"))

    for query in (f"setup_intent={setup.id}", "setup_intent=seti_nothing", "session=cs_nothing"):
        assert eve.get(f"/account/cards/added/?{query}").status_code == 404
    for bad in ("seti_<b>", "../customers", "seti_%C3%A9"):
        assert client.get(f"/account/cards/added/?setup_intent={bad}").status_code == 404
    assert not SavedCard.objects.exists()


def test_no_more_than_one_may_keep(client: Client, shop: Shop, ada: int) -> None:
    for number in range(rules.MOST):
        write_card(ada, last4=f"{number:04}", reference=f"pm_{number}")

    answer = client.post(NEW)

    assert answer.status_code == 422
    assert "You keep 10 cards already. Delete one first." in answer.content.decode()
    assert f'href="{NEW}"' not in client.get(CARDS).content.decode()


def test_tries_are_numbered(client: Client, shop: Shop) -> None:
    """Stolen cards are tried out at doors like this one."""
    answers = [client.post(NEW, {"entered_in": "frame"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_silent_provider_is_said_and_keeps_nothing(client: Client, shop: Shop) -> None:
    control(shop.emulator, "mode", mode="500")

    answer = client.post(NEW, {"first": "1"})

    assert answer.status_code == 503
    assert "The payment provider does not answer. Nothing was kept" in answer.content.decode()
    assert 'value="1" checked' in answer.content.decode()


def test_a_channel_without_cards_takes_none(client: Client) -> None:
    Channel.objects.update(payment_methods=["invoice"])
    forget()

    assert client.get(NEW).status_code == 404
    assert f'href="{NEW}"' not in client.get(CARDS).content.decode()


def test_partners_begin_it_for_their_customers(
    partner: Callable[..., APIClient], shop: Shop
) -> None:
    ada = make_account()
    path = f"/api/v1/customers/{ada.public_id}/payment-methods"
    client = partner("payments:read", "payments:write")

    first = client.post(path, {}, format="json", headers={"Idempotency-Key": "a"})
    again = client.post(path, {}, format="json", headers={"Idempotency-Key": "a"})
    page = client.post(
        path,
        {"hosted": True, "return_url": "https://partner.example/back"},
        format="json",
        headers={"Idempotency-Key": "b"},
    )

    assert first.status_code == 201
    assert first.json() == again.json()
    assert first.json()["client_secret"].startswith("seti_")
    assert first.json()["redirect_url"] == ""
    assert page.json()["client_secret"] == ""
    assert (
        enter(page.json()["redirect_url"], GOOD)
        .headers["Location"]
        .startswith("https://partner.example/back")
    )


@pytest.mark.parametrize(
    ("body", "headers", "field"),
    [
        ({}, {}, "Idempotency-Key"),
        ({}, {"Idempotency-Key": "x" * 201}, "Idempotency-Key"),
        ({"hosted": True}, {"Idempotency-Key": "a"}, "return_url"),
        ({"card": "4242"}, {"Idempotency-Key": "a"}, "card"),
    ],
)
def test_partners_are_refused(
    partner: Callable[..., APIClient],
    shop: Shop,
    body: dict[str, object],
    headers: dict[str, str],
    field: str,
) -> None:
    ada = make_account()
    path = f"/api/v1/customers/{ada.public_id}/payment-methods"

    answer = partner("payments:write").post(path, body, format="json", headers=headers)

    assert answer.status_code == 400
    assert field in answer.content.decode()
    assert not Wallet.objects.exists()


def test_partners_need_the_right_and_a_customer_of_theirs(
    partner: Callable[..., APIClient], shop: Shop
) -> None:
    ada = make_customer()
    path = f"/api/v1/customers/{ada.public_id}/payment-methods"
    once = {"Idempotency-Key": "a"}

    assert partner("payments:read").post(path, {}, format="json", headers=once).status_code == 403
    stranger = "/api/v1/customers/cus_nobody/payment-methods"
    assert (
        partner("payments:write").post(stranger, {}, format="json", headers=once).status_code == 404
    )
