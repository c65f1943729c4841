"""Express buttons that the provider draws in our page: what they are told, and where they show (C5)."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from inventory.models import DeliveryRate
from orders.order.models import Order
from tests.builders import storefront as build
from tests.builders.inventory import make_method
from tests.builders.payments import Shop, running_shop

pytestmark = pytest.mark.django_db
HOME = "http://localhost"


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Shop]:
    settings.STRIPE_EXPRESS = "element"
    with running_shop(settings) as found:
        yield found


@pytest.fixture
def front(stripe: Shop) -> build.Storefront:
    """A shop with two mugs in a guest's bag."""
    cache.clear()
    front = replace(build.open_storefront(), client=Client(SERVER_NAME="localhost"))
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    return front


def approve(stripe: Shop, back: str) -> str:
    """This is a wallet that leads back with a token."""
    url = f"{stripe.emulator.url}/wallet/pay?return_url={back}"
    form = {"who": "berlin", "card": "4242424242424242"}
    answer = requests.post(url, data=form, allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix(HOME)


def test_buttons_in_our_page_are_told_what_it_costs_where(
    front: build.Storefront, stripe: Shop
) -> None:
    """The express buttons of Stripe ask per address and delivery; the way back carries what was shown."""
    DeliveryRate.objects.update(countries=["DE"])
    method = make_method("express", name="Express")
    DeliveryRate.objects.filter(method=method).update(price_minor=990)
    where = "/checkout/express/quote/"

    plain = front.client.post(where, {"country": "DE", "postcode": "10115"}).json()
    dear = front.client.post(where, {"country": "DE", "delivery": "express"}).json()
    nowhere = Client().post(where)

    assert plain["amount"] == 2990
    assert [(one["id"], one["amount"]) for one in plain["rates"]] == [
        ("express", 990),
        ("standard", 490),
    ]
    assert dear["amount"] == 3490
    assert nowhere.status_code == 409
    path = approve(stripe, dear["back"])
    front.client.get(front.client.get(path)["Location"])
    assert Order.objects.get().total.minor == 3490


def test_buttons_are_drawn_where_the_provider_draws_them(
    front: build.Storefront, stripe: Shop, settings: Settings
) -> None:
    """C5: hidden until the provider says that there is a wallet; not in the drawer, not without a key."""
    page = front.client.get("/cart/").content.decode()
    drawer = front.client.get("/cart/", headers={"HX-Request": "true", "HX-Drawer": "1"})

    assert re.search(r"data-express [^>]* hidden>", page)
    assert f'src="{stripe.emulator.url}/v3/"' in page
    assert "data-express" not in drawer.content.decode()
    settings.STRIPE_API_BASE = ""
    assert "data-express" not in front.client.get("/cart/").content.decode()
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_of_ours"
    assert 'src="https://js.stripe.com/v3/"' in front.client.get("/cart/").content.decode()
