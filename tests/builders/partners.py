"""Builders for partners: a client with a key, and an order placed by API alone."""

from typing import Any

from rest_framework.test import APIClient

from orders.order.models import Order
from tests.builders import commerce

SCOPES = ("checkout:write", "orders:read", "orders:write")
ADDRESS = {
    "full_name": "Ada Lovelace",
    "line1": "Karl-Liebknecht-Straße 12",
    "postcode": "04107",
    "city": "Leipzig",
    "country": "DE",
}
READY = {
    "email": "ada@example.com",
    "shipping_address": ADDRESS,
    "delivery": "standard",
    "payment_method": "invoice",
}


def make_client(*scopes: str) -> APIClient:
    """This makes a client with a key of channel eu: with the scopes of a shop front unless told."""
    _, secret = commerce.make_api_key(*(scopes or SCOPES))
    found = APIClient()
    found.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return found


def send(client: APIClient, path: str, body: Any, *, key: str = "", method: str = "post") -> Any:
    """This sends JSON to an address below /api/v1/, once per `key`."""
    headers = {"Idempotency-Key": key} if key else {}
    call = getattr(client, method)
    return call(f"/api/v1/{path}", body, format="json", headers=headers)


def place(client: APIClient, **over: Any) -> dict[str, Any]:
    """This orders two mugs on invoice, or what `over` says; returns what confirming told."""
    body = {"lines": [{"sku": "MUG-1", "quantity": 2}]} | READY | over
    checkout = send(client, "checkouts", body, key=f"open-{Order.objects.count()}").json()
    answer = send(
        client,
        f"checkouts/{checkout['id']}/confirmation",
        {"quote": checkout["quote"]["hash"]},
        key=f"confirm-{checkout['id']}",
    )
    assert answer.status_code == 201, answer.json()
    found: dict[str, Any] = answer.json()
    return found
