"""Each figure by one definition, checked against sums by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bi.metrics import queries, rules
from bi.metrics.rules import Scope, Totals
from bi.tracking.models import Visit
from commerce.channels.queries import ChannelInfo
from tests.builders import bi as build
from tests.builders import commerce

Deliver = Callable[[], int]
NOVEMBER = Scope(channels=("eu",), currency="EUR", first=date(2026, 11, 1), last=date(2026, 11, 30))


@pytest.fixture
def month(channel: ChannelInfo, deliver: Deliver) -> None:
    """Three orders: 20 + 3 euros to Germany (3 back), 10 to Austria, 10 to Germany canceled; 4 visits."""
    first = build.placed(1, build.line(10, net=2000, quantity=2), build.line(11, net=300))
    second = build.placed(2, build.line(10, net=1000), customer_id=8, ship_country="AT")
    third = build.placed(3, build.line(12, net=1000), customer_id=None)
    old = build.placed(
        4, build.line(10, net=5000), customer_id=8, placed_at=commerce.AT - timedelta(days=40)
    )
    build.announce(first, second, third, old)
    deliver()
    build.announce(build.refunded(first, build.line(11, net=300)))
    build.announce(build.canceled(third))
    deliver()
    for number in range(4):
        build.tell(channel, build.seen(f"e{number}"), visitor=f"visitor{number}")
    Visit.objects.filter(visitor="visitor1").update(orders=1)


@pytest.mark.django_db
def test_every_metric_equals_a_sum_by_hand(month: None) -> None:
    """BI-1"""
    totals = queries.totals(NOVEMBER)

    found = {code: rules.value(code, totals) for code in rules.METRICS}
    assert found == {
        "net_sales": Decimal(4300 - 300 - 1000),
        "orders": Decimal(3),
        "average_order": Decimal(1000),
        "conversion": Decimal("0.2500"),
        "visits": Decimal(4),
        "units": Decimal(5 - 1 - 1),
        "refund_rate": Decimal("0.0698"),
        "new_customers": Decimal("0.5000"),
    }
    assert totals.delivery_minor == 3 * 500 - 500


@pytest.mark.django_db
def test_days_add_up_to_the_total(month: None) -> None:
    found = queries.by_day(NOVEMBER)

    assert len(found) == 30
    assert sum(one.net_minor for one in found) == queries.totals(NOVEMBER).net_sales_minor
    second = found[1]
    assert (second.day, second.net_minor, second.orders, second.visits) == (
        date(2026, 11, 2),
        3300,
        3,
        4,
    )


@pytest.mark.django_db
def test_tables_add_up_to_the_total(month: None) -> None:
    products = queries.top_products(NOVEMBER)
    countries = queries.by_country(NOVEMBER)

    assert [(one.key, one.units, one.net_minor) for one in products] == [
        ("SKU-10", 3, 3000),
        ("SKU-11", 0, 0),
        ("SKU-12", 0, 0),
    ]
    assert [(one.key, one.net_minor) for one in countries] == [("DE", 2000), ("AT", 1000)]
    assert [(one.key, one.net_minor) for one in queries.by_category(NOVEMBER)] == [("Mugs", 3000)]


@pytest.mark.django_db
def test_currencies_and_channels_stay_apart(month: None) -> None:
    """invariant 17"""
    pounds = Scope(channels=("eu",), currency="GBP", first=NOVEMBER.first, last=NOVEMBER.last)
    elsewhere = Scope(channels=("gb",), currency="EUR", first=NOVEMBER.first, last=NOVEMBER.last)

    assert queries.totals(pounds).net_sales_minor == 0
    assert queries.totals(elsewhere).orders == 0


def test_nothing_divided_by_nothing_is_no_number() -> None:
    assert rules.value("conversion", Totals()) is None
    assert rules.value("average_order", Totals()) is None
    with pytest.raises(rules.BadScope):
        rules.value("luck", Totals())


@pytest.mark.parametrize(
    ("by", "first", "last"),
    [
        ("previous", date(2024, 2, 1), date(2024, 2, 29)),
        ("year", date(2023, 3, 1), date(2023, 3, 29)),
    ],
)
def test_compares_with_as_many_days_before_or_a_year_ago(by: str, first: date, last: date) -> None:
    scope = Scope(channels=("eu",), currency="EUR", first=date(2024, 3, 1), last=date(2024, 3, 29))

    found = rules.before(scope, by=by)
    assert (found.first, found.last) == (first, last)


def test_the_29th_of_february_is_compared_with_the_28th() -> None:
    scope = Scope(channels=("eu",), currency="EUR", first=date(2024, 2, 29), last=date(2024, 2, 29))

    assert rules.before(scope, by="year").first == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(112, 100, "0.120"), (50, 100, "-0.500"), (5, 0, None), (-50, -100, "0.500")],
)
def test_words_a_change(now: int, before: int, expected: str | None) -> None:
    found = rules.change(Decimal(now), Decimal(before))
    assert found == (Decimal(expected) if expected else None)


def test_refuses_days_that_run_backward() -> None:
    with pytest.raises(rules.BadScope):
        rules.make_scope(
            channels=["eu"], currency="EUR", first=date(2026, 2, 2), last=date(2026, 2, 1)
        )


def test_popular_searches_are_those_of_many(channel: ChannelInfo) -> None:
    """S7: found, typed by at least three, in the language of the page, nothing personal."""
    for person in range(3):
        tell = [
            build.seen(f"v{person}", "search", query="Vase", results=4, path="/search/"),
            build.seen(f"e{person}", "search", query="a@b.example", results=1, path="/search/"),
            build.seen(f"n{person}", "search", query="moon", results=0, path="/search/"),
            build.seen(f"g{person}", "search", query="becher", results=2, path="/de/search/"),
        ]
        build.tell(channel, *tell, visitor=f"vis1234{person}")
    build.tell(
        channel,
        build.seen("x", "search", query="lamp", results=3, path="/search/"),
        visitor="vis12340",
    )

    since = commerce.AT - timedelta(days=1)

    assert queries.popular_searches(channel=channel.code, prefix="/", since=since) == ("vase",)
    assert queries.popular_searches(channel=channel.code, prefix="/de/", since=since) == ("becher",)
