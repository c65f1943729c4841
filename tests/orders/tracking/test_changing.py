"""What shoppers do to their own orders: cancel, send elsewhere, order again, keep a receipt."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from commerce import clock, db
from crm.contracts import Address
from orders.cart.models import CartLine
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.order.models import Order, OrderEvent
from orders.tracking import actions, rules
from tests.builders import orders as build
from tests.builders import storefront
from tests.builders.commerce import AT
from tests.builders.orders import STAFF

NEW = {
    "full_name": "Ada Lovelace",
    "line1": "Torgauer Straße 3",
    "postcode": "04318",
    "city": "Leipzig",
}


def address(**over: str) -> Address:
    return Address(**{**NEW, "country": "DE", **over})


@pytest.mark.parametrize(
    ("state", "shipped", "stages", "pickup", "cancel", "redirect"),
    [
        ("placed", 0, [], False, True, True),
        ("placed", 0, ["planned"], False, True, True),
        ("placed", 0, ["planned"], True, True, False),
        ("placed", 0, ["planned", "picking"], False, False, False),
        ("placed", 1, ["shipped", "planned"], False, False, False),
        ("canceled", 0, ["canceled"], False, False, False),
        ("completed", 1, ["delivered"], False, False, False),
    ],
)
def test_changes_end_with_the_first_picker(
    state: str, shipped: int, stages: list[str], pickup: bool, cancel: bool, redirect: bool
) -> None:
    """O4: while possible."""
    found = rules.choices(
        state=state, shipped=shipped, stages=stages, is_pickup=pickup, untouched_pieces=0
    )

    assert (found.may_cancel, found.may_redirect, found.may_repeat) == (cancel, redirect, True)


@pytest.mark.django_db
def test_a_shopper_cancels_by_the_secret_link_after_being_asked() -> None:
    order = build.make_order(build.make_shop())
    path = f"/orders/{order.public_id}/{order.token}/"
    client = Client()

    assert "Cancel the order" in client.get(path).content.decode()
    asked = client.get(f"{path}end/").content.decode()
    assert Order.objects.get().state == "placed"
    assert "Keep the order" in asked
    client.post(f"{path}end/")

    order.refresh_from_db()
    assert (order.state, order.cancel_reason) == ("canceled", "canceled by the shopper")
    assert "Cancel the order" not in client.get(path).content.decode()


@pytest.mark.django_db
def test_a_wrong_token_changes_nothing() -> None:
    order = build.make_order(build.make_shop())

    for door in ("end", "address", "again", "articles"):
        answer = Client().post(f"/orders/{order.public_id}/{'x' * 43}/{door}/", NEW)
        assert answer.status_code == 404
    assert Order.objects.get().state == "placed"


@pytest.mark.django_db
def test_nothing_is_canceled_once_it_is_picked() -> None:
    order = build.make_order(build.make_shop())
    (row,) = build.plan(order)
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)

    client = Client()
    page = client.post(f"/orders/{order.public_id}/{order.token}/end/", follow=True)

    assert "We are packing this order already." in page.content.decode()
    order.refresh_from_db()
    assert order.state == "placed"
    with pytest.raises(rules.TooLate), db.transaction():
        actions.redirect(order_id=order.pk, ship_to=address(), at=AT, by=STAFF)


@pytest.mark.django_db
def test_an_order_is_sent_elsewhere_and_keeps_its_invoice() -> None:
    order = build.make_order(build.make_shop())
    billed = order.bill_to
    path = f"/orders/{order.public_id}/{order.token}/"

    answer = Client().post(f"{path}address/", NEW)

    assert answer["Location"] == path
    order.refresh_from_db()
    assert order.ship_to["line1"] == "Torgauer Straße 3"
    assert order.bill_to == billed
    assert OrderEvent.objects.filter(order=order, kind="redirected").count() == 1
    assert "Torgauer" not in str(OrderEvent.objects.values_list("data", flat=True))


@pytest.mark.django_db
def test_a_bad_address_is_told_at_its_field_and_kept() -> None:
    """X14, X15: 422, the fault beside its field, typed values survive."""
    order = build.make_order(build.make_shop())
    before = order.ship_to

    answer = Client().post(
        f"/orders/{order.public_id}/{order.token}/address/", {**NEW, "postcode": "1"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "Torgauer Straße 3" in page
    order.refresh_from_db()
    assert order.ship_to == before


@pytest.mark.django_db
def test_another_country_is_another_order() -> None:
    order = build.make_order(build.make_shop())

    with pytest.raises(rules.AnotherCountry), db.transaction():
        actions.redirect(order_id=order.pk, ship_to=address(country="FR"), at=AT, by=STAFF)


@pytest.mark.django_db
def test_the_same_goods_go_into_the_bag_again_as_far_as_they_are_sold() -> None:
    """A2: re-order says what is not."""
    front = storefront.open_storefront()
    shop = front.shop
    order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
    storefront.sell_out(shop.lamp)
    path = f"/orders/{order.public_id}/{order.token}/again/"

    page = front.client.post(path, follow=True).content.decode()

    assert "1 article is in your bag now" in page
    assert "Not added: Desk lamp" in page
    assert list(
        CartLine.objects.exclude(cart__state="ordered").values_list("variant_id", "quantity")
    ) == [(shop.mug.pk, 2)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_picker_and_the_shopper_do_not_both_win() -> None:
    """Whoever locks the order first wins: a picked order keeps its address, a moved one is picked as moved."""
    order = build.make_order(build.make_shop())
    (row,) = build.plan(order)
    start = threading.Barrier(2)
    said: dict[str, str] = {}

    def shopper() -> None:
        start.wait()
        try:
            with db.transaction():
                actions.redirect(order_id=order.pk, ship_to=address(), at=clock.now(), by=STAFF)
            said["shopper"] = "moved"
        except rules.TooLate:
            said["shopper"] = "too late"
        finally:
            connections.close_all()

    def picker() -> None:
        start.wait()
        with db.transaction():
            fulfillment.start_picking(fulfillment_id=row.pk, at=clock.now(), by=STAFF)
        connections.close_all()

    threads = [threading.Thread(target=work) for work in (shopper, picker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=timedelta(seconds=30).total_seconds())

    order.refresh_from_db()
    moved = order.ship_to["line1"] == "Torgauer Straße 3"
    assert Fulfillment.objects.get().state == "picking"
    assert said["shopper"] == ("moved" if moved else "too late")
