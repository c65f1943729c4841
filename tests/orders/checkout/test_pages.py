"""Checkout by plain forms: what is asked, what is refused, what is kept."""

import re

import pytest
from django.core.cache import cache

from orders.checkout.models import Checkout
from orders.order.models import Order
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db
GUEST = {
    "email": "ada@example.com",
    "country": "DE",
    "full_name": "Ada Byron",
    "line1": "Ackerstr. 1",
    "postcode": "10115",
    "city": "Berlin",
    "same": "1",
    "delivery": "standard",
    "method": "invoice",
    "order": "1",
}


@pytest.fixture
def front() -> build.Storefront:
    cache.clear()
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    return front


def seen(front: build.Storefront) -> dict[str, str]:
    """The hidden fields of the page: the quote that was shown."""
    page = front.client.get("/checkout/").content.decode()
    found = re.findall(r'name="(quote|total)" value="([^"]*)"', page)
    return dict(found)


def test_buys_on_invoice(front: build.Storefront) -> None:
    answer = front.client.post("/checkout/", GUEST | seen(front))

    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.public_id}/{order.token}/?thanks=1"
    assert (order.total.minor, order.payment_kind) == (2990, "invoice")


def test_looking_at_checkout_writes_nothing(front: build.Storefront) -> None:
    front.client.get("/checkout/")
    front.client.post("/checkout/", GUEST | {"update": "1"})

    assert not Checkout.objects.exists()


def test_tells_all_problems_at_once_and_keeps_what_was_typed(front: build.Storefront) -> None:
    """X14, X15."""
    answer = front.client.post(
        "/checkout/", GUEST | seen(front) | {"email": "ada", "postcode": "", "city": ""}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Checkout" in page
    for sentence in ("Enter an e-mail address", "Enter the postcode", "Enter the town or city"):
        assert page.count(sentence) == 2
    assert 'value="Ackerstr. 1"' in page
    assert not Order.objects.exists()


def test_the_country_decides_about_the_fields(front: build.Storefront) -> None:
    """K4: country first drives the fields; what it does not deliver to is not offered."""
    page = front.client.post("/checkout/", {"country": "FR", "update": "1"}).content.decode()

    assert '<option value="FR" selected>France</option>' in page
    assert 'value="US"' not in page


def test_an_old_quote_is_never_charged(front: build.Storefront) -> None:
    """K11, invariant 14."""
    old = seen(front)
    build.reprice(front.mug, "14.00", channel=front.shop.channel)

    answer = front.client.post("/checkout/", GUEST | old)

    assert answer.status_code == 409
    assert "The total is now €32.90; it was €29.90." in answer.content.decode()
    assert not Order.objects.exists()


def test_sold_out_meanwhile_leads_back_to_the_bag(front: build.Storefront) -> None:
    old = seen(front)
    build.sell_out(front.mug)

    answer = front.client.post("/checkout/", GUEST | old, follow=True)

    assert answer.redirect_chain == [("/cart/", 302)]
    assert "Sold out" in answer.content.decode()
    assert not Order.objects.exists()


def test_double_submit_makes_one_order(front: build.Storefront) -> None:
    """X12: the second press finds the bag ordered."""
    form = GUEST | seen(front)
    front.client.post("/checkout/", form)

    front.client.post("/checkout/", form)

    assert Order.objects.count() == 1


@pytest.mark.parametrize("bad", [{"delivery": "teleport"}, {"method": "gold"}, {"country": "ZZ"}])
def test_refuses_what_is_not_offered(front: build.Storefront, bad: dict[str, str]) -> None:
    answer = front.client.post("/checkout/", GUEST | seen(front) | bad)

    assert answer.status_code in {409, 422}
    assert not Order.objects.exists()


def test_without_a_bag_there_is_nothing_to_check_out() -> None:
    front = build.open_storefront()

    assert front.client.get("/checkout/")["Location"] == "/cart/"
