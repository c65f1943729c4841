"""An order found by its number and postcode: where it is, and nothing about whose it is (O2)."""

import pytest
from django.core.cache import cache
from django.test import Client

from orders.order import queries
from orders.order.models import Order
from orders.tracking.pages import tickets
from tests.builders import orders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    cache.clear()
    return build.ship(build.make_order(build.make_shop()))


@pytest.mark.parametrize("typed", ["04107", " 04 107", "04-107"])
def test_shows_the_parcel_and_no_person(order: Order, typed: str) -> None:
    client = Client()

    answer = client.post("/track/", {"number": order.number.lower(), "email": typed})
    shown = client.get(answer["Location"])

    page = shown.content.decode()
    assert answer["Location"].startswith("/track/")
    assert order.number in page
    assert "It is on its way to you." in page
    assert order.fulfillments.get().tracking_number in page
    for secret in (order.email, "Ada Lovelace", "Karl-Liebknecht", "€29.90", order.token):
        assert secret not in page
    for act in ("end/", "address/", "articles/", "note/"):
        assert act not in page
    assert shown["Cache-Control"] == "private, no-store"
    assert 'content="noindex"' in page


def test_wrong_pairs_get_one_answer(order: Order) -> None:
    """O2: same answer for unknown pairs."""
    pairs = [("EU-999", "04107"), (order.number, "10115"), (order.number, "eve@example.com")]

    pages = [Client().post("/track/", {"number": n, "email": e}) for n, e in pairs]

    for page in pages:
        assert page.status_code == 422
        assert (
            "We know no order with this number and e-mail address or postcode."
            in page.content.decode()
        )


def test_guesses_of_one_number_are_counted_whoever_makes_them(order: Order) -> None:
    """Rate-limited by number too: a postcode has five digits, and visitors have many addresses."""
    for guess in range(30):
        Client(REMOTE_ADDR=f"10.0.0.{guess}").post(
            "/track/", {"number": order.number, "email": f"{10000 + guess}"}
        )

    answer = Client(REMOTE_ADDR="10.1.0.1").post(
        "/track/", {"number": order.number, "email": "04107"}
    )

    assert answer.status_code == 429


@pytest.mark.parametrize("ticket", ["x", "a:b:c", "Im9yZF8xIg:1:x"])
def test_a_forged_ticket_opens_nothing(order: Order, ticket: str) -> None:
    assert Client().get(f"/track/{ticket}/").status_code == 404


def test_a_ticket_lasts_half_an_hour(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = tickets.write(order.public_id)
    assert tickets.read(ticket) == order.public_id

    monkeypatch.setattr(tickets, "LASTS", -1)

    assert tickets.read(ticket) == ""


def test_an_order_without_a_postcode_is_not_found_by_none(order: Order) -> None:
    Order.objects.update(ship_to={"country": "DE"})

    for typed in ("", "-", "00000"):
        assert queries.find_by_postcode(number=order.number, postcode=typed) is None
        assert queries.find_by_postcode(number="EU-999", postcode=typed) is None
