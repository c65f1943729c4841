"""The staff's start page says what waits, to those whose work it is (W1, T1)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commerce import clock, memo
from commerce.staff import duties
from orders.fulfillment.models import Fulfillment
from tests.builders import orders as build
from tests.builders.commerce import make_user

pytestmark = pytest.mark.django_db


def staff(*rights: str) -> Client:
    """A member of the staff with these rights (`orders.view_order`)."""
    user = make_user("piotr@example.com", is_staff=True, first_name="Piotr")
    for right in rights:
        app, codename = right.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def planned() -> Fulfillment:
    shop = build.make_shop()
    [row] = build.plan(build.make_order(shop, (shop.mug, 1)))
    Fulfillment.objects.update(planned_at=clock.now())
    memo.forget_all()
    return row


def test_greets_and_leads_to_what_waits(planned: Fulfillment) -> None:
    client = staff("orders.view_fulfillment")

    page = client.get("/admin/").content.decode()

    assert "Hello Piotr" in page
    link = "/admin/orders/fulfillment/?state__exact=planned"
    assert f'href="{link}"><strong>1</strong> <span>Parcels to pick</span>' in page
    assert planned.order.number in client.get(link).content.decode()


def test_what_waits_for_long_is_late_and_comes_first(planned: Fulfillment) -> None:
    Fulfillment.objects.update(planned_at=clock.now() - timedelta(days=2))
    memo.forget_all()

    page = staff("orders.view_fulfillment").get("/admin/").content.decode()

    assert "Parcels to pick <small>1 late</small>" in page
    assert "today__duty--urgent" in page


def test_the_sidebar_counts_what_waits(planned: Fulfillment) -> None:
    assert duties.at_screen("orders.Fulfillment") == 1
    assert duties.at_screen("catalog.Review") == 0


def test_others_do_not_see_it(planned: Fulfillment) -> None:
    page = staff("cms.view_page").get("/admin/").content.decode()

    assert "Parcels to pick" not in page
    assert "Nothing waits for you" in page
    assert "/admin/cms/page/" in page


def test_counting_stops_where_nobody_needs_the_number(
    planned: Fulfillment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duties, "MOST", 0)

    page = staff("orders.view_fulfillment").get("/admin/").content.decode()

    assert "<strong>0+</strong>" in page


def test_numbers_are_kept_for_a_moment(
    planned: Fulfillment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    duty = duties.known()[0]
    first = duties.count(duty)

    with django_assert_num_queries(0):
        assert duties.count(duty) == first


@pytest.mark.parametrize("duty", duties.known(), ids=lambda duty: str(duty.title))
def test_every_link_narrows_the_list_to_what_waits(duty: duties.Duty) -> None:
    client = Client()
    client.force_login(make_user("boss@example.com", is_staff=True, is_superuser=True))
    model = duty.model.lower().replace(".", "/")

    # A question that the screen does not know would lead back with `e=1`.
    assert client.get(f"/admin/{model}/?{duty.query}").status_code == 200
