"""Partners give money back by API."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.response import Response
from rest_framework.test import APIClient

from commerce.channels.queries import ChannelInfo
from payments.collecting.models import Payment
from payments.refunds.models import Refund
from tests.builders.payments import make_payment

Partner = Callable[..., APIClient]


def ask(client: APIClient, payment: Payment, amount: Any, *, key: str = "k") -> Response:
    answer: Response = client.post(
        f"/api/v1/payments/{payment.public_id}/refunds",
        {"amount": amount, "reason": "came back"},
        format="json",
        headers={"Idempotency-Key": key},
    )
    return answer


@pytest.fixture
def client(partner: Partner) -> APIClient:
    return partner("payments:read", "payments:write")


def test_asks_once_per_key_and_tells_how_it_goes(client: APIClient) -> None:
    payment = make_payment()
    wanted = {"amount": "11.90", "currency": "EUR"}

    first, again = ask(client, payment, wanted), ask(client, payment, wanted)
    other = ask(client, payment, {"amount": "1.00", "currency": "EUR"})

    assert first.status_code == 202
    found = first.json()  # type: ignore[attr-defined]
    assert (found["state"], found["amount"], found["tax"]["amount"]) == (
        "requested",
        wanted,
        "1.90",
    )
    assert again.json() == found  # type: ignore[attr-defined]
    assert other.status_code == 422
    assert client.get(f"/api/v1/refunds/{found['id']}").json() == found
    listed = client.get(f"/api/v1/payments/{payment.public_id}/refunds").json()
    assert [one["id"] for one in listed["data"]] == [found["id"]]
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(
    ("amount", "status"),
    [
        ({"amount": "84.01", "currency": "EUR"}, 422),
        ({"amount": "0", "currency": "EUR"}, 400),
        ({"amount": "-1.00", "currency": "EUR"}, 400),
        ({"amount": "1.005", "currency": "EUR"}, 400),
        ({"amount": "1e3", "currency": "EUR"}, 400),
        ({"amount": "1.00", "currency": "USD"}, 400),
        ({"amount": "1.00", "currency": "XQQ"}, 400),
        ("1.00", 400),
        (None, 400),
    ],
)
def test_refuses_too_much_and_nonsense(client: APIClient, amount: Any, status: int) -> None:
    """Attack: refund beyond payment."""
    payment = make_payment()

    assert ask(client, payment, amount).status_code == status

    payment.refresh_from_db()
    assert payment.refunding_minor == 0
    assert not Refund.objects.exists()


def test_a_foreign_payment_is_not_there(
    client: APIClient, channel: ChannelInfo, partner: Partner
) -> None:
    payment = make_payment(channel="uk")

    assert ask(client, payment, {"amount": "1.00", "currency": "EUR"}).status_code == 404
    reader = partner("payments:read")
    assert ask(reader, payment, {"amount": "1.00", "currency": "EUR"}).status_code == 403
