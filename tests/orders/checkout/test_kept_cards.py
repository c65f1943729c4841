"""Checkout with kept cards: who sees them, what is chosen first, what is refused."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from crm.contracts import CustomerInfo
from orders.checkout.models import Checkout
from orders.order.models import Order
from payments.wallet.models import SavedCard
from tests.builders import storefront as build
from tests.builders.crm import make_account, make_saved_address, user_of
from tests.builders.payments import Shop, cards_at_stripe, keep_card, running_shop, write_card

pytestmark = pytest.mark.django_db
FORM = {
    "email": "ada@example.com",
    "country": "DE",
    "full_name": "Ada Byron",
    "line1": "Ackerstr. 1",
    "postcode": "10115",
    "city": "Berlin",
    "same": "1",
    "delivery": "standard",
    "order": "1",
}


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Shop]:
    with running_shop(settings) as found:
        yield found


@pytest.fixture
def front(stripe: Shop) -> build.Storefront:
    """A shop with two mugs in a guest's bag."""
    cache.clear()
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    return front


@pytest.fixture
def ada(front: build.Storefront) -> int:
    """Somebody with an account, signed in with two mugs in the bag."""
    customer = make_account()
    front.client.force_login(user_of(customer))
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    return customer.customer_id


def page(client: Client, **query: str) -> str:
    return client.get("/checkout/", query).content.decode()


def pay(client: Client, **over: str) -> dict[str, str]:
    """What is posted by the button: the form with the quote that was shown."""
    shown = page(client)
    return FORM | dict(re.findall(r'name="(quote|total)" value="([^"]*)"', shown)) | over


def checked(html: str) -> list[str]:
    """The way to pay that the page begins with."""
    return re.findall(r'name="method" value="([^"]*)"[^>]*? checked', html)


def test_a_guest_sees_no_cards_and_no_tick(front: build.Storefront) -> None:
    write_card(1, is_default=True)

    shown = page(front.client)

    assert 'data-kind="kept"' not in shown
    assert "keep-card" not in shown


def test_somebody_without_cards_may_keep_one_and_is_not_talked_into_it(
    front: build.Storefront, ada: int
) -> None:
    """K7: the tick is there, and it is not set."""
    shown = page(front.client)

    assert 'data-kind="kept"' not in shown
    assert re.search(r'<input type="checkbox" id="keep-card" name="keep" value="1">', shown)
    assert "Another card" not in shown


def test_the_default_card_is_chosen_beforehand(front: build.Storefront, ada: int) -> None:
    """A4, K7: cards as radios, the default first, another card beside them, an expired one not to be chosen."""
    write_card(ada, last4="1111", exp_year=2020)
    first = write_card(ada, last4="4242", is_default=True)

    shown = page(front.client)

    assert checked(shown) == [f"card:{first.public_id}"]
    assert "Visa •••• 4242" in shown
    assert "Another card" in shown
    assert re.search(r'value="card:[^"]*" data-kind="kept" disabled>', shown)


def test_with_expired_cards_alone_another_one_is_asked_for(
    front: build.Storefront, ada: int
) -> None:
    write_card(ada, exp_year=2020, is_default=True)

    assert checked(page(front.client)) == ["card"]


def test_a_kept_card_buys_without_javascript(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """X20: a plain form; the money is promised on the way, the return page places the order."""
    card = keep_card(stripe, ada)

    answer = front.client.post("/checkout/", pay(front.client, method=f"card:{card.public_id}"))
    reference = Checkout.objects.get().public_id
    assert answer.status_code == 303
    back = f"/checkout/return/{reference}/?method=card%3A{card.public_id}"
    assert answer["Location"] == f"http://testserver{back}"
    front.client.get(back)

    order = Order.objects.get()
    assert (order.total.minor, order.payment_kind, order.customer_id) == (2990, "card", ada)
    assert [charge.amount for charge in stripe.charges()] == [2990]


def test_the_page_s_script_is_told_where_to_go(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """A script cannot follow a redirect to the bank: it gets the address."""
    card = keep_card(stripe, ada, "pm_card_threeDSecure2Required")

    answer = front.client.post(
        "/checkout/", pay(front.client, method=f"card:{card.public_id}", paid_by="frame")
    )

    assert answer.json()["next"].startswith(f"{stripe.emulator.url}/3ds/")


def test_pressed_twice_it_is_one_order_and_one_charge(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """X12."""
    card = keep_card(stripe, ada)
    form = pay(front.client, method=f"card:{card.public_id}")
    front.client.post("/checkout/", form)

    front.client.post("/checkout/", form)
    front.client.post("/checkout/", form)

    assert Order.objects.count() == 1
    assert len(stripe.charges()) == 1


def test_a_declined_card_leads_back_with_the_reason_and_the_same_choice(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """K7, X15: nothing lost, the other card one press away."""
    good = keep_card(stripe, ada)
    bad = keep_card(stripe, ada, "pm_card_chargeCustomerFail")
    assert good.is_default

    sent = front.client.post("/checkout/", pay(front.client, method=f"card:{bad.public_id}"))
    back = front.client.get(sent["Location"], follow=True)

    shown = back.content.decode()
    assert "Your payment did not go through" in shown
    assert checked(shown) == [f"card:{bad.public_id}"]
    assert not Order.objects.exists()
    front.client.get(
        front.client.post("/checkout/", pay(front.client, method=f"card:{good.public_id}"))[
            "Location"
        ]
    )
    assert Order.objects.count() == 1


def test_a_card_that_left_meanwhile_is_not_charged(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """Deleted in another tab, or gone at the provider: said beside the form, which is kept."""
    card, other = keep_card(stripe, ada), keep_card(stripe, ada, "pm_card_mastercard")
    form = pay(front.client, method=f"card:{card.public_id}")
    stripe.stripe.v1.payment_methods.detach(card.reference)

    gone_there = front.client.post("/checkout/", form)
    gone_here = front.client.post("/checkout/", form)

    assert (gone_there.status_code, gone_here.status_code) == (422, 422)
    assert "This card cannot pay any more" in gone_there.content.decode()
    assert "This card is not kept any more" in gone_here.content.decode()
    assert "Mastercard •••• 4444" in gone_here.content.decode()
    assert SavedCard.objects.get() == other
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


@pytest.mark.parametrize("whose", ["another's", "expired", "invented"])
def test_refuses_cards_that_are_not_to_be_charged(
    front: build.Storefront, stripe: Shop, ada: int, whose: str
) -> None:
    """Attack: the id of somebody else's card, or of one that is past its day."""
    ids = {
        "another's": lambda: keep_card(stripe, make_account("eve@example.com").customer_id),
        "expired": lambda: write_card(ada, exp_year=2020),
    }
    card = ids[whose]().public_id if whose in ids else "card_none"

    answer = front.client.post("/checkout/", pay(front.client, method=f"card:{card}"))

    assert answer.status_code == 422
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_a_price_that_changed_is_not_charged_to_a_kept_card(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """K11, invariant 14: the same checks as for every other way to pay."""
    card = keep_card(stripe, ada)
    form = pay(front.client, method=f"card:{card.public_id}")
    build.reprice(front.mug, "14.00", channel=front.shop.channel)

    answer = front.client.post("/checkout/", form)

    assert (answer.status_code, stripe.charges()) == (409, [])


def test_the_tick_travels_to_the_provider_s_page(
    front: build.Storefront, stripe: Shop, ada: int
) -> None:
    """X20: without JavaScript the new card is typed there, and kept."""
    import requests

    sent = front.client.post("/checkout/", pay(front.client, method="card", keep="1"))
    card = {"number": "4242424242424242", "expiry": "12 / 34", "cvc": "123"}
    paid = requests.post(sent["Location"], data=card, allow_redirects=False, timeout=5)
    front.client.get(paid.headers["Location"])

    assert Order.objects.count() == 1
    assert cards_at_stripe(stripe, ada) == ["4242"]
    assert SavedCard.objects.get().customer_id == ada


def test_a_guest_s_tick_keeps_nothing(front: build.Storefront, stripe: Shop) -> None:
    """Attack: a field that the page does not show."""
    import requests

    sent = front.client.post("/checkout/", pay(front.client, method="card", keep="1"))
    card = {"number": "4242424242424242", "expiry": "12 / 34", "cvc": "123"}
    paid = requests.post(sent["Location"], data=card, allow_redirects=False, timeout=5)
    front.client.get(paid.headers["Location"])

    assert Order.objects.count() == 1
    assert (SavedCard.objects.count(), stripe.stripe.v1.customers.list().data) == (0, [])


def test_the_choice_survives_a_refresh_of_the_page(front: build.Storefront, ada: int) -> None:
    """X15: totals are fetched anew, what was chosen stays."""
    write_card(ada, is_default=True)
    second = write_card(ada)
    chosen = FORM | {"update": "1", "method": f"card:{second.public_id}", "keep": "1"}

    shown = front.client.post("/checkout/", chosen).content.decode()

    assert checked(shown) == [f"card:{second.public_id}"]
    assert 'name="keep" value="1" checked' in shown


def test_the_address_one_saved_first_is_chosen_beforehand_too(
    front: build.Storefront, ada: int
) -> None:
    """A4, X18: with a kept card and a saved address a checkout is one press."""
    entry = make_saved_address(
        CustomerInfo(
            customer_id=ada,
            public_id="",
            email="",
            name="",
            language="en",
            user_id=None,
            price_group="",
        ),
        is_default=True,
    )

    shown = page(front.client)

    assert f'name="saved" value="{entry.public_id}" checked' in shown
