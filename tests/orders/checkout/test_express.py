"""The express way: a wallet hands over address and card, and the same checks stand in the way (C5, K7)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from commerce import clock, memo
from inventory.models import DeliveryMethod, DeliveryRate
from orders.cart.models import Cart
from orders.checkout.models import Checkout
from orders.order.models import Order
from payments.wallet.models import SavedCard
from tests.builders import orders, stores
from tests.builders import storefront as build
from tests.builders.crm import make_account, user_of
from tests.builders.payments import Shop, running_shop
from tests.builders.stripe import control

pytestmark = pytest.mark.django_db
HOME = "http://localhost"


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Shop]:
    with running_shop(settings) as found:
        yield found


@pytest.fixture
def front(stripe: Shop) -> build.Storefront:
    """A shop with two mugs in a guest's bag; the emulator leads back to this machine only."""
    cache.clear()
    front = replace(build.open_storefront(), client=Client(SERVER_NAME="localhost"))
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    return front


def to_wallet(client: Client) -> str:
    """This presses the express button; returns the wallet's address."""
    answer = client.post("/checkout/express/")
    assert answer.status_code == 303
    return str(answer["Location"])


def approve(url: str, *, who: str = "berlin", card: str = "4242424242424242") -> str:
    """This is the shopper in the wallet; returns the path they come back to."""
    answer = requests.post(url, data={"who": who, "card": card}, allow_redirects=False, timeout=5)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removeprefix(HOME)


def shown_in(url: str) -> str:
    return requests.get(url, timeout=5).text


def test_the_wallet_s_button_stands_above_checkout(front: build.Storefront) -> None:
    """C5: on the page, in the drawer, and at the top of checkout (K7)."""
    drawer = {"HX-Request": "true", "HX-Drawer": "1"}
    pages = [
        (front.client.get("/cart/"), 'button--large button--wide" href="/checkout/"'),
        (front.client.get("/cart/", headers=drawer), 'href="/checkout/"'),
        (front.client.get("/checkout/"), 'id="step-1"'),
    ]

    for answer, below in pages:
        page = answer.content.decode()
        assert 0 < page.find('action="/checkout/express/"') < page.find(below)


def test_it_is_hidden_where_there_is_no_wallet(front: build.Storefront, settings: Settings) -> None:
    """C5: hidden, not disabled."""
    settings.STRIPE_API_BASE = ""
    without = front.client.get("/cart/").content.decode()

    assert "checkout/express" not in without
    assert front.client.post("/checkout/express/")["Location"] == "/checkout/"


def test_a_channel_without_cards_shows_no_wallet(stripe: Shop) -> None:
    front = build.open_storefront(payment_methods=["invoice"])
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "1"})

    assert "checkout/express" not in front.client.get("/cart/").content.decode()


def test_an_empty_bag_leads_to_no_wallet(stripe: Shop) -> None:
    front = build.open_storefront()

    assert front.client.post("/checkout/express/")["Location"] == "/cart/"


def test_two_presses_buy(front: build.Storefront, stripe: Shop) -> None:
    """C5, X20: the button here, the button in the wallet; no script, no typing, one order."""
    url = to_wallet(front.client)
    assert "29.90 EUR" in shown_in(url)

    sent = front.client.get(approve(url))
    assert sent.status_code == 303
    done = front.client.get(sent["Location"])

    order = Order.objects.get()
    assert done["Location"] == f"/orders/{order.public_id}/{order.token}/?thanks=1"
    assert (order.total.minor, order.email) == (2990, "ada.byron@example.com")
    assert (order.ship_to["line1"], order.ship_to["city"]) == ("Ackerstr. 1", "Berlin")
    assert order.payment_kind == "card"
    assert [charge.amount for charge in stripe.charges()] == [2990]
    assert Cart.objects.get().state == "ordered"


def test_coming_back_twice_is_one_order(front: build.Storefront, stripe: Shop) -> None:
    """X12: a reload, a second tab, the browser's way back."""
    path = approve(to_wallet(front.client))
    first = front.client.get(path)
    front.client.get(path)
    front.client.get(first["Location"])
    late = front.client.get(path, follow=True)

    assert Order.objects.count() == 1
    assert len(stripe.charges()) == 1
    assert "Thank you" in late.content.decode()


def test_two_wallets_opened_at_once_are_one_order(front: build.Storefront, stripe: Shop) -> None:
    """Two tabs, each with its own card: one pays."""
    one, two = to_wallet(front.client), to_wallet(front.client)
    paths = [approve(one), approve(two, card="5555555555554444")]

    for path in paths:
        front.client.get(front.client.get(path)["Location"])

    assert Order.objects.count() == 1
    assert len(stripe.charges()) == 1


def test_the_bank_may_ask(front: build.Storefront, stripe: Shop) -> None:
    """K8: 3-D Secure in between."""
    sent = front.client.get(approve(to_wallet(front.client), card="4000000000003220"))
    page, _, secret = sent["Location"].partition("?client_secret=")
    assert page.startswith(f"{stripe.emulator.url}/3ds/")
    answer = requests.post(
        page,
        data={"client_secret": secret, "answer": "approve"},
        allow_redirects=False,
        timeout=5,
    )
    front.client.get(answer.headers["Location"].removeprefix(HOME))

    assert Order.objects.count() == 1


def test_a_declined_card_leads_to_a_checkout_that_is_filled_in(
    front: build.Storefront, stripe: Shop
) -> None:
    """K7: the reason, the address kept, another way one choice away."""
    sent = front.client.get(approve(to_wallet(front.client), card="4000000000000002"))
    page = front.client.get(sent["Location"], follow=True).content.decode()

    assert "Your payment did not go through" in page
    assert 'value="Ackerstr. 1"' in page
    assert 'value="ada.byron@example.com"' in page
    assert not Order.objects.exists()


def test_another_total_than_the_wallet_showed_is_agreed_to_first(
    front: build.Storefront, stripe: Shop
) -> None:
    """K11, invariant 14: never charged what was not shown; one press accepts, with the same wallet."""
    url = to_wallet(front.client)
    build.reprice(front.mug, "14.00", channel=front.shop.channel)

    answer = front.client.get(approve(url))
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "The total is now €32.90; it was €29.90." in page
    assert "Emulator Pay · Visa •••• 4242" in page
    assert (stripe.charges(), Order.objects.count()) == ([], 0)
    sent = front.client.post("/checkout/", _filled(page) | {"order": "1"})
    front.client.get(sent["Location"].removeprefix(HOME))
    assert Order.objects.get().total.minor == 3290
    assert [charge.amount for charge in stripe.charges()] == [3290]


def _filled(page: str) -> dict[str, str]:
    """What a browser would post of the page as it is."""
    form = page[page.index('id="checkout-form"') :]
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', _texts(form)))
    radios = re.findall(r'type="radio"[^>]*name="([^"]+)" value="([^"]*)"[^>]* checked', form)
    country = re.search(r'<option value="(\w\w)" selected', form)
    assert country is not None
    return found | dict(radios) | {"country": country[1], "same": "1"}


def _texts(form: str) -> str:
    return re.sub(r'<input type="(radio|checkbox)"[^>]*>', "", form)


def test_a_bag_that_changed_meanwhile_is_not_bought_unseen(
    front: build.Storefront, stripe: Shop
) -> None:
    path = approve(to_wallet(front.client))
    front.client.post("/cart/lines/", {"variant": front.shop.lamp.pk, "quantity": "1"})

    assert front.client.get(path).status_code == 409
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_sold_out_meanwhile_leads_back_to_the_bag(front: build.Storefront, stripe: Shop) -> None:
    path = approve(to_wallet(front.client))
    build.sell_out(front.mug)

    page = front.client.get(path, follow=True).content.decode()

    assert "Nothing was charged" in page
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_the_rules_of_addresses_hold_for_wallets_too(front: build.Storefront, stripe: Shop) -> None:
    """K4: said beside the field, everything else kept, the wallet still chosen."""
    answer = front.client.get(approve(to_wallet(front.client), who="wrong"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the postcode" in page
    assert 'value="Methfesselstr. 7"' in page
    assert "Emulator Pay · Visa •••• 4242" in page
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_nothing_is_sold_to_where_nobody_delivers(front: build.Storefront, stripe: Shop) -> None:
    """The wallet offers no such address; one that comes anyhow is refused."""
    url = to_wallet(front.client)
    assert "New York" not in shown_in(url)
    assert "Paris" in shown_in(url)

    page = front.client.get(approve(url, who="new_york"), follow=True).content.decode()

    assert "We do not deliver to the address from your wallet" in page
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_dearer_delivery_to_another_country_is_agreed_to_first(
    front: build.Storefront, stripe: Shop
) -> None:
    """What the wallet showed was for where the bag believed it goes; the total decides."""
    DeliveryRate.objects.update(countries=["DE"])
    DeliveryRate.objects.create(
        method=DeliveryMethod.objects.get(),
        zone="Abroad",
        countries=["FR"],
        price_minor=990,
        currency="EUR",
    )

    answer = front.client.get(approve(to_wallet(front.client), who="paris"))

    assert answer.status_code == 409
    assert "The total is now €34.90; it was €29.90." in answer.content.decode()
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_an_account_s_order_goes_into_the_account_and_keeps_no_card(
    front: build.Storefront, stripe: Shop
) -> None:
    ada = make_account()
    front.client.force_login(user_of(ada))
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})

    front.client.get(front.client.get(approve(to_wallet(front.client)))["Location"])

    assert Order.objects.get().customer_id == ada.customer_id
    assert not SavedCard.objects.exists()


def test_nobody_comes_back_into_the_bag_of_another(front: build.Storefront, stripe: Shop) -> None:
    """Attack: a link that orders for whoever opens it; a state that was made up."""
    path = approve(to_wallet(front.client))

    stranger = Client(SERVER_NAME="localhost")
    assert stranger.get(path).status_code == 404
    assert front.client.get("/checkout/express/made:up/?confirmation_token=x").status_code == 404
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


@pytest.mark.parametrize("token", ["", "ctoken_none"])
def test_a_wallet_without_an_answer_charges_nothing(
    front: build.Storefront, stripe: Shop, token: str
) -> None:
    back = parse_qs(urlsplit(to_wallet(front.client)).query)["return_url"][0]

    page = front.client.get(
        f"{back.removeprefix(HOME)}?confirmation_token={token}", follow=True
    ).content.decode()

    assert "The wallet gave no answer" in page
    assert Checkout.objects.get().state == "open"


def test_a_silent_provider_charges_nothing_and_says_so(
    front: build.Storefront, stripe: Shop
) -> None:
    path = approve(to_wallet(front.client))
    control(stripe.emulator, "mode", mode="500", match="confirmation_tokens")

    page = front.client.get(path, follow=True).content.decode()

    assert "The wallet gave no answer" in page
    assert not Order.objects.exists()


def test_a_way_to_pay_that_was_made_up_is_none(front: build.Storefront, stripe: Shop) -> None:
    """Attack: a token that no wallet of ours handed over."""
    shown = front.client.get("/checkout/").content.decode()
    form = {
        "email": "ada@example.com",
        "country": "DE",
        "full_name": "Ada Byron",
        "line1": "Ackerstr. 1",
        "postcode": "10115",
        "city": "Berlin",
        "same": "1",
        "delivery": "standard",
        "order": "1",
        "method": "express:WyJjdG9rZW4iXQ:1:forged",
    }
    quote = dict(re.findall(r'name="(quote|total)" value="([^"]*)"', shown))

    answer = front.client.post("/checkout/", form | quote)

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_the_wallet_leads_to_known_shops_only(front: build.Storefront, stripe: Shop) -> None:
    url = (
        f"{stripe.emulator.url}/wallet/pay?amount=100&currency=eur&return_url=https://evil.example/"
    )

    assert requests.get(url, timeout=5).status_code == 400


def test_what_can_only_be_collected_goes_no_express_way(
    stripe: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wallet's address is of no use to what lies only in a store."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))
    stores.make_store("berlin")
    shop = orders.make_shop("LEJ", "berlin", mugs=0)
    orders.receive(shop.mug.pk, 3, "berlin")
    build.light()
    memo.forget_all()
    client = Client()
    client.post("/cart/lines/", {"variant": shop.mug.public_id, "quantity": 2})

    pages = [client.get(path).content.decode() for path in ("/cart/", "/checkout/")]

    assert 'id="collected"' in pages[0]
    assert not any("checkout/express" in page for page in pages)
    assert client.post("/checkout/express/")["Location"] == "/checkout/"
