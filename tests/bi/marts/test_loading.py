"""Facts become figures once, and a rebuild finds the very same rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from bi import public as bi
from bi.marts import actions
from bi.marts.models import (
    CustomerDim,
    DateDim,
    OrderFact,
    PaymentFact,
    ProductDim,
    SaleFact,
)
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.events.models import Delivery, OutboxEvent
from crm.events import CustomerMerged
from payments.events import PaymentCaptured, RefundIssued
from tests.builders import bi as build
from tests.builders import commerce

pytestmark = pytest.mark.django_db
Deliver = Callable[[], int]


def everything() -> dict[str, list[Any]]:
    """Every row of every mart, without the keys that only count insertions."""
    found = {}
    for table in (SaleFact, OrderFact, PaymentFact, DateDim, ProductDim, CustomerDim):
        names = [f.attname for f in table._meta.concrete_fields if f.attname != "id"]
        found[table.__name__] = sorted(map(repr, table._default_manager.values_list(*names)))
    return found


def net(kind: str) -> int:
    found: int = SaleFact.objects.filter(kind=kind).aggregate(n=Sum("net_minor"))["n"] or 0
    return found


def a_life(deliver: Deliver) -> None:
    """Two orders of one customer who was two: one refunded in part, one canceled."""
    first = build.placed(1, build.line(10, net=2000, quantity=2), build.line(11, net=300))
    second = build.placed(2, customer_id=8, ship_country="AT")
    build.announce(first, second)
    deliver()
    build.announce(build.shipped(first), build.refunded(first, build.line(11, net=300)))
    build.announce(build.canceled(second), at=commerce.AT + timedelta(days=1))
    captured = PaymentCaptured(
        payment_id=1,
        reference="chk_1",
        order_number="EU-1",
        capture_id=5,
        amount=build.money(3332),
        fee=build.money(60),
        method="card",
    )
    back = RefundIssued(
        refund_id=1,
        payment_id=1,
        reference="chk_1",
        order_number="EU-1",
        amount=build.money(357),
        tax=build.money(57),
        shipped=True,
        reason="broken",
    )
    build.announce(captured, back, CustomerMerged(from_id=8, into_id=7))
    deliver()


def test_an_order_counts_by_line_and_whole(channel: ChannelInfo, deliver: Deliver) -> None:
    build.announce(build.placed(1, build.line(10, net=2000, quantity=2)))
    deliver()

    sale, order = SaleFact.objects.get(), OrderFact.objects.get()
    assert (sale.sku, sale.quantity, sale.net_minor, sale.gross_minor) == ("SKU-10", 2, 2000, 2380)
    assert (order.net_minor, order.shipping_net_minor, order.units) == (2500, 500, 2)
    assert (order.day, order.country, order.customer_id) == (date(2026, 11, 2), "DE", 7)
    assert ProductDim.objects.get().title == "Thing 10"
    assert CustomerDim.objects.get().first_order_at == commerce.AT


def test_what_falls_away_counts_down_on_its_own_day(channel: ChannelInfo, deliver: Deliver) -> None:
    """OMS-4, DWH-4"""
    a_life(deliver)

    assert (net("placed"), net("canceled"), net("refunded"), net("shipped")) == (
        3300,
        -1000,
        -300,
        2300,
    )
    days = dict(OrderFact.objects.values_list("kind", "day"))
    assert days["canceled"] == date(2026, 11, 3)
    assert days["refunded"] == date(2026, 11, 4)
    gone = OrderFact.objects.get(kind="canceled")
    assert (gone.net_minor, gone.shipping_net_minor, gone.country) == (-1500, -500, "AT")
    assert sorted(PaymentFact.objects.values_list("kind", "amount_minor", "fee_minor")) == [
        ("captured", 3332, 60),
        ("refunded", -357, 0),
    ]


def test_an_event_delivered_twice_counts_once(channel: ChannelInfo, deliver: Deliver) -> None:
    """invariant 12"""
    a_life(deliver)
    before = everything()

    Delivery.objects.filter(listener__startswith="bi.").update(state="waiting", next_at=commerce.AT)
    deliver()

    assert everything() == before


def test_a_rebuild_equals_what_was_counted_row_for_row(
    channel: ChannelInfo, deliver: Deliver
) -> None:
    """DWH-1"""
    a_life(deliver)
    before = everything()

    with db.transaction():
        rows = actions.rebuild()

    assert everything() == before
    assert rows["salefact"] == len(before["SaleFact"]) > 0


def test_a_rebuild_may_run_ahead_of_reactions(channel: ChannelInfo, deliver: Deliver) -> None:
    """G8: what the rebuild found first is not counted again"""
    build.announce(build.placed(1))

    with db.transaction():
        actions.rebuild()
    before = everything()
    deliver()

    assert everything() == before
    assert SaleFact.objects.count() == 1


def test_two_customers_that_are_one_count_as_one(channel: ChannelInfo, deliver: Deliver) -> None:
    a_life(deliver)
    late = build.placed(3, customer_id=8, placed_at=commerce.AT + timedelta(days=9))
    build.announce(late)
    deliver()

    assert set(OrderFact.objects.values_list("customer_id", flat=True)) == {7}
    assert CustomerDim.objects.get().last_order_at == commerce.AT + timedelta(days=9)


def test_a_product_that_moved_keeps_its_old_category_on_old_sales(
    channel: ChannelInfo, deliver: Deliver
) -> None:
    """DWH-2"""
    build.announce(build.placed(1, build.line(10, category="Mugs")))
    build.announce(build.placed(2, build.line(10, category="Gifts")))
    deliver()

    assert sorted(SaleFact.objects.values_list("category", flat=True)) == ["Gifts", "Mugs"]
    assert ProductDim.objects.filter(sku="SKU-10").count() == 2


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Rome", date(2026, 11, 2)),
        ("UTC", date(2026, 11, 2)),
        ("Asia/Tokyo", date(2026, 11, 3)),
    ],
)
def test_an_order_counts_on_the_day_of_its_channels_clock(
    deliver: Deliver, zone: str, day: date
) -> None:
    """BI-2: 23:30 in Rome is 22:30 UTC, and 7:30 of the next day in Tokyo"""
    commerce.make_channel(time_zone=zone)
    build.announce(build.placed(1, placed_at=datetime(2026, 11, 2, 22, 30, tzinfo=UTC)))
    deliver()

    assert OrderFact.objects.get().day == day


def test_figures_agree_with_what_was_announced(channel: ChannelInfo, deliver: Deliver) -> None:
    """DWH-3"""
    build.announce(build.placed(1))
    deliver()
    assert bi.verify() == []

    SaleFact.objects.update(net_minor=999)
    OrderFact.objects.update(net_minor=1)
    assert len(bi.verify()) == 3


def test_an_event_of_a_channel_that_is_gone_waits_in_the_outbox(deliver: Deliver) -> None:
    commerce.make_channel()
    build.announce(build.placed(1, channel="gone"))
    deliver()

    assert OutboxEvent.objects.count() == 1
    assert OrderFact.objects.count() == 0
