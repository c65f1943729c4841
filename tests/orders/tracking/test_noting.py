"""A word to those who pack: left in checkout or after it, read at the desk, gone with the person (K3, O4)."""

import pytest
from django.test import Client

from commerce import db
from orders.checkout.actions import forgetting
from orders.checkout.models import Checkout
from orders.fulfillment import actions as fulfillment
from orders.order.actions import erasure
from orders.order.models import Order, OrderEvent
from tests.builders import commerce as ground
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.crm import make_account
from tests.builders.orders import STAFF
from tests.builders.partners import READY, make_client, place, send
from tests.builders.storefront import GUEST, open_with_bag, seen

pytestmark = pytest.mark.django_db
HOSTILE = '</textarea><script>alert("x")</script>'


def path_of(order: Order) -> str:
    return f"/orders/{order.public_id}/{order.token}/"


def test_checkout_takes_a_note_on_request() -> None:
    """K3: folded away until asked for; hostile words are shown as words."""
    front = open_with_bag()
    page = front.client.get("/checkout/").content.decode()
    assert '<details class="fold" id="order-note">' in page

    front.client.post("/checkout/", GUEST | seen(front) | {"note": f" Leave it\r\n{HOSTILE} "})

    order = Order.objects.get()
    assert order.note == f"Leave it\n{HOSTILE}"
    shown = front.client.get(path_of(order)).content.decode()
    assert HOSTILE not in shown
    assert "Leave it<br>&lt;/textarea&gt;&lt;script&gt;" in shown


def test_a_note_that_is_too_long_is_told_at_its_field_and_kept() -> None:
    """X14, X15."""
    front = open_with_bag()
    answer = front.client.post("/checkout/", GUEST | seen(front) | {"note": "y" * 501})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Shorten the note to 500 characters") == 2
    assert "y" * 501 in page
    assert 'id="order-note" open' in page
    assert not Order.objects.exists()


def test_a_note_is_left_changed_and_taken_back_until_picked() -> None:
    """O4: the timeline says that there is one, never what it says."""
    order = build.make_order(build.make_shop())
    client, path = Client(), path_of(order)

    client.post(f"{path}note/", {"note": "Bell is broken"})
    assert "Change the note" in client.get(path).content.decode()
    assert "Bell is broken" in client.get(f"{path}note/").content.decode()
    client.post(f"{path}note/", {"note": "Bell is broken"})
    client.post(f"{path}note/", {"note": ""})
    client.post(f"{path}note/", {"note": "Knock"})
    (row,) = build.plan(order)
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)
    late = client.post(f"{path}note/", {"note": "Too late"}, follow=True)

    order.refresh_from_db()
    assert order.note == "Knock"
    assert "We are packing this order already." in late.content.decode()
    assert "Change the note" not in client.get(path).content.decode()
    kinds = list(OrderEvent.objects.filter(order=order).values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("note")] == [
        "note_left",
        "note_taken_back",
        "note_left",
    ]
    assert "Knock" not in str(OrderEvent.objects.values_list("data", flat=True))


@pytest.mark.parametrize("typed", ["z" * 501, "a\x00b"])
def test_refuses_what_cannot_be_kept(typed: str) -> None:
    order = build.make_order(build.make_shop())

    answer = Client().post(f"{path_of(order)}note/", {"note": typed})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    order.refresh_from_db()
    assert order.note == ""


def test_only_the_owner_writes_it() -> None:
    order = build.make_order(build.make_shop())
    client = Client()

    assert (
        client.post(f"/orders/{order.public_id}/{'x' * 43}/note/", {"note": "x"}).status_code == 404
    )
    client.force_login(ground.make_user("eve@example.com"))
    assert client.post(f"/account/orders/{order.number}/note/", {"note": "x"}).status_code == 404
    order.refresh_from_db()
    assert order.note == ""


def test_partners_send_read_and_change_it() -> None:
    build.make_shop()
    client = make_client()
    place(client, note="Ring twice")
    order = Order.objects.get()

    assert client.get(f"/api/v1/orders/{order.number}").json()["note"] == "Ring twice"
    path = f"orders/{order.number}/note"
    assert send(client, path, {"note": "Knock"}, method="put").json()["note"] == "Knock"
    assert send(client, path, {"note": "x" * 501}, method="put").status_code == 400
    assert send(client, path, {}, method="put").status_code == 400
    assert send(make_client("orders:read"), path, {"note": "x"}, method="put").status_code == 403
    build.plan(order)
    fulfillment_id = order.fulfillments.get().pk
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=fulfillment_id, at=AT, by=STAFF)
    late = send(client, path, {"note": "late"}, method="put")
    assert (late.status_code, late.json()["code"]) == (422, "too_late")
    body = {"lines": [{"sku": "MUG-1", "quantity": 1}], **READY, "note": "y" * 501}
    assert send(client, "checkouts", body, key="long").status_code == 400


def test_it_goes_with_the_person() -> None:
    """An erased person's words leave the order, and the checkout it came from."""
    build.make_shop()
    place(make_client(), note="My code is 1234")
    order = Order.objects.get()
    ada = make_account("ada@example.com")
    Order.objects.update(customer_id=ada.customer_id, state="completed")

    with db.transaction():
        erasure.erase_customer(customer_id=ada.customer_id, at=AT, by=STAFF)
        forgetting.forget_customer(customer_id=ada.customer_id)

    order.refresh_from_db()
    checkout = Checkout.objects.get()
    assert order.note == ""
    assert (checkout.note, checkout.email, checkout.ship_to) == ("", "", {})
