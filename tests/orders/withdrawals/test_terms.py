"""Late declarations are received, marked and answered as what they are; staff see it (X31)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.cache import cache
from django.test import Client

from commerce import db
from commerce.channels.models import Channel
from commerce.channels.queries import forget
from orders.fulfillment.models import Fulfillment
from orders.mail.models import OrderMail
from orders.order.models import Order, OrderEvent
from orders.withdrawals import actions, queries
from orders.withdrawals.models import Withdrawal
from orders.withdrawals.rules import Term
from tests.builders import commerce as ground
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import SHOPPER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


def declare(order: Order, at: datetime) -> Withdrawal:
    with db.transaction():
        return actions.declare(order=order, note="", at=at, by=SHOPPER)[0]


def test_before_everything_arrived_it_is_never_late() -> None:
    shop = build.make_shop("LEJ", "RTM", mugs=1)
    order = build.make_order(shop, (shop.mug, 2))
    build.ship(order)
    first = Fulfillment.objects.order_by("pk")[0]
    Fulfillment.objects.filter(pk=first.pk).update(state="delivered", delivered_at=AT)

    assert queries.term_of(order) == Term(ends_on=None)
    row = declare(order, AT + timedelta(days=400))

    assert (row.ends_on, row.is_late) == (None, False)


def test_the_channel_sets_the_days() -> None:
    order = build.deliver(build.make_order(build.make_shop()))
    Channel.objects.update(withdrawal_days=30)
    forget()

    assert queries.term_of(order) == Term(ends_on=date(2026, 12, 2))


@pytest.mark.parametrize(
    ("country", "ends_on"),
    [("DE", date(2026, 12, 28)), ("FR", date(2026, 12, 28)), ("CN", date(2026, 12, 25))],
)
def test_public_holidays_of_the_channel_s_country_do_not_count_as_the_last_day(
    country: str, ends_on: date
) -> None:
    """Christmas Day 2026 is a Friday: where it is a holiday, the weekend after it is lost as well."""
    order = build.deliver(build.make_order(build.make_shop()))
    Fulfillment.objects.update(delivered_at=datetime(2026, 12, 11, 12, tzinfo=UTC))
    Channel.objects.update(origin_country=country)
    forget()

    assert queries.term_of(order).ends_on == ends_on


def test_a_country_without_a_calendar_has_weekends_alone() -> None:
    order = build.deliver(build.make_order(build.make_shop()))
    Channel.objects.update(origin_country="XX")
    forget()

    assert queries.term_of(order) == Term(ends_on=date(2026, 11, 16))


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    """Judged by the day in the channel's zone; the order's own confirmation told of the right."""
    shop = build.make_shop()
    order = build.deliver(build.make_order(shop))
    other = build.deliver(build.make_order(shop))

    on_time = declare(order, AT + timedelta(days=14))
    late = declare(other, AT + timedelta(days=15))

    assert (on_time.ends_on, on_time.is_late) == (date(2026, 11, 16), False)
    assert (late.ends_on, late.is_late) == (date(2026, 11, 16), True)
    kinds = OrderEvent.objects.filter(kind__startswith="withdrawn").order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == ["withdrawn", "withdrawn_late"]


def test_who_was_never_told_has_a_year_more() -> None:
    """2011/83/EU, article 10: the confirmation that tells of the right never went out."""
    order = build.deliver(build.make_order(build.make_shop()))
    OrderMail.objects.create(
        order=order, kind="placed", key="placed:x", state="dropped", next_at=AT, created_at=AT
    )

    assert queries.term_of(order) == Term(ends_on=date(2027, 11, 16), extended=True)
    assert declare(order, AT + timedelta(days=60)).is_late is False


def test_the_page_says_that_it_came_late_and_takes_it(client: Client) -> None:
    order = build.deliver(build.make_order(build.make_shop()))
    Fulfillment.objects.update(delivered_at=AT - timedelta(days=700))

    answer = client.post("/withdrawal/", {"number": order.number, "email": order.email})
    shown = client.get(answer["Location"]).content.decode()

    row = Withdrawal.objects.get()
    assert row.is_late
    assert answer["Location"] == f"/withdrawal/done/?late={row.ends_on}"
    assert "It came after the time for withdrawing" in shown
    assert f'datetime="{row.ends_on}"' in shown


@pytest.mark.parametrize("said", ["<script>", "2026-13-45", "0", "x" * 300])
def test_nonsense_in_the_address_is_no_day(client: Client, said: str) -> None:
    build.make_shop()

    answer = client.get("/withdrawal/done/", {"late": said})

    assert answer.status_code == 200
    assert "It came after" not in answer.content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1, "What you paid goes back the way it came, within 14 days at the latest."),
        (60, "The time for withdrawing from this order ended on 16 November 2026."),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_the_mail_answers_what_it_is(days: int, sentence: str) -> None:
    order = build.deliver(build.make_order(build.make_shop()))

    declare(order, AT + timedelta(days=days))
    build.work_off()

    (letter,) = [one for one in mail.outbox if "withdrew" in one.subject]
    assert sentence in letter.body


@pytest.mark.django_db(transaction=True)
def test_the_confirmation_tells_of_the_right_and_when_it_went_out_counts() -> None:
    """Its first sending, however often it is sent again."""
    order = build.make_order(build.make_shop())
    build.work_off()

    (letter,) = mail.outbox
    assert "until 14 days after everything has arrived" in letter.body
    assert f"/withdrawal/?order={order.number}" in letter.body
    told = order.events.get(kind="mailed").at
    Fulfillment.objects.update(state="delivered", delivered_at=told - timedelta(days=3))
    later = queries.today(order, at=told) + timedelta(days=14)
    found = queries.term_of(order)
    assert found.extended
    assert found.ends_on is not None
    assert later <= found.ends_on <= later + timedelta(days=2)


def test_staff_see_late_ones_in_the_list_and_on_the_desk() -> None:
    order = build.deliver(build.make_order(build.make_shop()))
    declare(order, AT + timedelta(days=40))
    user = ground.make_user("mina@example.com", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_order", "view_withdrawal"])
    )
    client = Client()
    client.force_login(user)

    listed = client.get("/admin/orders/withdrawal/?is_late__exact=1").content.decode()
    desk = client.get(f"/admin/orders/order/{order.pk}/change/").content.decode()

    assert order.number in listed
    assert "Late" in listed
    assert "too late: the time ended on Nov. 16, 2026" in desk
    assert (
        order.number
        not in client.get("/admin/orders/withdrawal/?is_late__exact=0").content.decode()
    )
