"""Partners read payments of their channel, take promised money and let it go."""

from collections.abc import Callable

from rest_framework.test import APIClient

from commerce.channels.queries import ChannelInfo
from payments.collecting.models import Capture, Payment
from tests.builders.commerce import make_channel
from tests.builders.payments import Shop, make_payment, open_payment

Partner = Callable[..., APIClient]


def test_lists_and_shows_payments_of_the_channel_only(partner: Partner) -> None:
    """Invariant 21, attack: payment object of another tenant."""
    mine = make_payment(order_number="EU-7")
    make_channel(code="uk", currency="GBP")
    foreign = make_payment(channel="uk")
    client = partner("payments:read")

    listed = client.get("/api/v1/payments?order=EU-7&state=captured").json()
    shown = client.get(f"/api/v1/payments/{mine.public_id}").json()

    assert [one["id"] for one in listed["data"]] == [mine.public_id]
    assert [one["id"] for one in client.get("/api/v1/payments").json()["data"]] == [mine.public_id]
    assert shown["captured"] == {"amount": "84.00", "currency": "EUR"}
    assert (shown["order"], shown["state"], shown["timeline"]) == ("EU-7", "captured", [])
    for method, path in (
        (client.get, f"/api/v1/payments/{foreign.public_id}"),
        (client.get, f"/api/v1/payments/{foreign.public_id}/refunds"),
        (client.get, "/api/v1/payments/pay_nobody"),
    ):
        assert method(path).status_code == 404
    assert client.get("/api/v1/payments?secret=1").status_code == 400


def test_reading_does_not_allow_writing(partner: Partner, channel: ChannelInfo) -> None:
    payment = make_payment()
    client = partner("payments:read")

    answer = client.post(
        f"/api/v1/payments/{payment.public_id}/captures",
        {},
        format="json",
        headers={"Idempotency-Key": "k"},
    )

    assert answer.status_code == 403
    assert client.delete(f"/api/v1/payments/{payment.public_id}/authorization").status_code == 403
    assert APIClient().get("/api/v1/payments").status_code == 401


def test_captures_once_per_key(partner: Partner, shop: Shop) -> None:
    """Invariant 13."""
    payment = shop.paid_order()
    client = partner("payments:write", "payments:read")
    path = f"/api/v1/payments/{payment.public_id}/captures"
    body = {"amount": {"amount": "30.00", "currency": "EUR"}}

    first, again = (
        client.post(path, body, format="json", headers={"Idempotency-Key": "k"}) for _ in range(2)
    )

    assert (first.status_code, first.json()) == (
        202,
        {"state": "requested", "amount": {"amount": "30.00", "currency": "EUR"}},
    )
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Capture.objects.count() == 1
    assert client.post(path, body, format="json").status_code == 400


def test_lets_a_promise_go_and_not_what_is_taken(partner: Partner, channel: ChannelInfo) -> None:
    client = partner("payments:write")
    promised, taken = open_payment(method="invoice"), make_payment()

    gone = client.delete(f"/api/v1/payments/{promised.public_id}/authorization")
    refused = client.delete(f"/api/v1/payments/{taken.public_id}/authorization")

    assert (gone.status_code, gone.json()["state"]) == (200, "voided")
    assert (refused.status_code, refused.json()["code"]) == (422, "already_captured")
    assert Payment.objects.get(pk=taken.pk).state == "captured"


def test_names_the_ways_to_pay(partner: Partner, channel: ChannelInfo) -> None:
    client = partner("payments:read")

    german = client.get("/api/v1/payment-methods?country=de").json()["data"]
    american = client.get("/api/v1/payment-methods?country=US").json()["data"]

    assert [one["code"] for one in german] == ["card", "invoice", "manual"]
    assert [one["code"] for one in american] == ["card", "manual"]
    assert client.get("/api/v1/payment-methods?country=germany").status_code == 400
