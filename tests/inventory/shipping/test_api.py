"""Partners follow and move parcels of their channel."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from commerce.channels.queries import ChannelInfo
from inventory import contracts
from inventory import public as inventory
from inventory.models import Parcel
from tests.builders import inventory as build

pytestmark = pytest.mark.django_db
Partner = Callable[..., APIClient]


@pytest.fixture
def parcel(channel: ChannelInfo) -> contracts.Parcel:
    found = build.make_channel("LEJ")
    build.stock_up(1)
    build.allocate(found, (1, 2))
    return build.make_parcel((1, 2))


def post(client: APIClient, path: str, key: str = "k1", **body: Any) -> Any:
    return client.post(
        f"/api/v1/shipments/{path}", body, format="json", headers={"Idempotency-Key": key}
    )


def test_a_parcel_is_dispatched_and_delivered_by_api(
    parcel: contracts.Parcel, partner: Partner
) -> None:
    client = partner("shipments:read", "shipments:write")
    inventory.buy_label(parcel_id=parcel.parcel_id)

    left = post(client, f"{parcel.public_id}/dispatch")
    arrived = post(client, f"{parcel.public_id}/delivery", "k2")

    assert (left.json()["state"], arrived.json()["state"]) == ("dispatched", "delivered")
    assert left.json()["lines"] == [{"sku": "SKU-1", "quantity": 2}]
    [listed] = client.get("/api/v1/shipments?order=EU-1").json()["data"]
    assert listed == arrived.json()
    assert build.level(1) == (8, 0, 0)


def test_shows_the_label(parcel: contracts.Parcel, partner: Partner) -> None:
    client = partner("shipments:read")

    assert client.get(f"/api/v1/shipments/{parcel.public_id}/label").status_code == 404
    inventory.buy_label(parcel_id=parcel.parcel_id)

    answer = client.get(f"/api/v1/shipments/{parcel.public_id}/label")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_parcel_without_a_label_is_not_dispatched(
    parcel: contracts.Parcel, partner: Partner
) -> None:
    answer = post(partner("shipments:write"), f"{parcel.public_id}/dispatch")

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")
    assert build.level(1) == (10, 2, 0)


def test_notes_a_tracking_number_and_a_loss(parcel: contracts.Parcel, partner: Partner) -> None:
    client = partner("shipments:write")

    assert post(client, f"{parcel.public_id}/tracking", tracking_number="z").status_code == 400
    noted = post(client, f"{parcel.public_id}/tracking", "k2", tracking_number="zz-90")
    post(client, f"{parcel.public_id}/dispatch", "k3")
    lost = post(client, f"{parcel.public_id}/loss", "k4", reason="fell off")

    assert noted.json()["tracking_number"] == "ZZ-90"
    assert lost.json()["state"] == "lost"


def test_another_channels_parcel_does_not_exist(parcel: contracts.Parcel, partner: Partner) -> None:
    """invariant 21"""
    Parcel.objects.update(channel="gb")
    client = partner("shipments:read", "shipments:write")

    assert client.get(f"/api/v1/shipments/{parcel.public_id}").status_code == 404
    assert post(client, f"{parcel.public_id}/dispatch").status_code == 404
    assert client.get("/api/v1/shipments").json()["data"] == []
