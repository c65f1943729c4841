"""Each mail is written once, in two parts and the order's language, and sent once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as postbox
from django.core.mail import EmailMultiAlternatives
from pytest_django.fixtures import Settings

from commerce import clock, db
from orders.mail import actions
from orders.mail.models import OrderMail
from orders.order.actions import changes
from orders.order.models import Order
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import STAFF

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> build.Shop:
    return build.make_shop()


def parts(message: object) -> tuple[str, str]:
    assert isinstance(message, EmailMultiAlternatives)
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    return str(message.body), str(html)


def send_all() -> None:
    for row in OrderMail.objects.filter(state="waiting").order_by("id"):
        actions.send(mail_id=row.pk, at=clock.now())


def test_confirms_an_order_in_two_parts_that_say_the_same(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
    deliver()
    send_all()

    (message,) = postbox.outbox
    assert message.subject == f"Your order {order.number}"
    assert message.to == ["ada@example.com"]
    link = f"/orders/{order.public_id}/{order.token}/"
    for part in parts(message):
        for wanted in ("Ada Lovelace", "Blue mug", "Desk lamp", "€124.95", "Leipzig", link):
            assert wanted in part
        assert "<mj-" not in part
        assert "{%" not in part
    assert 'style="' in parts(message)[1]


def test_writes_german_to_those_who_ordered_in_german(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    order = build.make_order(shop)
    Order.objects.update(language="de")
    deliver()
    send_all()

    (message,) = postbox.outbox
    assert message.subject == f"Ihre Bestellung {order.number}"
    text, html = parts(message)
    for part in (text, html):
        assert "29,90" in part
        assert f"/de/orders/{order.public_id}/" in part
    assert "Vielen Dank für Ihre Bestellung" in html


def test_says_where_each_parcel_is(deliver: Callable[[], int]) -> None:
    shop = build.make_shop("LEJ", "LYS", mugs=3)
    order = build.make_order(shop, (shop.mug, 5))
    build.ship(order)
    deliver()
    send_all()

    shipped = [one for one in postbox.outbox if "on its way" in one.subject]
    assert len(shipped) == 2
    numbers = set(order.fulfillments.values_list("tracking_number", flat=True))
    assert all(any(number in part for number in numbers) for one in shipped for part in parts(one))


def test_says_that_nothing_was_charged(shop: build.Shop, deliver: Callable[[], int]) -> None:
    order = build.make_order(shop)
    with db.transaction():
        changes.cancel(order_id=order.pk, reason="customer", at=AT, by=STAFF)
    deliver()
    send_all()

    assert postbox.outbox[-1].subject == f"Your order {order.number} is canceled"
    assert all("You were not charged." in part for part in parts(postbox.outbox[-1]))


def test_a_fact_heard_twice_is_one_mail(shop: build.Shop, deliver: Callable[[], int]) -> None:
    order = build.make_order(shop)
    deliver()
    with db.transaction():
        again = actions.ask_for(kind="placed", order_id=order.pk, at=AT)
    send_all()
    for row in OrderMail.objects.all():
        actions.send(mail_id=row.pk, at=clock.now())

    assert again is None
    assert len(postbox.outbox) == 1
    assert OrderMail.objects.get().state == "sent"


def test_a_mail_another_worker_has_taken_is_left_to_it(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    """fault: kill -9 worker mid-task; after ten minutes somebody else takes over, same message id."""
    build.make_order(shop)
    deliver()
    row = OrderMail.objects.get()
    now = clock.now()
    OrderMail.objects.update(next_at=now + actions.CLAIM)

    assert not actions.send(mail_id=row.pk, at=now)
    assert actions.send(mail_id=row.pk, at=now + timedelta(minutes=11))
    assert len(postbox.outbox) == 1


def test_a_deaf_mail_server_is_asked_again_and_given_up_in_the_end(
    shop: build.Shop, deliver: Callable[[], int], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.nowhere.EmailBackend"
    build.make_order(shop)
    deliver()
    row = OrderMail.objects.get()
    at = clock.now()
    for _ in range(8):
        at += timedelta(hours=5)
        assert not actions.send(mail_id=row.pk, at=at)

    row.refresh_from_db()
    assert (row.state, row.attempts) == ("dropped", 8)
    assert "nowhere" in row.error


def test_escapes_what_shoppers_type(shop: build.Shop, deliver: Callable[[], int]) -> None:
    """attack: stored XSS, in mails too."""
    build.make_order(shop)
    Order.objects.update(customer_name="<script>alert(1)</script>")
    deliver()
    send_all()

    text, html = parts(postbox.outbox[0])
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "<script>" in text


def test_an_erased_person_gets_no_mail(shop: build.Shop, deliver: Callable[[], int]) -> None:
    """invariant 24."""
    build.make_order(shop)
    deliver()
    Order.objects.update(email="")
    send_all()

    assert postbox.outbox == []
    assert OrderMail.objects.get().state == "dropped"
