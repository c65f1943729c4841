"""Checkout by plain forms: what is asked, what is refused, what is kept."""

import re

import pytest
from django.conf import settings
from django.test import Client

from orders.cart.pages import holding as bag
from orders.checkout.models import Checkout
from orders.order.models import Order
from tests.builders import commerce as accounts
from tests.builders import storefront as build
from tests.builders.storefront import GUEST, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def front() -> build.Storefront:
    return build.open_with_bag()


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


def test_a_section_is_judged_alone_before_the_next_one_opens(front: build.Storefront) -> None:
    """K2, X16: narrow screens go on section by section; what comes later is not judged yet."""
    typed = GUEST | {"update": "1", "email": "ada", "city": ""}

    contact = front.client.post("/checkout/", typed | {"step": "contact"})
    delivery = front.client.post("/checkout/", typed | {"step": "delivery", "email": "a@b.de"})
    method = front.client.post("/checkout/", typed | {"step": "method"})

    assert (contact.status_code, delivery.status_code, method.status_code) == (422, 422, 200)
    assert "Enter the town or city" not in contact.content.decode()
    assert "Enter the town or city" in delivery.content.decode()
    assert not Checkout.objects.exists()


def test_sections_that_are_done_are_summed_up_in_a_line(front: build.Storefront) -> None:
    """K2."""
    page = front.client.post("/checkout/", GUEST | {"update": "1"}).content.decode()

    for line in ("ada@example.com", "Ada Byron, Ackerstr. 1, 10115, Berlin", "Standard"):
        assert re.search(rf'class="step__recap muted">[^<]*{re.escape(line)}', page), line


def test_a_slip_in_the_town_is_a_suggestion_that_one_press_takes(front: build.Storefront) -> None:
    """K4: "Did you mean", by the postcode, from the house's own table; it never blocks."""
    slip = GUEST | {"city": "Berln", "line1": "Ackerstr"}

    page = front.client.post("/checkout/", slip | {"update": "1"}).content.decode()
    taken = front.client.post("/checkout/", slip | {"use": "Berlin"}).content.decode()
    front.client.post("/checkout/", slip | seen(front))

    assert "Did you mean Berlin?" in page
    assert "Is the house number missing?" in page
    assert 'name="city" value="Berlin"' in taken
    assert "Did you mean" not in taken
    assert Order.objects.get().ship_to["city"] == "Berln"


def test_whether_an_address_has_an_account_is_told_to_nobody(front: build.Storefront) -> None:
    """K1: sign-in is offered in place, to everybody and never blocking; the answer is the same for all."""
    accounts.make_user("ada@example.com")
    front.client.get("/checkout/")

    known = front.client.post("/checkout/", GUEST | {"email": "ada@example.com", "update": "1"})
    strange = front.client.post("/checkout/", GUEST | {"email": "eve@example.com", "update": "1"})

    pages = [
        re.sub(
            r'(nonce|name="csrfmiddlewaretoken" value|content)="[^"]*"', "", answer.content.decode()
        )
        for answer in (known, strange)
    ]
    assert "Have an account? Sign in here" in pages[0]
    assert 'name="login" id="known-login" value="ada@example.com" form="sign-in"' in pages[0]
    assert _told(pages[0], "ada@example.com") == _told(pages[1], "eve@example.com")
    assert front.client.post("/checkout/known/", {"email": "ada@example.com"}).status_code == 404


def _told(page: str, email: str) -> str:
    """What a page says, whoever asks: without the address, tokens and moments."""
    return re.sub(r"req_[0-9a-z]+|data-since=\"[0-9]+\"", "", page.replace(email, "somebody"))


def test_a_page_that_lost_its_connection_learns_where_to_go_on(front: build.Storefront) -> None:
    """K8: what was ordered leads to its return page; what never came leads nowhere, and so does the past."""
    where = "/checkout/whereabouts/"
    form = GUEST | seen(front)
    before = front.client.get(where, {"since": "0"}).json()
    front.client.post("/checkout/", form)
    reference = Checkout.objects.get().public_id

    found = front.client.get(where, {"since": "0"}).json()
    past = front.client.get(where, {"since": "9" * 15}).json()
    broken = front.client.get(where, {"since": "many"}).status_code

    assert (before, found) == ({"next": ""}, {"next": f"/checkout/return/{reference}/"})
    assert (past, broken) == ({"next": ""}, 200)
    assert Client().get(where, {"since": "0"}).json() == {"next": ""}


def test_an_old_quote_lists_every_difference(front: build.Storefront) -> None:
    """K11: line by line, old and new, then the total; accept or edit."""
    old = seen(front)
    build.reprice(front.mug, "14.00", channel=front.shop.channel)

    page = front.client.post("/checkout/", GUEST | old).content.decode()

    assert "Blue mug: The price changed from €12.50 to €14.00" in page
    assert 'form="checkout-form" name="order"' in page
    assert 'href="/cart/">Change the bag' in page


def test_sold_out_while_ordering_says_that_nothing_was_charged(front: build.Storefront) -> None:
    """K11."""
    old = seen(front)
    build.sell_out(front.mug)

    page = front.client.post("/checkout/", GUEST | old, follow=True).content.decode()

    assert "Something in your bag ran out while you were ordering. Nothing was charged." in page


def test_the_bag_says_which_country_checkout_begins_with(front: build.Storefront) -> None:
    """X18: no place is asked for twice."""
    front.client.get("/cart/?country=FR&postcode=75001")

    page = front.client.get("/checkout/").content.decode()

    assert '<option value="FR" selected>France</option>' in page
    assert 'name="postcode" value="75001"' in page


def test_the_bag_outlives_a_day() -> None:
    """K11: nobody loses a checkout within twenty hours."""
    assert min(settings.SESSION_COOKIE_AGE, bag.COOKIE_LIVES) >= 20 * 3600
