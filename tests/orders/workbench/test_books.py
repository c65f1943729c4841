"""The books agree after every walk, and a planted difference is named."""

from collections.abc import Callable

import pytest
from django.db import connection

from orders import public as orders
from orders.order.models import Order
from tests.builders import orders as build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("walk", [build.make_order, build.ship, build.deliver])
def test_finds_nothing_wrong_after_a_walk(
    walk: Callable[..., Order], deliver: Callable[[], int]
) -> None:
    shop = build.make_shop()
    if walk is build.make_order:
        walk(shop)
    else:
        walk(build.make_order(shop, (shop.mug, 3), (shop.lamp, 1)))
    deliver()

    build.check_books()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            "UPDATE orders_orderline SET net_minor = net_minor + 1, gross_minor = gross_minor + 1",
            "16",
        ),
        ("UPDATE orders_order SET quantity = quantity + 1", "invariant 9"),
        ("UPDATE orders_order SET captured_minor = 1", "invariant 6"),
        ("UPDATE orders_cart SET state = 'open'", "invariant 6"),
        ("UPDATE orders_order SET checkout_reference = 'chk_other'", "invariant 6"),
    ],
)
def test_names_a_planted_difference(change: str, named: str) -> None:
    build.make_order(build.make_shop())

    with connection.cursor() as cursor:
        cursor.execute(change)

    assert any(named in fault for fault in orders.verify())


def test_the_command_fails_when_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    build.make_order(build.make_shop())
    Order.objects.update(quantity=99)

    with pytest.raises(AssertionError, match="99 pieces"):
        build.check_books()
