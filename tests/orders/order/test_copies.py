"""A person's copy of the order book."""

from collections.abc import Callable

import pytest

from commerce import db as house
from commerce.identity.actor import SYSTEM
from crm.privacy import actions, queries
from tests.builders import orders as build
from tests.builders.commerce import AT


@pytest.mark.django_db
def test_a_copy_of_a_persons_data_holds_their_orders(deliver: Callable[[], int]) -> None:
    """A8: export; every app adds what it keeps."""
    shop = build.make_shop()
    order = build.make_order(shop)
    other = build.make_order(shop, email="eve@example.com")
    assert order.customer_id is not None
    assert order.customer_id != other.customer_id

    with house.transaction():
        export = actions.request_export(customer_id=order.customer_id, at=AT, by=SYSTEM)
    deliver()

    ready = queries.get_export(customer_id=order.customer_id, public_id=export.public_id)
    orders = ready.sections["orders"]["orders"]
    assert ready.state == "ready"
    assert [one["number"] for one in orders] == [order.number]
    assert orders[0]["ship_to"] == order.ship_to
    assert orders[0]["total"]["amount"] == str(order.total.decimal)
    assert [one["quantity"] for one in orders[0]["lines"]] == [2]
