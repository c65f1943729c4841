"""Withdrawing from a contract without an account (X31)."""

import pytest
from django.core.cache import cache
from django.test import Client

from crm import events as crm_events
from orders.mail.models import OrderMail
from orders.order.models import OrderEvent
from orders.withdrawals import reactions
from orders.withdrawals.models import Withdrawal
from tests.builders import orders as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


def _said(order: object, **over: str) -> dict[str, str]:
    return {"number": order.number, "email": order.email, "note": "Only the mug", **over}  # type: ignore[attr-defined]


def test_a_withdrawal_is_written_down_and_confirmed_by_mail(client: Client) -> None:
    shop = build.make_shop()
    order = build.make_order(shop, (shop.mug, 1))

    answer = client.post("/withdrawal/", _said(order))
    build.work_off()

    assert answer["Location"] == "/withdrawal/done/"
    row = Withdrawal.objects.get()
    assert (row.order_id, row.note) == (order.pk, "Only the mug")
    assert OrderEvent.objects.filter(order=order, kind="withdrawn").count() == 1
    assert OrderMail.objects.filter(order=order, kind="withdrawn").count() == 1


def test_withdrawing_twice_is_withdrawing_once(client: Client) -> None:
    """X12."""
    shop = build.make_shop()
    order = build.make_order(shop, (shop.mug, 1))

    client.post("/withdrawal/", _said(order))
    again = client.post("/withdrawal/", _said(order, note="Everything"))
    build.work_off()

    assert again["Location"] == "/withdrawal/done/"
    assert Withdrawal.objects.get().note == "Only the mug"
    assert OrderMail.objects.filter(kind="withdrawn").count() == 1


@pytest.mark.parametrize("over", [{"number": "EU-0"}, {"email": "somebody@example.com"}])
def test_a_wrong_pair_changes_nothing_and_tells_nothing(
    client: Client, over: dict[str, str]
) -> None:
    """O2: the same answer, whichever of the two was wrong."""
    shop = build.make_shop()
    order = build.make_order(shop, (shop.mug, 1))

    answer = client.post("/withdrawal/", _said(order, **over))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We know no order with this number and e-mail address" in page
    assert "Only the mug" in page
    assert not Withdrawal.objects.exists()


def test_empty_fields_are_named(client: Client) -> None:
    build.make_shop()

    page = client.post("/withdrawal/", {}).content.decode()

    assert "Enter the order number from our mail" in page
    assert "Enter the e-mail address you ordered with" in page
    assert "There is a problem" in page


def test_guessing_is_held_back(client: Client) -> None:
    build.make_shop()

    answers = [
        client.post("/withdrawal/", {"number": f"EU-{n}", "email": "a@example.com"})
        for n in range(11)
    ]

    assert [one.status_code for one in answers] == [422] * 10 + [429]


def test_the_footer_of_every_page_leads_there(client: Client) -> None:
    build.make_shop()

    page = client.get("/track/").content.decode()

    assert 'href="/withdrawal/"' in page


def test_a_forgotten_person_takes_the_note_along() -> None:
    shop = build.make_shop()
    order = build.make_order(shop, (shop.mug, 1))
    row = Withdrawal.objects.create(order=order, note="My name is Ada", declared_at=AT)
    assert order.customer_id is not None
    fact = crm_events.CustomerErased(customer_id=order.customer_id)

    reactions.forget_notes(fact, None)  # type: ignore[arg-type]  # the envelope is not read

    row.refresh_from_db()
    assert (row.note, row.declared_at) == ("", AT)
