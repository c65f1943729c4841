"""Partners let a part of an order fall away."""

import pytest

from commerce import db
from orders.cancellations.models import Cancellation
from orders.fulfillment import actions as fulfillment
from orders.order.models import Order
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import STAFF
from tests.builders.partners import make_client, place, send

pytestmark = pytest.mark.django_db


def test_cancels_pieces_once_per_key_and_lists_them() -> None:
    """O4: sums shrink, the delivery stays; the same key is one cancellation."""
    build.make_shop()
    client = make_client()
    place(client, lines=[{"sku": "MUG-1", "quantity": 3}])
    order = {"number": Order.objects.get().number}
    path = f"orders/{order['number']}/line-cancellations"
    line = client.get(f"/api/v1/orders/{order['number']}").json()["lines"][0]["id"]
    body = {"lines": [{"line": line, "quantity": 1}], "reason": "out of glaze"}

    first = send(client, path, body, key="k1")
    again = send(client, path, body, key="k1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert first.json()["total"] == {"amount": "12.50", "currency": "EUR"}
    assert first.json()["lines"] == [
        {"line": line, "quantity": 1, "gross": {"amount": "12.50", "currency": "EUR"}}
    ]
    assert first.json()["whole"] is False
    seen = client.get(f"/api/v1/orders/{order['number']}").json()
    assert seen["canceled"] == {"amount": "12.50", "currency": "EUR"}
    assert (seen["lines"][0]["quantity"], seen["lines"][0]["quantity_canceled"]) == (2, 1)
    assert client.get(f"/api/v1/{path}").json()["data"] == [first.json()]
    payment = client.get(f"/api/v1/orders/{order['number']}").json()["total"]
    assert payment == {"amount": "29.90", "currency": "EUR"}


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], 400),
        ([{"line": "lin_999999", "quantity": 1}], 422),
        ([{"quantity": 1}], 400),
        ([{"line": "first", "quantity": 0}], 400),
        ([{"line": "first", "quantity": 9}], 422),
    ],
)
def test_refuses_what_makes_no_sense(lines: list[dict[str, object]], status: int) -> None:
    build.make_shop()
    client = make_client()
    place(client)
    order = {"number": Order.objects.get().number}
    first = client.get(f"/api/v1/orders/{order['number']}").json()["lines"][0]["id"]
    wanted = [{**line, "line": first} if line.get("line") == "first" else line for line in lines]
    path = f"orders/{order['number']}/line-cancellations"

    answer = send(client, path, {"lines": wanted, "reason": "x"}, key="k")

    assert answer.status_code == status, answer.json()
    assert not Cancellation.objects.exists()
    assert Order.objects.get().quantity == 2


def test_refuses_without_a_key_without_the_scope_and_what_is_packed() -> None:
    build.make_shop()
    client = make_client()
    place(client)
    order = {"number": Order.objects.get().number}
    line = client.get(f"/api/v1/orders/{order['number']}").json()["lines"][0]["id"]
    path = f"orders/{order['number']}/line-cancellations"
    body = {"lines": [{"line": line, "quantity": 1}], "reason": "x"}
    row = build.plan(Order.objects.get())[0]
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)
        fulfillment.pack(fulfillment_id=row.pk, at=AT, by=STAFF)

    assert send(client, path, body).status_code == 400
    assert send(client, path, body, key="k").json()["code"] == "not_cancelable"
    assert send(make_client("orders:read"), path, body, key="k").status_code == 403
    assert send(make_client("orders:write", "orders:read"), path, body, key="k").status_code == 404
    assert not Cancellation.objects.exists()
