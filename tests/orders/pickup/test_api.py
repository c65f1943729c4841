"""Partners sell what is picked up: stores to choose from, chosen like any delivery."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from orders.order.models import Order
from orders.pickup.models import Pickup
from tests.builders import commerce, stores

pytestmark = pytest.mark.django_db


def _client() -> APIClient:
    _row, key = commerce.make_api_key("checkout:write", "orders:read")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return client


def _send(client: APIClient, path: str, body: Any, key: str) -> Any:
    return client.post(f"/api/v1/{path}", body, format="json", headers={"Idempotency-Key": key})


def _open(client: APIClient, quantity: int = 2) -> dict[str, Any]:
    body = {"lines": [{"sku": "MUG-1", "quantity": quantity}], "email": "ada@example.com"}
    found: dict[str, Any] = _send(client, "checkouts", body, "open").json()
    return found


def test_lists_the_stores_of_the_channel_with_what_they_promise() -> None:
    stores.make_shop()
    client = _client()
    opened = _open(client)

    answer = client.get(f"/api/v1/checkouts/{opened['id']}/pickup-points?near=10115")

    [option] = answer.json()["data"]
    assert option["code"] == "pickup-berlin"
    assert option["price"] == {"amount": "0.00", "currency": "EUR"}
    assert option["pickup"]["available"] is True
    assert option["pickup"]["distance_km"] < 5
    assert option["pickup"]["ready_at"] < option["pickup"]["hold_until"]


def test_an_order_is_placed_for_pickup() -> None:
    stores.make_shop()
    client = _client()
    opened = _open(client)
    path = f"checkouts/{opened['id']}"
    change = {
        "delivery": "pickup-berlin",
        "collector": "Ada Byron",
        "payment_method": "invoice",
        "billing_address": {
            "full_name": "Ada Byron",
            "line1": "Ackerstr. 1",
            "postcode": "10115",
            "city": "Berlin",
            "country": "DE",
        },
    }

    filled = client.patch(f"/api/v1/{path}", change, format="json").json()
    placed = _send(client, f"{path}/confirmation", {"quote": filled["quote"]["hash"]}, "agree")

    assert filled["missing"] == []
    assert placed.json()["outcome"] == "placed"
    assert Order.objects.get().delivery_code == "pickup-berlin"
    assert Pickup.objects.get().state == "expected"


@pytest.mark.parametrize("code", ["pickup-", "pickup-atlantis", "pickup-LEJ"])
def test_an_unknown_store_is_no_way_of_delivery(code: str) -> None:
    stores.make_shop()
    client = _client()
    opened = _open(client)

    answer = client.patch(f"/api/v1/checkouts/{opened['id']}", {"delivery": code}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_delivery")


def test_anothers_checkout_has_no_pickup_points() -> None:
    stores.make_shop()

    assert _client().get("/api/v1/checkouts/chk_none/pickup-points").status_code == 404
