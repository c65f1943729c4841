"""Partners learn the term of an order and hand in what a shopper declared to them."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from commerce import clock
from commerce.channels.models import Channel
from orders.order.models import Order, OrderEvent
from orders.withdrawals.models import Withdrawal
from tests.builders import orders as build
from tests.builders.partners import make_client, place, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> APIClient:
    """A partner who placed an order of two mugs."""
    build.make_shop()
    found = make_client()
    place(found)
    return found


def path() -> str:
    return f"orders/{Order.objects.get().number}/withdrawal"


def test_the_term_is_told_before_and_after_delivery(client: APIClient) -> None:
    before = client.get(f"/api/v1/{path()}").json()
    build.deliver(Order.objects.get())
    after = client.get(f"/api/v1/{path()}").json()

    number = Order.objects.get().number
    blank = {"order": number, "extended": False, "declaration": None}
    assert before == blank | {"ends_on": None}
    assert after == blank | {"ends_on": "2026-11-16"}


def test_a_declaration_is_taken_once_and_its_moment_counts(client: APIClient) -> None:
    moment = Order.objects.get().placed_at
    said = {"note": "By letter", "declared_at": moment.isoformat()}

    first = send(client, path(), said, key="a")
    again = send(client, path(), said, key="a")
    later = send(client, path(), {}, key="b")

    row = Withdrawal.objects.get()
    assert (first.status_code, again.status_code, later.status_code) == (201, 201, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert first.json()["declaration"] == {
        "id": row.public_id,
        "declared_at": moment.isoformat(),
        "late": False,
        "note": "By letter",
    }
    assert later.json() == first.json()
    assert OrderEvent.objects.filter(kind="withdrawn").count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"declared_at": "2020-01-01T00:00:00Z"}, 422),
        ({"declared_at": "2126-01-01T00:00:00Z"}, 422),
        ({"declared_at": "yesterday"}, 400),
        ({"note": "x" * 1001}, 400),
        ({"why": "broken"}, 400),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    client: APIClient, body: dict[str, Any], status: int
) -> None:
    answer = send(client, path(), body, key="a")

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert not Withdrawal.objects.exists()


def test_it_takes_a_key_and_the_right_and_an_order_of_the_channel(client: APIClient) -> None:
    reader = make_client("orders:read")

    assert send(client, path(), {}).status_code == 400
    assert send(reader, path(), {}, key="a").status_code == 403
    assert reader.get(f"/api/v1/{path()}").status_code == 404
    assert client.get("/api/v1/orders/EU-404/withdrawal").status_code == 404
    assert not Withdrawal.objects.exists()


def test_a_declaration_of_today_is_of_today(client: APIClient) -> None:
    Channel.objects.update(withdrawal_days=0)
    before = clock.now()

    send(client, path(), {}, key="a")

    assert before <= Withdrawal.objects.get().declared_at <= clock.now()
