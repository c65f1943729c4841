"""Staff hand orders over in a store: from the desk, by right, and only once (K5, D2d)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commerce import clock
from orders.order.models import Order
from orders.pickup.models import Pickup
from orders.workbench import rules
from tests.builders import commerce as build
from tests.builders import orders, stores

pytestmark = pytest.mark.django_db


def _desk(client: Client, order: Order) -> str:
    return client.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()


@pytest.mark.parametrize(
    ("state", "pickup", "overdue", "code"),
    [
        ("planned", "expected", False, "pick"),
        ("picking", "expected", False, "ready"),
        ("packed", "expected", False, "ready"),
        ("packed", "ready", False, "collect"),
        ("packed", "ready", True, "shelve"),
    ],
)
def test_the_counter_has_steps_of_its_own(
    state: str, pickup: str, overdue: bool, code: str
) -> None:
    stage = rules.Stage(
        fulfillment_id=1,
        warehouse="berlin",
        state=state,
        labelled=False,
        pickup=pickup,
        overdue=overdue,
    )
    found = rules.next_step(
        rules.Situation(
            state="placed",
            on_hold=False,
            voided=False,
            shipped=0,
            stages=(stage,),
            owed=False,
            refundable=False,
        )
    )

    assert found is not None
    assert found.code == code


def test_the_desk_walks_an_order_over_the_counter() -> None:
    order = stores.make_order(stores.make_shop())
    [row] = orders.plan(order)
    client = build.make_staff(*stores.COUNTER)

    stores.press(client, order, "pick", fulfillment=str(row.pk))
    assert "Ready for pickup" in _desk(client, order)
    stores.press(client, order, "ready")
    page = _desk(client, order)
    assert 'id="ask-collect"' in page
    pickup = Pickup.objects.get(order=order)
    assert pickup.code not in page
    stores.press(client, order, "collect", code="AAAAAA")
    assert Pickup.objects.get(order=order).state == "ready"
    stores.press(client, order, "collect", code=pickup.code)
    stores.press(client, order, "collect", code=pickup.code)

    assert Pickup.objects.get(order=order).state == "collected"
    assert Order.objects.get(pk=order.pk).state == "completed"


def test_who_may_not_send_may_not_hand_over() -> None:
    order = stores.make_order(stores.make_shop())
    pickup = stores.make_ready(order)

    status = stores.press(build.make_staff("view_order"), order, "collect", code=pickup.code)

    assert status == 403
    assert Pickup.objects.get(order=order).state == "ready"


def test_the_list_finds_an_order_by_its_code_and_shows_what_nobody_came_for() -> None:
    order = stores.make_order(stores.make_shop())
    pickup = stores.make_ready(order)
    Pickup.objects.filter(pk=pickup.pk).update(hold_until=clock.now() - timedelta(hours=1))
    client = build.make_staff(*stores.COUNTER)
    address = reverse("admin:orders_pickup_changelist")

    by_code = client.get(address, {"q": f"{pickup.code[:3]} {pickup.code[3:]}".lower()})
    overdue = client.get(address, {"overdue": "1"})

    for page in (by_code, overdue):
        assert len(re.findall(order.number, page.content.decode())) >= 1
    stores.press(client, order, "shelve")
    assert Pickup.objects.get(order=order).state == "returned"
