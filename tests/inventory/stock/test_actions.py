"""Stock changes by movements that add up, and promises come first."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from catalog.products.models import Sellable
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Invalid
from commerce.identity.actor import Actor
from commerce.money import Money
from inventory import contracts
from inventory import public as inventory
from inventory.models import Level, Movement
from inventory.stock import actions
from inventory.stock.rules import OtherCurrency, Promised
from inventory.warehouses.queries import UnknownWarehouse
from tests.builders import inventory as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> ChannelInfo:
    return build.make_channel("LEJ", "RTM")


def receive(quantity: int, cost: int, *, at: datetime, by: Actor, currency: str = "EUR") -> None:
    build.make_variant(1)
    with db.transaction():
        inventory.receive(
            variant_id=1,
            warehouse_code="LEJ",
            quantity=quantity,
            unit_cost=Money(cost, currency),
            reference="DN-1",
            at=at,
            by=by,
        )


def adjust(delta: int, *, at: datetime, by: Actor, reason: str = "lost") -> None:
    with db.transaction():
        inventory.adjust(
            variant_id=1,
            warehouse_code="LEJ",
            quantity_delta=delta,
            reason=reason,
            at=at,
            by=by,
        )


def test_goods_that_arrive_lie_there_and_the_ledger_hears_of_it(
    channel: ChannelInfo, at: datetime, actor: Actor, facts: Callable[[], list[str]]
) -> None:
    receive(10, 500, at=at, by=actor)

    assert build.level(1) == (10, 0, 0)
    assert facts() == ["inventory.stock_received", "inventory.stock_level_changed"]
    assert inventory.verify() == []


def test_the_average_cost_moves_with_what_arrives(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    receive(10, 500, at=at, by=actor)
    receive(5, 800, at=at, by=actor)

    assert Level.objects.get(variant_id=1).unit_cost == Money(600, "EUR")


def test_goods_valued_in_two_currencies_do_not_mix(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    receive(10, 500, at=at, by=actor)

    with pytest.raises(OtherCurrency):
        receive(1, 500, at=at, by=actor, currency="GBP")
    assert build.level(1) == (10, 0, 0)


@pytest.mark.parametrize(("quantity", "cost"), [(0, 500), (-1, 500), (1, -1)])
def test_refuses_a_receipt_of_nothing(
    channel: ChannelInfo, at: datetime, actor: Actor, quantity: int, cost: int
) -> None:
    with pytest.raises(Invalid):
        receive(quantity, cost, at=at, by=actor)
    assert Movement.objects.count() == 0


def test_a_correction_needs_a_reason_and_leaves_a_movement(
    channel: ChannelInfo, at: datetime, actor: Actor, facts: Callable[[], list[str]]
) -> None:
    build.stock_up(1, quantity=10)

    with pytest.raises(Invalid):
        adjust(-3, at=at, by=actor, reason=" ")
    adjust(-3, at=at, by=actor)

    assert build.level(1) == (7, 0, 0)
    found = Movement.objects.order_by("-id")[0]
    assert (found.kind, found.quantity, found.reason, found.by) == (
        "adjusted",
        -3,
        "lost",
        "staff:mina",
    )
    assert facts() == ["inventory.stock_adjusted"]


def test_what_is_promised_cannot_be_corrected_away(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    build.stock_up(1, quantity=10)
    build.allocate(channel, (1, 8))

    with pytest.raises(Promised) as refusal:
        adjust(-3, at=at, by=actor)
    assert refusal.value.data["allocated"] == 8
    assert build.level(1) == (10, 8, 0)


def test_a_transfer_moves_and_never_makes(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    """invariant 8"""
    build.stock_up(1, quantity=10)
    goods = actions.Transfer(variant_id=1, from_code="LEJ", to_code="RTM", quantity=4)

    with db.transaction():
        actions.transfer(goods=goods, reason="", at=at, by=actor)

    assert build.level(1) == (6, 0, 0)
    assert build.level(1, "RTM") == (4, 0, 0)
    assert Level.objects.get(warehouse__code="RTM").unit_cost == Money(500, "EUR")
    assert inventory.verify() == []


def test_a_transfer_of_more_than_is_free_is_refused(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    build.stock_up(1, quantity=3)
    goods = actions.Transfer(variant_id=1, from_code="LEJ", to_code="RTM", quantity=4)

    with pytest.raises(Promised), db.transaction():
        actions.transfer(goods=goods, reason="", at=at, by=actor)
    assert build.level(1) == (3, 0, 0)


def test_many_receipts_are_booked_at_once(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    for variant in range(1, 51):
        build.make_variant(variant)
    rows = [
        contracts.Receipt(
            variant_id=variant,
            warehouse_code=code,
            quantity=7,
            unit_cost=Money(100, "EUR"),
            reference="opening",
        )
        for variant in range(1, 51)
        for code in ("LEJ", "RTM")
    ]

    with db.transaction():
        booked = inventory.receive_many(rows=rows, at=at, by=actor)

    assert booked == 100
    assert sum(level.on_hand for level in Level.objects.all()) == 700
    assert inventory.verify() == []


def test_limits_leave_the_pieces_alone(channel: ChannelInfo, at: datetime) -> None:
    build.stock_up(1, quantity=3)
    wanted = [
        contracts.Limits(variant_id=1, warehouse_code="LEJ", backorder_ceiling=5, low_at=2),
        contracts.Limits(variant_id=1, warehouse_code="RTM", backorder_ceiling=None),
    ]

    with db.transaction():
        for one in wanted:
            inventory.set_limits(limits=one, at=at)

    assert inventory.sellable(variant_ids=[1], channel=channel) == {1: 10_000}
    assert [one.sellable for one in inventory.levels(variant_ids=[1])] == [8, 10_000]


def test_refuses_a_warehouse_that_does_not_exist(at: datetime, actor: Actor) -> None:
    build.make_channel()

    with pytest.raises(UnknownWarehouse):
        receive(1, 500, at=at, by=actor)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inventory_level SET on_hand = 99",
        "UPDATE inventory_level SET allocated = 11",
        "UPDATE inventory_level SET held = -1",
        "DELETE FROM inventory_level",
        "INSERT INTO inventory_level (variant_id, warehouse_id, on_hand, allocated, held, low_at,"
        " unit_cost_minor, currency) SELECT 1, id, 5, 0, 0, 5, 0, '' FROM inventory_warehouse"
        " WHERE code = 'RTM'",
        "UPDATE inventory_movement SET quantity = 99",
        "DELETE FROM inventory_movement",
        "INSERT INTO inventory_movement (at, variant_id, warehouse_id, kind, quantity,"
        " unit_cost_minor, currency, document, order_number, reason, by)"
        " SELECT now(), 1, id, 'issued', -11, 0, '', 'x', '', '', 'x' FROM inventory_warehouse"
        " WHERE code = 'LEJ'",
    ],
)
def test_the_database_itself_refuses_what_would_break_the_books(
    channel: ChannelInfo, statement: str
) -> None:
    """invariant 8: raw SQL cannot either"""
    build.stock_up(1, quantity=10)

    with pytest.raises(DatabaseError), db.transaction():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert build.level(1) == (10, 0, 0)


def test_verify_words_what_is_wrong(channel: ChannelInfo) -> None:
    build.stock_up(1, quantity=10)
    Level.objects.filter(variant_id=1).update(allocated=2)

    [fault] = inventory.verify()
    assert "has 2 allocated and 0 held, its reservations say 0 and 0" in fault


def test_lists_hear_only_of_lines_that_are_crossed(
    channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    build.stock_up(1, quantity=20)

    # 20 > 18 > 6 > 5 (few) > 0 (none)
    for number, pieces in enumerate((2, 12, 1, 5)):
        build.allocate(channel, (1, pieces), order_number=f"A-{number}")

    assert facts() == ["inventory.stock_level_changed"] * 2


def test_the_catalogue_is_told_every_level_anew(channel: ChannelInfo, at: datetime) -> None:
    """After an upgrade or a loss: what lies free, and what is promised beyond it."""
    build.stock_up(1, quantity=3)
    build.allocate(channel, (1, 2))
    with db.transaction():
        inventory.set_limits(
            limits=contracts.Limits(variant_id=1, warehouse_code="RTM", backorder_ceiling=4), at=at
        )
    Sellable.objects.all().delete()
    out = StringIO()

    call_command("announce_stock", stdout=out)

    assert out.getvalue() == "2 levels told\n"
    found = Sellable.objects.order_by("warehouse_code")
    assert list(found.values_list("warehouse_code", "pieces", "beyond")) == [
        ("LEJ", 1, False),
        ("RTM", 0, True),
    ]
