"""Many buyers at once, each on a connection of their own, against a real database."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.states import IllegalMove
from inventory import public as inventory
from inventory.models import Level, Movement
from inventory.reservations import actions as reservation_actions
from inventory.reservations.actions.finish import NotAllocated
from inventory.reservations.actions.take import NothingHeld
from inventory.sourcing.rules.plan import OutOfStock
from tests.builders import inventory as build
from tests.builders.commerce import AT

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
SOON = AT + timedelta(minutes=15)
WORKERS = 8


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """Run jobs on as many connections as the pool has; failures come back as values."""
    start = threading.Barrier(min(WORKERS, len(jobs)))
    waited = threading.local()

    def run(job: Callable[[], object]) -> object:
        if not hasattr(waited, "once"):
            waited.once = True
            start.wait(timeout=20)
        try:
            return job()
        except Exception as error:  # noqa: BLE001 - the caller asserts what came back
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, jobs))


def buy(channel: ChannelInfo, name: str, *wanted: tuple[int, int]) -> None:
    with db.transaction():
        inventory.hold(
            reference=name,
            lines=build.lines(*wanted),
            channel=channel,
            destination=build.BERLIN,
            until=SOON,
            at=AT,
            by=build.BY,
        )
    with db.transaction():
        inventory.firm(reference=name, order_number=f"O-{name}", at=AT, by=build.BY)


def test_fifty_buyers_of_five_pieces_make_five_orders() -> None:
    """invariant 9, C3-1"""
    channel = build.make_channel("LEJ")
    build.stock_up(1, quantity=5)

    found = at_once([lambda n=n: buy(channel, f"b{n}", (1, 1)) for n in range(50)])  # type: ignore[misc]

    assert sum(one is None for one in found) == 5
    assert sum(isinstance(one, OutOfStock) for one in found) == 45
    assert build.level(1) == (5, 5, 0)
    assert inventory.verify() == []


def test_five_hundred_checkouts_mixed_with_cancels_never_break_sixty_pieces() -> None:
    """invariant 8, 9: three warehouses, holds, orders and cancels; no deadlock reaches a buyer"""
    channel = build.make_channel("LEJ", "RTM", "LYS", sourcing="fewest_splits")
    for variant in (1, 2):
        for code in ("LEJ", "RTM", "LYS"):
            build.stock_up(variant, code, quantity=20)
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret

    def shopper(number: int) -> Callable[[], object]:
        wanted = [(1, chance.randint(1, 2)), (2, chance.randint(1, 2))]
        chance.shuffle(wanted)
        leaves = chance.random() < 0.5

        def job() -> None:
            buy(channel, f"s{number}", *wanted)
            if leaves:
                with db.transaction():
                    inventory.release(order_number=f"O-s{number}", at=AT, by=build.BY)

        return job

    found = at_once([shopper(number) for number in range(250)])
    assert {type(one) for one in found} <= {type(None), OutOfStock}

    rest = at_once([lambda n=n: buy(channel, f"r{n}", (1, 1)) for n in range(250)])  # type: ignore[misc]
    assert {type(one) for one in rest} <= {type(None), OutOfStock}
    levels = Level.objects.filter(variant_id=1)
    assert sum(level.on_hand for level in levels) == 60
    assert sum(level.allocated for level in levels) == 60
    assert sum(level.held for level in Level.objects.all()) == 0
    assert inventory.verify() == []


def test_buyers_of_the_same_goods_in_another_order_do_not_embrace() -> None:
    """invariant 9: rows are locked in key order, whatever order a cart has"""
    channel = build.make_channel("LEJ", "RTM")
    for variant in range(1, 7):
        build.stock_up(variant, "LEJ", quantity=100)
        build.stock_up(variant, "RTM", quantity=100)

    def job(number: int) -> Callable[[], object]:
        wanted = [(variant, 1) for variant in range(1, 7)]
        return lambda: buy(channel, f"o{number}", *(wanted if number % 2 else wanted[::-1]))

    found = at_once([job(number) for number in range(60)])

    assert found == [None] * 60
    assert sum(level.allocated for level in Level.objects.all()) == 360
    assert inventory.verify() == []


def test_changing_ones_mind_back_and_forth_never_deadlocks() -> None:
    """A new hold replaces the old one in one statement, so swapping warehouses waits in key order."""
    channel = build.make_channel("LEJ", "RTM", "LYS")
    for variant in (1, 2, 3):
        for code in ("LEJ", "RTM", "LYS"):
            build.stock_up(variant, code, quantity=4)
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret

    def job(number: int) -> Callable[[], object]:
        wishes = [
            [(variant, chance.randint(1, 5)) for variant in chance.sample([1, 2, 3], 2)]
            for _ in range(4)
        ]

        def change() -> None:
            for wish in wishes:
                with db.transaction():
                    inventory.hold(
                        reference=f"c{number % 10}",
                        lines=build.lines(*wish),
                        channel=channel,
                        destination=build.BERLIN,
                        until=SOON,
                        at=AT,
                        by=build.BY,
                    )

        return change

    found = at_once([job(number) for number in range(60)])

    assert {type(one) for one in found} <= {type(None), OutOfStock, IntegrityError}
    assert not [one for one in found if isinstance(one, IntegrityError)]
    assert inventory.verify() == []


def test_expiry_and_payment_at_once_end_in_one_promise() -> None:
    """invariant 10: an expired hold is taken again, a firm one is not expired"""
    channel = build.make_channel("LEJ")
    build.stock_up(1, quantity=20)
    for number in range(20):
        with db.transaction():
            inventory.hold(
                reference=f"e{number}",
                lines=build.lines((1, 1)),
                channel=channel,
                destination=build.BERLIN,
                until=AT,
                at=AT,
                by=build.BY,
            )

    def pay(number: int) -> None:
        with db.transaction():
            inventory.firm(reference=f"e{number}", order_number=f"E-{number}", at=AT, by=build.BY)

    def expire() -> None:
        with db.transaction():
            reservation_actions.expire_due(at=AT, by=build.BY)

    jobs: list[Callable[[], object]] = []
    for number in range(20):
        jobs += [expire, lambda number=number: pay(number)]  # type: ignore[misc]
    found = at_once(jobs)

    assert found == [None] * 40
    assert build.level(1) == (20, 20, 0)
    assert inventory.verify() == []


def test_dispatch_and_cancel_at_once_happen_whole_or_not_at_all() -> None:
    """invariant 9, 19: what ships is issued, what is canceled is free again, nothing is both"""
    channel = build.make_channel("LEJ")
    build.stock_up(1, quantity=20)
    parcels = []
    for number in range(20):
        with db.transaction():
            inventory.allocate(
                order_number=f"D-{number}",
                lines=build.lines((1, 1)),
                channel=channel,
                destination=build.BERLIN,
                at=AT,
                by=build.BY,
            )
            parcel = inventory.create_parcel(
                order_number=f"D-{number}",
                warehouse_code="LEJ",
                lines=build.lines((1, 1)),
                ship_to=build.ADDRESS,
                delivery_code="",
                at=AT,
                by=build.BY,
            )
        parcels.append(inventory.buy_label(parcel_id=parcel.parcel_id))

    def send(number: int) -> None:
        with db.transaction():
            inventory.dispatch_parcel(parcel_id=parcels[number].parcel_id, at=AT, by=build.BY)

    def cancel(number: int) -> None:
        with db.transaction():
            inventory.release(order_number=f"D-{number}", at=AT, by=build.BY)

    jobs: list[Callable[[], object]] = []
    for number in range(20):
        jobs += [
            lambda number=number: send(number),  # type: ignore[misc]
            lambda number=number: cancel(number),  # type: ignore[misc]
            lambda number=number: send(number),  # type: ignore[misc]
        ]
    found = at_once(jobs)

    assert {type(one) for one in found} <= {type(None), IllegalMove, NotAllocated}
    sent = Movement.objects.filter(kind="issued").count()
    assert build.level(1) == (20 - sent, 0, 0)
    assert inventory.verify() == []


def test_cancel_and_payment_at_once_leave_nothing_half() -> None:
    """invariant 10: released once, and a hold that was let go cannot be paid"""
    channel = build.make_channel("LEJ")
    build.stock_up(1, quantity=10)
    for number in range(10):
        with db.transaction():
            inventory.hold(
                reference=f"p{number}",
                lines=build.lines((1, 1)),
                channel=channel,
                destination=build.BERLIN,
                until=SOON,
                at=AT,
                by=build.BY,
            )

    def pay(number: int) -> None:
        with db.transaction():
            inventory.firm(reference=f"p{number}", order_number=f"P-{number}", at=AT, by=build.BY)

    def leave(number: int) -> None:
        with db.transaction():
            inventory.release(reference=f"p{number}", at=AT, by=build.BY)

    jobs: list[Callable[[], object]] = []
    for number in range(10):
        jobs += [lambda number=number: pay(number), lambda number=number: leave(number)]  # type: ignore[misc]
    found = at_once(jobs)

    assert {type(one) for one in found} <= {type(None), NothingHeld}
    assert build.level(1) == (10, 0, 0)
    assert inventory.verify() == []
