"""A parcel's way: planned, labeled, dispatched, delivered, and the turns it may take."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor
from commerce.money import Money
from commerce.states import IllegalMove
from inventory import contracts
from inventory import public as inventory
from inventory.models import Movement, Parcel, Reservation, Warehouse
from inventory.reservations.actions.finish import NotAllocated
from inventory.shipping import actions, tasks
from inventory.shipping.actions.plan import NothingToSend
from inventory.stock.rules import Promised
from tests.builders import inventory as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> ChannelInfo:
    return build.make_channel("LEJ", "RTM")


def send(parcel_id: int) -> contracts.Parcel:
    with db.transaction():
        return inventory.dispatch_parcel(parcel_id=parcel_id, at=AT, by=build.BY)


def test_a_parcel_leaves_with_a_number_and_its_goods(
    channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    build.stock_up(1, quantity=10)
    build.allocate(channel, (1, 3))
    planned = build.make_parcel((1, 3))

    labeled = inventory.buy_label(parcel_id=planned.parcel_id)
    left = send(planned.parcel_id)

    assert (planned.state, labeled.state, left.state) == ("planned", "labeled", "dispatched")
    assert labeled.tracking_number.startswith("KH")
    assert "<svg" in inventory.parcel_label(parcel_id=planned.parcel_id)
    assert build.level(1) == (7, 0, 0)
    assert facts()[-2:] == ["inventory.stock_issued", "inventory.parcel_dispatched"]
    assert Reservation.objects.get().state == "closed"
    movement = Movement.objects.get(kind="issued")
    assert (movement.quantity, movement.document, movement.unit_cost) == (
        -3,
        planned.public_id,
        Money(500, "EUR"),
    )
    assert inventory.verify() == []


def test_dispatching_and_delivering_twice_happens_once(
    channel: ChannelInfo, facts: Callable[[], list[str]], at: datetime, actor: Actor
) -> None:
    build.stock_up(1)
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1))
    inventory.buy_label(parcel_id=parcel.parcel_id)

    for _ in range(2):
        send(parcel.parcel_id)
    for _ in range(2):
        with db.transaction():
            inventory.deliver_parcel(parcel_id=parcel.parcel_id, at=at, by=actor)

    assert build.level(1) == (9, 0, 0)
    assert facts().count("inventory.parcel_dispatched") == 1
    assert facts().count("inventory.parcel_delivered") == 1


def test_a_second_label_is_never_bought(channel: ChannelInfo) -> None:
    """SHP-2"""
    build.stock_up(1)
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1))

    first = inventory.buy_label(parcel_id=parcel.parcel_id)
    second = inventory.buy_label(parcel_id=parcel.parcel_id)

    assert first == second


def test_labels_nobody_was_woken_for_are_found(channel: ChannelInfo) -> None:
    """fault: broker down when the parcel was planned"""
    build.stock_up(1)
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1))

    tasks.buy_label(parcel_id=parcel.parcel_id)

    assert Parcel.objects.get().state == "labeled"


def test_a_carrier_booked_by_hand_gets_its_number_from_staff(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    build.stock_up(1)
    build.make_method("forwarder", carrier="forwarder")
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1), delivery_code="forwarder")

    assert inventory.buy_label(parcel_id=parcel.parcel_id).state == "planned"
    with db.transaction():
        actions.record_tracking(
            parcel_id=parcel.parcel_id, tracking_number=" ab 12 ", at=at, by=actor
        )

    assert Parcel.objects.get().tracking_number == "AB 12"
    assert send(parcel.parcel_id).state == "dispatched"


def test_a_parcel_without_a_label_stays(channel: ChannelInfo) -> None:
    build.stock_up(1)
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1))

    with pytest.raises(IllegalMove):
        send(parcel.parcel_id)
    assert build.level(1) == (10, 1, 0)


def test_only_what_waits_can_be_packed(channel: ChannelInfo) -> None:
    build.stock_up(1)
    build.allocate(channel, (1, 3))
    build.make_parcel((1, 2))

    with pytest.raises(NothingToSend):
        build.make_parcel((1, 2))
    with pytest.raises(NothingToSend):
        build.make_parcel((1, 1), warehouse="RTM")
    [plan] = inventory.plan_parcels(order_number="EU-1")
    assert plan.lines == (contracts.StockLine(variant_id=1, quantity=1),)


def test_a_canceled_order_never_ships(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    """invariant 19"""
    build.stock_up(1)
    build.allocate(channel, (1, 2))
    parcel = build.make_parcel((1, 2))
    inventory.buy_label(parcel_id=parcel.parcel_id)

    for _ in range(2):
        with db.transaction():
            inventory.release(order_number="EU-1", at=at, by=actor)

    with pytest.raises(IllegalMove):
        send(parcel.parcel_id)
    assert build.level(1) == (10, 0, 0)
    assert [one.state for one in inventory.parcels(order_number="EU-1")] == ["canceled"]
    assert inventory.verify() == []


def test_what_was_let_go_behind_its_back_does_not_ship(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    from inventory.reservations import actions as reservations

    build.stock_up(1)
    build.allocate(channel, (1, 2))
    parcel = build.make_parcel((1, 2))
    inventory.buy_label(parcel_id=parcel.parcel_id)
    with db.transaction():
        reservations.release(order_number="EU-1", at=at, by=actor)

    with pytest.raises(NotAllocated):
        send(parcel.parcel_id)
    assert build.level(1) == (10, 0, 0)


def test_canceling_after_a_part_left_frees_the_rest(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    """OMS-4"""
    build.stock_up(1)
    build.allocate(channel, (1, 5))
    parcel = build.make_parcel((1, 2))
    inventory.buy_label(parcel_id=parcel.parcel_id)
    send(parcel.parcel_id)

    with db.transaction():
        inventory.release(order_number="EU-1", at=at, by=actor)

    assert build.level(1) == (8, 0, 0)
    assert inventory.verify() == []


def test_backordered_goods_leave_when_they_arrive(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    build.make_variant(1)
    with db.transaction():
        level = contracts.Limits(variant_id=1, warehouse_code="LEJ", backorder_ceiling=5)
        inventory.set_limits(limits=level, at=at)
    build.allocate(channel, (1, 2))
    parcel = build.make_parcel((1, 2))
    inventory.buy_label(parcel_id=parcel.parcel_id)

    with pytest.raises(Promised):
        send(parcel.parcel_id)
    assert build.level(1) == (0, 2, 0)

    build.stock_up(1, quantity=3)
    assert send(parcel.parcel_id).state == "dispatched"
    assert build.level(1) == (1, 0, 0)
    assert inventory.verify() == []


def test_goods_come_back_once_at_what_they_had_cost(
    channel: ChannelInfo, at: datetime, actor: Actor, facts: Callable[[], list[str]]
) -> None:
    build.stock_up(1, quantity=10, cost=500)
    build.allocate(channel, (1, 2))
    parcel = build.make_parcel((1, 2))
    inventory.buy_label(parcel_id=parcel.parcel_id)
    send(parcel.parcel_id)
    build.stock_up(1, quantity=8, cost=900)

    for _ in range(2):
        with db.transaction():
            inventory.restock(
                order_number="EU-1",
                reference="ret_1",
                warehouse_code="LEJ",
                lines=build.lines((1, 1)),
                at=at,
                by=actor,
            )

    assert build.level(1) == (17, 0, 0)
    back = Movement.objects.get(kind="restocked")
    assert back.unit_cost == Money(500, "EUR")
    assert facts().count("inventory.stock_restocked") == 1
    assert inventory.verify() == []


def test_a_lost_parcel_may_still_arrive(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    """SHP-3: forward only"""
    build.stock_up(1)
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1))
    inventory.buy_label(parcel_id=parcel.parcel_id)
    send(parcel.parcel_id)

    with db.transaction():
        actions.lose(parcel_id=parcel.parcel_id, reason="truck", at=at, by=actor)
    with db.transaction():
        inventory.deliver_parcel(parcel_id=parcel.parcel_id, at=at, by=actor)
    with pytest.raises(IllegalMove), db.transaction():
        actions.lose(parcel_id=parcel.parcel_id, reason="late news", at=at, by=actor)

    assert Parcel.objects.get().state == "delivered"


def test_erased_people_are_cut_out_of_their_parcels(channel: ChannelInfo) -> None:
    """invariant 24"""
    build.stock_up(1)
    build.allocate(channel, (1, 1))
    parcel = build.make_parcel((1, 1))
    inventory.buy_label(parcel_id=parcel.parcel_id)

    with db.transaction():
        forgotten = inventory.forget_receivers(order_numbers=["EU-1", "EU-2"])

    row = Parcel.objects.get()
    assert forgotten == 1
    assert "Ada" not in f"{row.ship_to}{row.label}"
    assert row.ship_to["country"] == "DE"


def test_offers_methods_with_price_and_days(channel: ChannelInfo, at: datetime) -> None:
    build.make_method()
    build.make_method("gb-only", channels=["gb"])

    def offer(subtotal: int) -> contracts.DeliveryOption:
        [found] = inventory.delivery_options(
            channel=channel,
            destination=build.BERLIN,
            weight_g=800,
            subtotal=Money(subtotal, "EUR"),
            at=at,
            language="de",
        )
        return found

    assert offer(7999).price == Money(490, "EUR")
    assert offer(8000).price == Money(0, "EUR")
    assert offer(100).name == "Standardversand"
    # Monday 10:30 in Leipzig, before the cut-off
    assert (offer(1).earliest_on.isoformat(), offer(1).latest_on.isoformat()) == (
        "2026-11-03",
        "2026-11-05",
    )


def test_offers_nothing_when_no_warehouse_sends(channel: ChannelInfo, at: datetime) -> None:
    build.make_method()
    Warehouse.objects.update(ships=False)

    found = inventory.delivery_options(
        channel=channel,
        destination=build.BERLIN,
        weight_g=800,
        subtotal=Money(1, "EUR"),
        at=at,
    )
    assert found == ()
