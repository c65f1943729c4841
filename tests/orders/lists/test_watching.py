"""Owners hear of what got cheaper or came back: once per event, in their language, by mail."""

from collections.abc import Callable

import pytest
from django.core import mail as postbox
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from commerce import clock, db
from crm.contracts import CustomerInfo
from crm.privacy import actions as privacy
from inventory.models import Level
from orders.lists.actions import keeping, people, telling, watching
from orders.lists.models import ListNews, SavedItem, SavedList
from orders.lists.queries import letters
from orders.lists.queries.kept import Owner
from tests.builders import crm as persons
from tests.builders import storefront as build
from tests.builders.commerce import AT
from tests.builders.orders import STAFF

pytestmark = pytest.mark.django_db


def watched(front: build.Storefront, *, language: str = "en") -> tuple[CustomerInfo, SavedList]:
    me = persons.make_account()
    owner = Owner(channel=front.shop.channel, language=language, customer_id=me.customer_id)
    with db.transaction():
        item = keeping.save(
            owner=owner,
            product_id=front.mug.product_id,
            variant_id=front.mug.pk,
            at=AT,
            by=STAFF,
        )
        row = keeping.want_news(
            owner=owner, list_id=item.saved_list.public_id, wanted=True, at=AT, by=STAFF
        )
    return me, row


def look(front: build.Storefront) -> int:
    with db.transaction():
        return watching.look_again(product_ids=[front.mug.product_id], at=clock.now(), by=STAFF)


def send_all() -> None:
    for row in ListNews.objects.filter(state="waiting").order_by("id"):
        telling.send(news_id=row.pk, at=clock.now())


def test_a_lower_price_is_told_once(deliver: Callable[[], int]) -> None:
    """A5: price-drop notices; the fact heard twice and the sweep tell nothing new."""
    front = build.open_storefront()
    watched(front)

    build.reprice(front.mug, "9.90", channel=front.shop.channel)
    deliver()
    look(front)
    send_all()

    (message,) = postbox.outbox
    assert isinstance(message, EmailMultiAlternatives)
    html = str(message.alternatives[0][0])
    assert message.subject == "Blue mug costs less now"
    assert message.to == ["ada@example.com"]
    for wanted in ("€9.90", "€12.50", "/p/", "Favorites", "/lists/mails/"):
        assert wanted in str(message.body)
        assert wanted in html
    assert "<mj-" not in html
    assert "List-Unsubscribe" in message.extra_headers

    build.reprice(front.mug, "8.90", channel=front.shop.channel)
    deliver()
    send_all()
    assert len(postbox.outbox) == 2


def test_a_higher_price_is_no_news() -> None:
    front = build.open_storefront()
    watched(front)

    build.reprice(front.mug, "19.90", channel=front.shop.channel)
    told = look(front)

    assert told == 0
    assert not ListNews.objects.exists()


def test_what_comes_back_is_told_in_the_owners_language() -> None:
    """A5: back in stock, in German for those who shop in German."""
    front = build.open_storefront()
    watched(front, language="de")
    build.sell_out(front.mug)
    assert look(front) == 0
    assert SavedItem.objects.get().was_out

    Level.objects.filter(variant_id=front.mug.pk).update(allocated=0)
    assert look(front) == 1
    assert look(front) == 0
    send_all()

    (message,) = postbox.outbox
    assert message.subject == "Blue mug ist wieder da"


def test_nothing_is_said_about_what_sold_out_again_meanwhile() -> None:
    front = build.open_storefront()
    watched(front)
    build.reprice(front.mug, "9.90", channel=front.shop.channel)
    look(front)
    build.sell_out(front.mug)

    send_all()

    assert postbox.outbox == []
    assert ListNews.objects.get().state == "dropped"


def test_lists_that_did_not_ask_are_not_written_about() -> None:
    front = build.open_storefront()
    me, row = watched(front)
    with db.transaction():
        telling.stop(public_id=row.public_id, at=AT, by=STAFF)

    build.reprice(front.mug, "9.90", channel=front.shop.channel)

    assert look(front) == 0
    assert me.customer_id == row.customer_id


def test_the_link_in_the_letter_ends_the_letters_on_its_button() -> None:
    front = build.open_storefront()
    _me, row = watched(front)
    path = f"/lists/mails/{letters.stop_token(row.public_id)}/"

    page = Client().get(path).content.decode()
    row.refresh_from_db()
    assert "Stop these mails" in page
    assert row.wants_news

    Client().post(path)
    assert not SavedList.objects.get().wants_news
    assert Client().get("/lists/mails/forged/").status_code == 404


def test_a_failed_letter_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    front = build.open_storefront()
    watched(front)
    build.reprice(front.mug, "9.90", channel=front.shop.channel)
    look(front)
    at = clock.now()

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", broken)
        assert not telling.send(news_id=ListNews.objects.get().pk, at=at)

    row = ListNews.objects.get()
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "OSError: no mail server")
    assert row.next_at > at
    assert letters.due(before=row.next_at, limit=9) == [row.pk]


def test_the_sweep_finds_what_no_fact_told() -> None:
    """Prices by the calendar announce nothing when they begin: the sweep looks at everything watched."""
    front = build.open_storefront()
    watched(front)

    assert letters.watched_products(after=0, limit=9) == [front.mug.product_id]
    assert letters.watched_products(after=front.mug.product_id, limit=9) == []


def test_an_erased_persons_lists_go(deliver: Callable[[], int]) -> None:
    front = build.open_storefront()
    me, _row = watched(front)

    with db.transaction():
        privacy.erase_person(customer_id=me.customer_id, reason="asked", at=AT, by=STAFF)
    deliver()

    assert not SavedList.objects.exists()
    assert not SavedItem.objects.exists()


def test_a_copy_of_ones_data_holds_the_lists(deliver: Callable[[], int]) -> None:
    front = build.open_storefront()
    me, row = watched(front)

    with db.transaction():
        export = privacy.request_export(customer_id=me.customer_id, at=AT, by=STAFF)
    deliver()

    export.refresh_from_db()
    assert export.state == "ready"
    (told,) = export.sections["lists"]["lists"]
    assert (told["id"], told["items"][0]["sku"]) == (row.public_id, "MUG-1")


def test_merged_customers_have_one_main_list(deliver: Callable[[], int]) -> None:
    front = build.open_storefront(extra=1)
    staying, _row = watched(front)
    going = persons.make_customer("guest@example.com")
    owner = Owner(channel=front.shop.channel, language="en", customer_id=going.customer_id)
    with db.transaction():
        for variant in (front.mug, front.shop.lamp):
            keeping.save(
                owner=owner, product_id=variant.product_id, variant_id=variant.pk, at=AT, by=STAFF
            )

    persons.merge(going, staying)
    deliver()

    assert SavedList.objects.get().customer_id == staying.customer_id
    assert set(SavedItem.objects.values_list("variant_id", flat=True)) == {
        front.mug.pk,
        front.shop.lamp.pk,
    }


def test_forgets_lists_of_guests_who_never_came_back() -> None:
    front = build.open_storefront()
    front.client.post("/lists/hearts/", {"variant": front.mug.public_id})
    SavedList.objects.update(updated_at=AT.replace(year=AT.year - 2))

    with db.transaction():
        assert people.forget_silent(at=clock.now()) == 1

    assert not SavedList.objects.exists()
