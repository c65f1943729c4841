"""Batches become visits, once, and only as far as people agreed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bi.tracking import actions
from bi.tracking.models import Visit, VisitEvent
from commerce import db
from commerce.channels.queries import ChannelInfo
from tests.builders import bi as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


def test_events_half_an_hour_apart_make_one_visit(channel: ChannelInfo) -> None:
    build.tell(
        channel,
        build.seen("a", path="/"),
        build.seen("b", "product_view", minutes=30, product="mug"),
        build.seen("c", "cart_add", minutes=55),
    )

    visit = Visit.objects.get()
    assert (visit.views, visit.product_views, visit.cart_adds) == (2, 1, 1)
    assert (visit.landing, visit.day, visit.device) == ("/", date(2026, 11, 2), "desktop")
    assert visit.last_at - visit.started_at == timedelta(minutes=55)


def test_a_rest_of_more_than_half_an_hour_begins_another(channel: ChannelInfo) -> None:
    build.tell(channel, build.seen("a"), build.seen("b", minutes=31))

    assert Visit.objects.count() == 2


def test_a_later_batch_continues_the_visit(channel: ChannelInfo) -> None:
    build.tell(channel, build.seen("a"))
    build.tell(channel, build.seen("b", minutes=20))

    assert Visit.objects.get().views == 2


def test_the_same_batch_twice_counts_once(channel: ChannelInfo) -> None:
    """TRK-2"""
    batch = (build.seen("a"), build.seen("b", "cart_add", minutes=1))

    assert (build.tell(channel, *batch), build.tell(channel, *batch)) == (2, 0)
    visit = Visit.objects.get()
    assert (visit.views, visit.cart_adds, VisitEvent.objects.count()) == (1, 1, 2)


def test_without_consent_nobody_is_known_and_arrivals_count(channel: ChannelInfo) -> None:
    """TRK-3"""
    build.tell(channel, build.seen("a", entry=True), build.seen("b", minutes=5), visitor="")
    build.tell(channel, build.seen("c", entry=True, minutes=6), visitor="")

    assert Visit.objects.count() == 2
    assert set(Visit.objects.values_list("visitor", flat=True)) == {""}
    assert VisitEvent.objects.filter(visit=None).count() == 1


@pytest.mark.parametrize(
    "agent",
    ["", "Mozilla/5.0 (compatible; Googlebot/2.1)", "python-requests/2.32", "HeadlessChrome/130.0"],
)
def test_bots_count_nowhere(channel: ChannelInfo, agent: str) -> None:
    assert build.tell(channel, build.seen("a"), agent=agent) == 0
    assert VisitEvent.objects.count() == 0


def test_two_visitors_on_one_device_are_separate(channel: ChannelInfo) -> None:
    """TRK-4"""
    build.tell(channel, build.seen("a"), visitor="visitor1")
    build.tell(channel, build.seen("b", minutes=1), visitor="visitor2")

    assert Visit.objects.count() == 2


def test_events_older_than_three_days_are_dropped(channel: ChannelInfo) -> None:
    assert build.tell(channel, build.seen("a", minutes=-4 * 24 * 60)) == 0


def test_orders_count_into_their_visit_from_our_own_books(
    channel: ChannelInfo, deliver: Callable[[], int]
) -> None:
    """TRK-1: with the browser's own event blocked, and once when it arrives too"""
    build.tell(channel, build.seen("a"))
    build.announce(
        build.placed(1, visitor="vis12345", placed_at=AT + timedelta(minutes=10)),
        build.placed(2, visitor="", placed_at=AT + timedelta(minutes=10)),
    )
    deliver()

    assert Visit.objects.get().orders == 1


def test_old_visits_are_forgotten(channel: ChannelInfo) -> None:
    build.tell(channel, build.seen("a"))

    with db.transaction():
        early = actions.forget_before(before=AT)
    with db.transaction():
        late = actions.forget_before(before=actions.keep_until(at=AT + timedelta(days=600)))

    assert (early, late) == (0, 1)
    assert VisitEvent.objects.count() == 0
