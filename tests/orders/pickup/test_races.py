"""Two at the counter at once, on committed rows: one wins, and the books stay clean."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from commerce import db
from commerce.errors import Anticipated
from orders.order.models import Order
from orders.pickup import actions
from orders.pickup.models import Pickup
from tests.builders import inventory, orders, stores
from tests.builders.commerce import AT

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def _at_once(*jobs: Callable[[], object]) -> list[object]:
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait(timeout=20)
        try:
            with db.transaction():
                return job()
        except Anticipated as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_who_hand_over_at_once_hand_over_once() -> None:
    shop = stores.make_shop()
    order = stores.make_order(shop)
    pickup = stores.make_ready(order)

    def hand_over() -> object:
        return actions.hand_over(
            order_id=order.pk, typed=pickup.code, identity_checked=False, at=AT, by=stores.BY
        )

    found = _at_once(hand_over, hand_over)
    orders.work_off()

    assert [one for one in found if isinstance(one, Exception)] == []
    assert inventory.level(shop.mug.pk, "berlin") == (1, 0, 0)
    assert Order.objects.get(pk=order.pk).quantity_delivered == 2
    orders.check_books()


def test_collecting_and_returning_to_the_shelf_never_both_win() -> None:
    shop = stores.make_shop()
    order = stores.make_order(shop)
    pickup = stores.make_ready(order)
    assert pickup.hold_until is not None
    late = pickup.hold_until + timedelta(minutes=1)

    found = _at_once(
        lambda: actions.hand_over(
            order_id=order.pk, typed=pickup.code, identity_checked=False, at=late, by=stores.BY
        ),
        lambda: actions.shelve(order_id=order.pk, at=late, by=stores.BY),
    )
    orders.work_off()

    assert len([one for one in found if isinstance(one, Anticipated)]) == 1
    ended = (Pickup.objects.get(pk=pickup.pk).state, Order.objects.get(pk=order.pk).state)
    assert ended in {("collected", "completed"), ("returned", "canceled")}
    left = 1 if ended[0] == "collected" else 3
    assert inventory.level(shop.mug.pk, "berlin") == (left, 0, 0)
    orders.check_books()
