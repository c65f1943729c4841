"""The demo's visitors fit its orders."""

from collections.abc import Callable

import pytest

from bi.demo import visits
from bi.metrics import queries, rules
from bi.tracking.models import Visit, VisitEvent
from commerce import db
from commerce.channels.queries import ChannelInfo
from tests.bi.metrics.test_queries import NOVEMBER
from tests.builders import bi as build


@pytest.mark.django_db
def test_each_order_came_from_a_visit_and_most_visits_order_nothing(
    channel: ChannelInfo, deliver: Callable[[], int]
) -> None:
    orders = [build.placed(n, build.line(n, title="Blue mug")) for n in range(1, 11)]
    build.announce(*orders)
    deliver()

    for _ in range(2):
        with db.transaction():
            many = visits.plant_visits()

    totals = queries.totals(NOVEMBER)
    assert many == Visit.objects.count() == 280
    assert totals.visit_orders == 10
    assert str(rules.value("conversion", totals)).startswith("0.0")
    steps = queries.funnel(NOVEMBER)
    assert sorted(steps, reverse=True) == list(steps)
    assert VisitEvent.objects.filter(name="search").count() > 5
