"""A shopper takes articles out of an order by themselves, without JavaScript (O4)."""

import pytest
from django.test import Client

from commerce import db
from commerce.identity.models import User
from orders.cancellations.models import Cancellation
from orders.fulfillment import actions as fulfillment
from orders.order.models import Order
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.crm import make_account
from tests.builders.orders import STAFF

pytestmark = pytest.mark.django_db


def two_articles() -> Order:
    shop = build.make_shop()
    return build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))


def path_of(order: Order) -> str:
    return f"/orders/{order.public_id}/{order.token}/"


def test_the_page_offers_every_piece_and_says_what_it_means() -> None:
    order = two_articles()
    mug = order.lines.get(sku="MUG-1")
    client = Client()

    assert f"{path_of(order)}articles/" in client.get(path_of(order)).content.decode()
    answer = client.get(f"{path_of(order)}articles/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The delivery costs what it did." in page
    assert f'<select class="input" id="line-{mug.pk}" name="line_{mug.pk}">' in page
    assert '<option value="2">2 of 2</option>' in page
    assert answer["Cache-Control"] == "private, no-store"


def test_one_mug_falls_away_and_pressing_again_changes_nothing() -> None:
    """X12: the button pressed twice, and the page opened in two tabs."""
    order = two_articles()
    mug, lamp = order.lines.get(sku="MUG-1"), order.lines.get(sku="LAMP-1")
    client = Client()

    first = client.post(
        f"{path_of(order)}articles/", {"seen": "0", f"line_{mug.pk}": "1"}, follow=True
    )
    again = client.post(
        f"{path_of(order)}articles/", {"seen": "0", f"line_{mug.pk}": "1"}, follow=True
    )
    other = client.post(
        f"{path_of(order)}articles/", {"seen": "0", f"line_{lamp.pk}": "1"}, follow=True
    )

    assert "These articles are canceled" in first.content.decode()
    assert "1 piece canceled" in first.content.decode()
    assert "These articles are canceled" in again.content.decode()
    assert "Something was canceled here already." in other.content.decode()
    order.refresh_from_db()
    assert (order.quantity, Cancellation.objects.count()) == (2, 1)


def test_everything_at_once_is_the_whole_order() -> None:
    order = two_articles()
    fields = {f"line_{line.pk}": line.quantity for line in order.lines.all()}

    page = Client().post(f"{path_of(order)}articles/", {"seen": "0", **fields}, follow=True)

    assert "Your order is canceled" in page.content.decode()
    order.refresh_from_db()
    assert order.state == "canceled"


@pytest.mark.parametrize("typed", ["9", "-1", "1.5", "<script>", "²", "99999999999"])
def test_what_cannot_be_is_told_at_its_field_and_kept(typed: str) -> None:
    """X14, X15."""
    order = two_articles()
    mug = order.lines.get(sku="MUG-1")

    answer = Client().post(f"{path_of(order)}articles/", {"seen": "0", f"line_{mug.pk}": typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "Enter a whole number from 0 to 2" in page
    assert "<title>Error:" in page
    assert not Cancellation.objects.exists()


def test_nothing_chosen_is_told() -> None:
    order = two_articles()

    answer = Client().post(f"{path_of(order)}articles/", {"seen": "0"})

    assert answer.status_code == 422
    assert "Choose at least one article" in answer.content.decode()


def test_picked_is_too_late() -> None:
    order = two_articles()
    mug = order.lines.get(sku="MUG-1")
    (row,) = build.plan(order)
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)
    client = Client()

    page = client.get(f"{path_of(order)}articles/", follow=True).content.decode()
    post = client.post(
        f"{path_of(order)}articles/", {"seen": "0", f"line_{mug.pk}": "1"}, follow=True
    )

    for said in (page, post.content.decode()):
        assert "We are packing this order already." in said
    assert "articles/" not in client.get(path_of(order)).content.decode()
    order.refresh_from_db()
    assert order.quantity == 3


def test_a_single_piece_is_canceled_with_its_order() -> None:
    shop = build.make_shop()
    order = build.make_order(shop, (shop.mug, 1))

    page = Client().get(path_of(order)).content.decode()

    assert "Cancel the order" in page
    assert "Cancel articles" not in page


def test_an_account_cancels_in_its_own_orders_only() -> None:
    order = two_articles()
    ada = make_account("ada@example.com")
    make_account("eve@example.com")
    Order.objects.filter(pk=order.pk).update(customer_id=ada.customer_id)
    lamp = order.lines.get(sku="LAMP-1")
    path = f"/account/orders/{order.number}/articles/"
    client = Client()

    client.force_login(User.objects.get(email="eve@example.com"))
    assert client.post(path, {"seen": "0", f"line_{lamp.pk}": "1"}).status_code == 404
    client.force_login(User.objects.get(email="ada@example.com"))
    assert client.post(path, {"seen": "0", f"line_{lamp.pk}": "1"}).status_code == 302

    order.refresh_from_db()
    assert order.quantity == 2
    assert "Canceled" in client.get(f"/account/orders/{order.number}/").content.decode()
    assert (
        "Desk lamp" not in client.get(f"/account/orders/{order.number}/receipt/").content.decode()
    )
