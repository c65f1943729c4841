"""Partners see the cards of their channel's customers, and take one away."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from payments.wallet.models import SavedCard
from tests.builders.commerce import make_channel
from tests.builders.crm import make_customer
from tests.builders.payments import write_card

pytestmark = pytest.mark.django_db


def test_lists_what_a_card_is_known_by_and_nothing_more(partner: Callable[..., APIClient]) -> None:
    ada = make_customer()
    card = write_card(ada.customer_id, is_default=True, last4="4242", reference="pm_secret")

    answer = partner("payments:read").get(f"/api/v1/customers/{ada.public_id}/payment-methods")

    assert answer.status_code == 200
    assert answer.json() == {
        "data": [
            {
                "id": card.public_id,
                "brand": "Visa",
                "last4": "4242",
                "exp_month": 12,
                "exp_year": 2034,
                "expired": False,
                "is_default": True,
                "saved_at": card.saved_at.isoformat().replace("+00:00", "Z"),
            }
        ]
    }


def test_takes_a_card_away(partner: Callable[..., APIClient]) -> None:
    ada = make_customer()
    card = write_card(ada.customer_id)
    path = f"/api/v1/customers/{ada.public_id}/payment-methods"

    client = partner("payments:read", "payments:write")
    assert client.delete(f"{path}/{card.public_id}").status_code == 204

    assert client.get(path).json() == {"data": []}
    assert client.delete(f"{path}/{card.public_id}").json()["code"] == "unknown_card"
    card.refresh_from_db()
    assert card.state == "removed"


def test_reading_is_no_right_to_take_away(partner: Callable[..., APIClient]) -> None:
    ada = make_customer()
    card = write_card(ada.customer_id)
    path = f"/api/v1/customers/{ada.public_id}/payment-methods"

    assert partner("payments:read").delete(f"{path}/{card.public_id}").status_code == 403
    assert partner("customers:read").get(path).status_code == 403
    assert SavedCard.objects.get().state == "kept"


def test_customers_of_other_channels_do_not_exist(partner: Callable[..., APIClient]) -> None:
    elsewhere = make_channel(code="uk", currency="GBP")
    bob = make_customer("bob@example.com", channel=elsewhere)
    card = write_card(bob.customer_id)
    path = f"/api/v1/customers/{bob.public_id}/payment-methods"

    client = partner("payments:read", "payments:write")
    answers = [client.get(path), client.delete(f"{path}/{card.public_id}")]

    assert [answer.json()["code"] for answer in answers] == ["unknown_customer"] * 2
    assert SavedCard.objects.get().state == "kept"


def test_a_card_hangs_on_its_own_customer(partner: Callable[..., APIClient]) -> None:
    ada, bob = make_customer(), make_customer("bob@example.com")
    card = write_card(bob.customer_id)

    answer = partner("payments:write").delete(
        f"/api/v1/customers/{ada.public_id}/payment-methods/{card.public_id}"
    )

    assert (answer.status_code, SavedCard.objects.get().state) == (404, "kept")
