"""Holds, promises and their ends, one buyer at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict, Invalid
from commerce.identity.actor import Actor
from inventory import contracts
from inventory import public as inventory
from inventory.models import Reservation, SourcingDecision
from inventory.reservations import actions
from inventory.reservations.actions.finish import NotAllocated
from inventory.reservations.actions.take import NothingHeld
from inventory.sourcing.rules.plan import OutOfStock
from tests.builders import inventory as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> ChannelInfo:
    return build.make_channel("LEJ", "RTM", "LYS")


def hold(
    channel: ChannelInfo,
    *wanted: tuple[int, int],
    reference: str = "chk_1",
    minutes: int = 15,
    destination: contracts.Destination = build.BERLIN,
) -> contracts.Hold:
    with db.transaction():
        return inventory.hold(
            reference=reference,
            lines=build.lines(*wanted),
            channel=channel,
            destination=destination,
            until=AT + timedelta(minutes=minutes),
            at=AT,
            by=build.BY,
        )


def firm(reference: str = "chk_1", number: str = "EU-1") -> tuple[contracts.Allocated, ...]:
    with db.transaction():
        return inventory.firm(reference=reference, order_number=number, at=AT, by=build.BY)


def expire() -> int:
    with db.transaction():
        return actions.expire_due(at=AT, by=build.BY)


def test_holds_goods_at_the_nearest_warehouse_and_says_why(channel: ChannelInfo) -> None:
    """OMS-1: another address, another warehouse"""
    for code in ("LEJ", "RTM", "LYS"):
        build.stock_up(1, code)

    berlin = hold(channel, (1, 2))
    nice = hold(
        channel,
        (1, 1),
        reference="chk_2",
        destination=contracts.Destination(country="FR", postcode="06000"),
    )

    assert [(one.warehouse_code, one.quantity) for one in berlin.allocations] == [("LEJ", 2)]
    assert [one.warehouse_code for one in nice.allocations] == ["LYS"]
    assert (build.level(1), build.level(1, "LYS")) == ((10, 0, 2), (10, 0, 1))
    decision = SourcingDecision.objects.get(reference="chk_2")
    assert decision.reason.endswith("the nearest that has the goods")
    assert [one["warehouse"] for one in decision.candidates] == ["LYS", "RTM", "LEJ"]


def test_the_same_variant_on_two_lines_is_one_wish(channel: ChannelInfo) -> None:
    """invariant 9, vendure #2702"""
    build.stock_up(1, quantity=5)

    with pytest.raises(OutOfStock) as refusal:
        hold(channel, (1, 3), (1, 3))
    assert refusal.value.data["lines"] == [{"variant_id": 1, "wanted": 6, "available": 5}]
    assert build.level(1) == (5, 0, 0)

    hold(channel, (1, 3), (1, 2))
    assert build.level(1) == (5, 0, 5)


def test_takes_all_or_nothing(channel: ChannelInfo, facts: Callable[[], list[str]]) -> None:
    build.stock_up(1, quantity=5)
    build.stock_up(2, quantity=1)

    with pytest.raises(OutOfStock):
        hold(channel, (1, 1), (2, 2))
    assert (build.level(1), build.level(2)) == ((5, 0, 0), (1, 0, 0))
    assert Reservation.objects.count() == 0
    assert facts() == []


def test_a_new_hold_takes_the_place_of_the_old_one(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=5)
    hold(channel, (1, 4))

    hold(channel, (1, 5))

    assert build.level(1) == (5, 0, 5)
    assert sorted(Reservation.objects.values_list("state", flat=True)) == ["held", "replaced"]
    assert inventory.verify() == []


def test_a_hold_that_cannot_grow_stays_as_it_was(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=5)
    hold(channel, (1, 4))

    with pytest.raises(OutOfStock):
        hold(channel, (1, 6))
    assert build.level(1) == (5, 0, 4)
    assert inventory.verify() == []


def test_a_hold_becomes_an_order_once(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=5)
    hold(channel, (1, 2))

    first, second = firm(), firm()

    assert first == second
    assert build.level(1) == (5, 2, 0)
    with pytest.raises(Conflict):
        firm(number="EU-2")
    assert inventory.verify() == []


def test_an_expired_hold_frees_its_goods_and_is_taken_again(
    channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    """invariant 10"""
    build.stock_up(1, quantity=9)
    hold(channel, (1, 2), minutes=0)

    assert (expire(), expire()) == (1, 0)
    assert build.level(1) == (9, 0, 0)
    assert facts() == ["inventory.reservation_expired"]

    firm()
    assert build.level(1) == (9, 2, 0)
    assert inventory.verify() == []


def test_an_expired_hold_whose_goods_are_gone_is_refused(channel: ChannelInfo) -> None:
    """invariant 10"""
    build.stock_up(1, quantity=2)
    hold(channel, (1, 2), minutes=0)
    expire()
    hold(channel, (1, 1), reference="somebody else")

    with pytest.raises(OutOfStock):
        firm()
    assert build.level(1) == (2, 0, 1)


def test_a_hold_in_time_does_not_expire(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=2)
    hold(channel, (1, 2), minutes=1)

    assert expire() == 0
    assert build.level(1) == (2, 0, 2)


def test_lets_go_once(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    build.stock_up(1, quantity=5)
    hold(channel, (1, 2))
    hold(channel, (1, 1), reference="chk_2")

    for _ in range(2):
        with db.transaction():
            inventory.release(reference="chk_1", at=at, by=actor)

    assert build.level(1) == (5, 0, 1)
    with pytest.raises(NothingHeld):
        firm()
    assert inventory.verify() == []


def test_backorders_go_as_far_as_the_ceiling(channel: ChannelInfo) -> None:
    build.make_variant(1)
    wanted = contracts.Limits(variant_id=1, warehouse_code="LEJ", backorder_ceiling=3)
    with db.transaction():
        inventory.set_limits(limits=wanted, at=clock.now())

    hold(channel, (1, 3))
    with pytest.raises(OutOfStock):
        hold(channel, (1, 1), reference="chk_2")
    assert build.level(1) == (0, 0, 3)
    assert inventory.verify() == []


def test_refuses_a_wish_for_nothing(channel: ChannelInfo) -> None:
    build.stock_up(1)
    with pytest.raises(Invalid):
        hold(channel, (1, 0))


def test_explains_a_number(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    """INV: why is this 47?"""
    build.stock_up(1, quantity=50)
    with db.transaction():
        inventory.adjust(
            variant_id=1, warehouse_code="LEJ", quantity_delta=-3, reason="lost", at=at, by=actor
        )
    hold(channel, (1, 2))
    hold(channel, (1, 4), reference="chk_2")
    firm("chk_2", "EU-7")

    found = inventory.explain(variant_id=1, warehouse_code="LEJ")

    assert found.level.on_hand == 47
    assert [(one.kind, one.quantity, one.balance, one.by) for one in found.movements] == [
        ("adjusted", -3, 47, "staff:mina"),
        ("received", 50, 50, "staff:mina"),
    ]
    assert [(one.kind, one.order_number, one.quantity) for one in found.promises] == [
        ("held", "", 2),
        ("allocated", "EU-7", 4),
    ]


def test_holding_takes_a_fixed_number_of_statements(
    channel: ChannelInfo, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for variant in range(1, 11):
        build.stock_up(variant, quantity=50)

    with django_assert_max_num_queries(13):  # type: ignore[attr-defined]
        hold(channel, *[(variant, 1) for variant in range(1, 11)])


def test_frees_a_part_where_the_plan_came_last_and_closes_with_the_last_piece(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    """invariants 8, 9, 10: a part of an order falls away, by warehouse or wherever it lies."""
    build.stock_up(1, quantity=2, warehouse="LEJ")
    build.stock_up(1, quantity=2, warehouse="RTM")
    hold(channel, (1, 4))
    firm()

    with db.transaction():
        inventory.release_part(order_number="EU-1", pieces={(1, "LEJ"): 1}, at=at, by=actor)
    assert (build.level(1, "LEJ"), build.level(1, "RTM")) == ((2, 1, 0), (2, 2, 0))
    with db.transaction():
        inventory.release_part(order_number="EU-1", pieces={(1, ""): 2}, at=at, by=actor)
    assert sum(build.level(1, code)[1] for code in ("LEJ", "RTM")) == 1
    with pytest.raises(NotAllocated), db.transaction():
        inventory.release_part(order_number="EU-1", pieces={(1, ""): 2}, at=at, by=actor)
    assert Reservation.objects.get().state == "firm"

    with db.transaction():
        inventory.release_part(order_number="EU-1", pieces={(1, ""): 1}, at=at, by=actor)

    assert Reservation.objects.get().state == "closed"
    with pytest.raises(NotAllocated), db.transaction():
        inventory.release_part(order_number="EU-1", pieces={(1, ""): 1}, at=at, by=actor)
    assert inventory.verify() == []
