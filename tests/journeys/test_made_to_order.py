"""What does not lie there yet is sold with the day it comes, and nobody is promised what is not there (P6, H5)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog import public as catalog
from commerce import clock, db
from commerce.storefront import moments
from inventory import public as inventory
from inventory.contracts import Limits
from inventory.reservations.queries import live_reservation
from orders.fulfillment import actions as fulfillment
from orders.order.models import Order
from tests.builders import orders as build
from tests.builders import storefront
from tests.builders.commerce import make_user
from tests.builders.partners import READY, make_client, send
from tests.builders.storefront import GUEST, Storefront, seen

pytestmark = pytest.mark.django_db
WEEKS = 21


@pytest.fixture
def front() -> Storefront:
    """A mug of which two lie there and ten more can be ordered; it is made in three weeks."""
    cache.clear()
    found = storefront.open_storefront(mugs=2)
    allow(found, 10)
    return found


def allow(front: Storefront, ceiling: int | None) -> None:
    limits = Limits(variant_id=front.mug.pk, warehouse_code="LEJ", backorder_ceiling=ceiling)
    with db.transaction():
        inventory.set_limits(limits=limits, at=clock.now())
    storefront.light()


def take(front: Storefront, pieces: int) -> None:
    """Somebody else orders."""
    build.make_order(front.shop, (front.mug, pieces))
    build.work_off()
    with db.transaction():
        catalog.refresh_listings(product_ids=[front.mug.product_id], at=clock.now())


def change(front: Storefront, **changes: Any) -> None:
    type(front.mug).objects.filter(pk=front.mug.pk).update(**changes)
    storefront.light()


def put(front: Storefront, quantity: int) -> str:
    form = {"variant": front.mug.public_id, "quantity": str(quantity)}
    front.client.post("/cart/lines/", form)
    return page(front, "/cart/")


def page(front: Storefront, path: str) -> str:
    return front.client.get(path).content.decode()


def today() -> date:
    return timezone.localdate(clock.now())


def made() -> date:
    """Three weeks from now, or the Monday after."""
    found = today() + timedelta(days=WEEKS)
    return found + timedelta(days=max(0, 8 - found.isoweekday()) if found.isoweekday() > 5 else 0)


def in_words(day: date) -> str:
    return moments.day(day, language="en")


def test_the_page_tells_both_what_lies_there_and_what_is_made(front: Storefront) -> None:
    shown = page(front, "/p/blue-mug/")

    assert "Only 2 left" in shown
    assert "Made to order, 3 weeks" in shown


def test_once_none_lies_there_it_is_made_to_order(front: Storefront) -> None:
    take(front, 2)

    shown, shelf = page(front, "/p/blue-mug/"), page(front, "/c/mugs/")

    assert "Sold out" not in shown
    assert 'class="stock stock--later">Made to order, 3 weeks<' in shown
    assert 'id="add-button"' in shown
    assert '"availability":"https://schema.org/BackOrder"' in shown.replace(" ", "")
    assert f'"availabilityStarts":"{made()}"' in shown.replace(" ", "")
    assert '<span class="badge">Made to order</span>' in shelf
    assert "Blue mug" not in page(front, "/c/mugs/?available=yes")


def test_what_is_on_its_way_says_when_it_comes(front: Storefront) -> None:
    take(front, 2)
    comes = today() + timedelta(days=9)
    change(front, expected_on=comes)

    assert f"More on {in_words(comes)}: order now" in page(front, "/p/blue-mug/")
    assert "Made to order, 10 days" in _after(front, expected_on=None, lead_days=10)


def _after(front: Storefront, **changes: Any) -> str:
    change(front, **changes)
    return page(front, "/p/blue-mug/")


def test_what_is_ready_at_once_needs_no_stock(front: Storefront) -> None:
    take(front, 2)
    allow(front, None)
    change(front, lead_days=0)

    assert "In stock, ready to send" in page(front, "/p/blue-mug/")
    assert "Made to order" not in put(front, 5)


def test_what_can_be_promised_no_further_is_sold_out(front: Storefront) -> None:
    take(front, 12)

    shown = page(front, "/p/blue-mug/")

    assert "Sold out" in shown
    assert "Made to order" not in shown
    assert 'id="add-button"' not in shown


def test_the_bag_says_when_it_can_be_sent_and_delivery_is_counted_from_there(
    front: Storefront,
) -> None:
    soon = put(front, 2)
    late = put(front, 3)
    ready = made()

    assert "can be sent from" not in soon
    assert f"2 lie here, the rest can be sent from {in_words(ready)}" in late


def test_partners_read_the_day_in_cart_and_checkout(front: Storefront) -> None:
    api = make_client("checkout:write")
    lines = [{"sku": "MUG-1", "quantity": 3}]

    cart = send(api, "carts", {"lines": lines}).json()
    checkout = send(api, "checkouts", READY | {"lines": lines}, key="one").json()

    ready = made()
    assert cart["ready"] is True
    assert cart["lines"][0]["notices"] == [{"code": "later", "left": 2, "on": ready.isoformat()}]
    [option] = [one for one in checkout["delivery_options"] if one["code"] == "standard"]
    assert date.fromisoformat(option["earliest_on"]) > ready


def test_the_order_keeps_the_day_and_all_of_it_is_allocated(front: Storefront) -> None:
    put(front, 5)

    front.client.post("/checkout/", GUEST | seen(front))

    order = Order.objects.get()
    assert order.earliest_on is not None
    assert order.earliest_on > made()
    row = live_reservation(order_number=order.number)
    assert row is not None
    [level] = inventory.levels(variant_ids=[front.mug.pk])
    assert (level.on_hand, level.allocated, level.sellable) == (2, 5, 7)
    assert inventory.verify() == []


def test_nobody_orders_something_later_than_they_were_shown(front: Storefront) -> None:
    """K11: the last ones were taken meanwhile; the page says so, and asks again."""
    put(front, 2)
    old = seen(front)
    take(front, 1)

    answer = front.client.post("/checkout/", GUEST | old)

    assert answer.status_code == 409
    assert "1 lies here, the rest can be sent from" in answer.content.decode()
    assert Order.objects.count() == 1
    front.client.post("/checkout/", GUEST | seen(front))
    assert Order.objects.count() == 2


def pick(order: Order) -> None:
    [row] = build.plan(order)
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=clock.now(), by=build.STAFF)


def test_nobody_is_sent_to_an_empty_shelf(front: Storefront) -> None:
    """What is awaited is neither picked nor packed, and the desk says so; it goes on when the goods come."""
    order = build.make_order(front.shop, (front.mug, 5))
    owner = make_user("owner@kontor.example", is_staff=True, is_superuser=True)
    desk = Client()
    desk.force_login(owner)
    address = reverse("admin:orders_order_change", args=[order.pk])

    with pytest.raises(fulfillment.GoodsAwaited) as refused:
        pick(order)
    assert refused.value.data["lines"] == [{"variant_id": front.mug.pk, "pieces": 3}]
    shown = desk.get(address).content.decode()
    assert "3 pieces have not come yet" in shown
    assert "Start picking" not in shown

    build.receive(front.mug.pk, 3)
    assert "not come yet" not in desk.get(address).content.decode()
    assert build.ship(order).quantity_shipped == 5
    assert inventory.verify() == []


def test_who_ordered_first_is_served_first(front: Storefront) -> None:
    early = build.make_order(front.shop, (front.mug, 2))
    late = build.make_order(front.shop, (front.mug, 2))

    with pytest.raises(fulfillment.GoodsAwaited):
        pick(late)
    pick(early)
    build.receive(front.mug.pk, 2)
    pick(late)
