"""Facts commit with their cause and are handled once: invariant 12, C3-30, MID-4."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest

from commerce import clock, db
from commerce.channels.models import Channel
from commerce.events import delivery, outbox, registry
from commerce.events.facts import Envelope, Fact, read
from commerce.events.models import Delivery, OutboxEvent
from commerce.money import Money
from tests.builders.commerce import AT, make_channel

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRang(Fact):
    """Somebody rang; only tests care."""

    name: ClassVar[str] = "tests.bell_rang"
    about: ClassVar[str] = "door"
    door: int
    tip: Money


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """Doors that the listener heard of, in order; door 13 makes it fail, door 7 fails after writing."""
    found: list[int] = []

    def listen(fact: BellRang, envelope: Envelope) -> None:
        if fact.door == 13:
            message = "superstition"
            raise RuntimeError(message)
        Channel.objects.update(position=Channel.objects.get().position + 1)
        if fact.door == 7:
            message = "after the effect"
            raise RuntimeError(message)
        found.append(fact.door)

    listen.__module__ = "tests.bells.reactions"
    before = dict(registry._by_fact)
    registry.on(BellRang)(listen)
    yield found
    registry._by_fact.clear()
    registry._by_fact.update(before)
    Fact.known.pop("tests.bell_rang", None)


def ring(*doors: int) -> None:
    """Publish one fact per door."""
    Fact.known["tests.bell_rang"] = BellRang
    with db.transaction():
        for door in doors:
            outbox.publish(
                BellRang(door=door, tip=Money(150, "EUR")), at=AT, by="tests", channel="eu"
            )


def test_a_fact_survives_storage() -> None:
    Fact.known["tests.bell_rang"] = BellRang
    fact = BellRang(door=1, tip=Money(150, "EUR"))

    assert read("tests.bell_rang", fact.payload(), 1) == fact
    assert fact.subject == "door:1"


def test_refuses_to_publish_outside_a_transaction() -> None:
    with pytest.raises(db.TransactionMisuse):
        outbox.publish(BellRang(door=1, tip=Money(1, "EUR")), at=AT)


def test_a_rollback_leaves_no_fact() -> None:
    with pytest.raises(RuntimeError), db.transaction():
        outbox.publish(BellRang(door=1, tip=Money(1, "EUR")), at=AT)
        raise RuntimeError

    assert not OutboxEvent.objects.exists()


def test_delivers_each_fact_once_however_often_it_is_tried(heard: list[int]) -> None:
    make_channel()
    ring(1, 2)

    delivery.drain()
    for row in Delivery.objects.all():
        assert not delivery.deliver(row.pk)
    delivery.drain()

    assert heard == [1, 2]
    assert set(
        Delivery.objects.filter(listener="tests.bells.listen").values_list("state", flat=True)
    ) == {"done"}


def test_the_effect_and_its_receipt_fall_together(heard: list[int]) -> None:
    make_channel()
    ring(7)

    delivery.drain()

    assert Channel.objects.get().position == 0
    row = Delivery.objects.get(listener="tests.bells.listen")
    assert (row.state, row.attempts) == ("waiting", 1)
    assert "after the effect" in row.error


def test_a_poisoned_fact_parks_and_others_flow(heard: list[int]) -> None:
    make_channel()
    ring(13, 2)
    for _ in range(delivery.ATTEMPTS):
        Delivery.objects.filter(state="waiting").update(next_at=AT)
        delivery.drain()

    parked = Delivery.objects.get(listener="tests.bells.listen", state="parked")
    assert (parked.attempts, parked.subject) == (delivery.ATTEMPTS, "door:13")
    assert heard == [2]


def test_facts_about_one_subject_keep_their_order(heard: list[int]) -> None:
    make_channel()
    ring(5, 5)
    first, second = delivery.fan_out(at=clock.now())[:2]
    mine = sorted(
        Delivery.objects.filter(listener="tests.bells.listen"), key=lambda row: row.event_id
    )

    assert not delivery.deliver(mine[1].pk)
    assert delivery.deliver(mine[0].pk)
    assert delivery.deliver(mine[1].pk)
    assert {first.subject, second.subject} == {"door:5"}


def test_a_parked_delivery_can_be_skipped_with_a_reason(heard: list[int]) -> None:
    make_channel()
    ring(13)
    delivery.drain()
    Delivery.objects.update(state="parked")
    row = Delivery.objects.get(listener="tests.bells.listen")

    with db.transaction():
        delivery.skip(row.pk, reason="never existed", at=AT)

    row.refresh_from_db()
    assert (row.state, row.skip_reason) == ("skipped", "never existed")


def test_replay_delivers_the_past_again(heard: list[int]) -> None:
    make_channel()
    ring(1, 2)
    delivery.drain()

    with db.transaction():
        delivery.replay(listener="tests.bells.listen", since_id=0, at=AT)
    delivery.drain()

    assert heard == [1, 2, 1, 2]
