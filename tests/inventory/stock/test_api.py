"""Partners read and move stock, within their channel."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from commerce.channels.queries import ChannelInfo
from inventory.models import Level, Movement
from tests.builders import inventory as build

pytestmark = pytest.mark.django_db
Partner = Callable[..., APIClient]


@pytest.fixture
def stocked(channel: ChannelInfo) -> ChannelInfo:
    found = build.make_channel("LEJ")
    build.make_warehouse("RTM")
    build.stock_up(1, quantity=10)
    build.stock_up(1, "RTM", quantity=4)
    return found


def post(client: APIClient, path: str, body: dict[str, Any], key: str = "k1") -> Any:
    return client.post(f"/api/v1/{path}", body, format="json", headers={"Idempotency-Key": key})


def test_lists_what_lies_in_the_channels_warehouses(stocked: ChannelInfo, partner: Partner) -> None:
    """invariant 21: other channels' warehouses are not there"""
    answer = partner("inventory:read").get("/api/v1/stock?sku=SKU-1,SKU-9")

    assert answer.status_code == 200
    assert answer.json()["data"] == [
        {
            "sku": "SKU-1",
            "warehouse": "LEJ",
            "on_hand": 10,
            "allocated": 0,
            "held": 0,
            "backorder_ceiling": 0,
            "low_at": 5,
            "sellable": 10,
        }
    ]


def test_books_a_delivery_once(stocked: ChannelInfo, partner: Partner) -> None:
    """invariant 13"""
    client = partner("inventory:write")
    body = {
        "warehouse": "LEJ",
        "reference": "DN-7",
        "lines": [
            {
                "sku": "SKU-1",
                "quantity": 5,
                "unit_cost": {"amount": "4.20", "currency": "EUR"},
            }
        ],
    }

    first, second = (post(client, "stock/receipts", body) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first.json()["movements"][0]["quantity"] == 5
    assert build.level(1) == (15, 0, 0)
    assert Movement.objects.get(document="DN-7").unit_cost_minor == 420


def test_corrects_and_moves(stocked: ChannelInfo, partner: Partner) -> None:
    build.make_channel("LEJ", "RTM")
    client = partner("inventory:write")

    corrected = post(
        client,
        "stock/adjustments",
        {"warehouse": "LEJ", "sku": "SKU-1", "quantity": -2, "reason": "broken"},
    )
    moved = post(
        client,
        "stock/transfers",
        {"from_warehouse": "LEJ", "to_warehouse": "RTM", "sku": "SKU-1", "quantity": 3},
        "k2",
    )

    assert (corrected.status_code, moved.status_code) == (201, 201)
    assert build.level(1) == (5, 0, 0)
    assert build.level(1, "RTM") == (7, 0, 0)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("stock/adjustments", {"quantity": -11}, 422, "stock_promised"),
        ("stock/adjustments", {"quantity": 0}, 400, "invalid"),
        ("stock/adjustments", {"quantity": "many"}, 400, "invalid"),
        ("stock/adjustments", {"sku": "SKU-9"}, 404, "unknown_sku"),
        ("stock/adjustments", {"warehouse": "RTM"}, 403, "forbidden"),
    ],
)
def test_refuses_what_cannot_be(
    stocked: ChannelInfo,
    partner: Partner,
    path: str,
    body: dict[str, Any],
    status: int,
    code: str,
) -> None:
    good = {"warehouse": "LEJ", "sku": "SKU-1", "quantity": -1, "reason": "broken"}

    answer = post(partner("inventory:write"), path, good | body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert build.level(1) == (10, 0, 0)


def test_needs_the_scope(stocked: ChannelInfo, partner: Partner) -> None:
    answer = post(partner("inventory:read"), "stock/adjustments", {})

    assert answer.status_code == 403


def test_answers_why_is_this_ten(stocked: ChannelInfo, partner: Partner) -> None:
    build.allocate(stocked, (1, 3))
    client = partner("inventory:read")

    answer = client.get("/api/v1/stock/LEJ/SKU-1/explanation").json()

    assert (answer["on_hand"], answer["allocated"], answer["sellable"]) == (10, 3, 7)
    assert [(one["kind"], one["balance"]) for one in answer["movements"]] == [("received", 10)]
    assert answer["promises"][0]["order_number"] == "EU-1"
    assert client.get("/api/v1/stock/RTM/SKU-1/explanation").status_code == 404
    assert client.get("/api/v1/stock/LEJ/NOPE/explanation").status_code == 404


def test_says_how_much_may_be_promised_before_it_lies_there(
    stocked: ChannelInfo, partner: Partner
) -> None:
    limits = {"sku": "SKU-1", "warehouse": "LEJ", "backorder_ceiling": 4, "low_at": 2}

    answer = partner("inventory:write").put("/api/v1/stock/limits", limits, format="json")

    assert answer.status_code == 200
    assert (answer.json()["backorder_ceiling"], answer.json()["sellable"]) == (4, 14)
    endless = limits | {"backorder_ceiling": None}
    answer = partner("inventory:write").put("/api/v1/stock/limits", endless, format="json")
    assert (answer.json()["backorder_ceiling"], answer.json()["sellable"]) == (None, 10_000)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"sku": "NONE"}, 404, "sku"),
        ({"warehouse": "FAR"}, 403, "warehouse"),
        ({"backorder_ceiling": -1}, 400, "backorder_ceiling"),
        ({"backorder_ceiling": 1}, 422, "backorder_ceiling"),
    ],
)
def test_refuses_limits_that_cannot_hold(
    stocked: ChannelInfo, partner: Partner, change: dict[str, Any], status: int, field: str
) -> None:
    limits = {"sku": "SKU-1", "warehouse": "LEJ", "backorder_ceiling": 4}
    api = partner("inventory:write")
    api.put("/api/v1/stock/limits", limits, format="json")
    build.allocate(stocked, (1, 13))

    answer = api.put("/api/v1/stock/limits", limits | change, format="json")

    assert answer.status_code == status
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"
    assert Level.objects.get(warehouse__code="LEJ").backorder_ceiling == 4
