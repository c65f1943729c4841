"""Closed for work: shoppers and partners wait, staff, probes and the bank's messages come through."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    build.make_channel()
    settings.MAINTENANCE = True


@pytest.mark.parametrize("path", ["/", "/p/blue-mug/", "/cart/", "/checkout/", "/nothing/"])
def test_shoppers_are_told_to_come_back_and_when(client: Client, path: str) -> None:
    """X27: 503 in the design of the shop, Retry-After, kept nowhere."""
    answer = client.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert answer["Cache-Control"] == "no-store"
    assert "<h1>Back in a moment</h1>" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "words", "direction"),
    [("/de/", "Gleich wieder da", "ltr"), ("/ar/cart/", "سنعود بعد لحظات", "rtl")],
)
def test_the_notice_speaks_the_language_of_the_address(
    client: Client, path: str, words: str, direction: str
) -> None:
    text = client.get(path).content.decode()

    assert words in text
    assert f'dir="{direction}"' in text


def test_partners_get_a_problem_they_can_read(client: Client) -> None:
    answer = client.get("/api/v1/products/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "closed"


def test_what_is_sent_meanwhile_changes_nothing(client: Client) -> None:
    from orders.cart.models import Cart

    answer = client.post("/cart/lines/", {"variant": "var_x", "quantity": "1"})

    assert answer.status_code == 503
    assert not Cart.objects.exists()


def test_staff_sign_in_and_work(client: Client) -> None:
    """Somebody must be able to look whether the work is done."""
    asked = client.get("/admin/", follow=True)
    client.force_login(build.make_user("owner@example.com", is_staff=True, is_superuser=True))
    working = client.get("/admin/")

    assert asked.status_code == 200
    assert working.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_answered_by_themselves(client: Client, path: str) -> None:
    answer = client.get(path)

    assert "Retry-After" not in answer
    assert answer["Content-Type"].startswith("application/json")
