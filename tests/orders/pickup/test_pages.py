"""What a shopper sees of an order that waits in a store (O1, O3)."""

import pytest
from django.test import Client

from orders.order.models import Order
from tests.builders import orders, stores

pytestmark = pytest.mark.django_db


def _path(order: Order) -> str:
    return f"/orders/{order.public_id}/{order.token}/"


def _page(order: Order) -> str:
    return Client().get(_path(order)).content.decode()


def test_the_order_page_shows_code_store_hours_and_deadline() -> None:
    order = stores.make_order(stores.make_shop())
    before = _page(order)
    pickup = stores.make_ready(order)
    code = f"{pickup.code[:3]} {pickup.code[3:]}"

    ready = _page(order)

    assert code in before
    assert "Ready at Kontor Berlin by" in before
    assert "Waiting at Kontor Berlin until" in ready
    assert "Ready to collect" in ready
    assert "10:00\N{EN DASH}\N{WORD JOINER}19:00" in ready
    assert f"{_path(order)}pickup.ics" in ready


def test_the_calendar_opens_by_the_secret_link_only() -> None:
    order = stores.make_order(stores.make_shop())
    stores.make_ready(order)

    found = Client().get(f"{_path(order)}pickup.ics")

    assert found["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Collect order" in found.content.decode()
    assert Client().get(f"/orders/{order.public_id}/wrong/pickup.ics").status_code == 404


def test_a_parcel_has_no_pickup() -> None:
    order = orders.make_order(stores.make_shop())

    assert "Your pickup code" not in _page(order)
    assert Client().get(f"{_path(order)}pickup.ics").status_code == 404
