"""Rows written and read with statements made once."""

from typing import LiteralString

import pytest
from django.db import IntegrityError, connection

from commerce import rows
from commerce.audit.models import StateChange
from commerce.channels.models import Channel
from commerce.idempotency.models import IdempotencyKey
from tests.builders.commerce import AT, make_channel

pytestmark = pytest.mark.django_db


def change_of(key: str) -> StateChange:
    return StateChange(
        at=AT, flow="test", table_name="t", row_key=key, move="m", before="a", after="b", by="me"
    )


def fresh_channel(code: str) -> Channel:
    return Channel(
        code=code,
        name="Nord",
        currency="EUR",
        languages=["en", "de"],
        origin_country="DE",
        prices="gross",
        capture="on_shipment",
        theme={"hue": 168},
    )


def test_new_rows_get_their_keys_and_keep_every_kind_of_value() -> None:
    first, second = fresh_channel("north"), fresh_channel("south")

    rows.insert([first, second])

    stored = Channel.objects.get(pk=second.pk)
    assert (stored.code, stored.languages, stored.theme) == ("south", ["en", "de"], {"hue": 168})
    assert first.pk < second.pk
    assert not first._state.adding


def test_many_rows_are_written_all_the_same() -> None:
    rows.insert([change_of(str(number)) for number in range(rows.MOST_AT_ONCE + 1)])

    assert StateChange.objects.filter(flow="test").count() == rows.MOST_AT_ONCE + 1


def test_nothing_to_write_sends_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # the fixture's type is its plugin's
        rows.insert([])


def test_a_row_the_database_refuses_is_an_integrity_error() -> None:
    make_channel(code="north")

    with pytest.raises(IntegrityError):
        rows.insert([fresh_channel("north")])


def test_a_row_that_is_there_already_stays_as_it_is() -> None:
    make_channel(code="north", name="First")

    assert rows.insert_unless_there(fresh_channel("south"))
    assert not rows.insert_unless_there(fresh_channel("north"))

    assert Channel.objects.get(code="north").name == "First"


def test_a_change_reaches_the_rows_it_names_and_counts_them() -> None:
    for key in ("one", "two", "three"):
        IdempotencyKey.objects.create(caller="c", key=key, fingerprint="f", created_at=AT)

    found = rows.change(
        IdempotencyKey,
        where={"caller": "c", "key": ("one", "three")},
        to={"state": "done", "status": 201, "answer": {"id": None}, "headers": {}},
    )

    assert found == 2
    assert IdempotencyKey.objects.get(key="one").answer == {"id": None}
    assert IdempotencyKey.objects.get(key="two").state != "done"


def test_a_planned_statement_is_prepared_once_per_connection() -> None:
    text: LiteralString = "SELECT v * 2 FROM unnest(%s::bigint[]) AS v -- doubled"

    assert rows.fetch(text, [[1, 2]]) == [(2,), (4,)]
    assert rows.fetch(text, [[3]]) == [(6,)]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE position(%s in statement) > 0",
            ["-- doubled"],
        )
        assert cursor.fetchone() == (1,)


def test_numbers_of_any_size_are_written_by_one_plan() -> None:
    """Told by their size, small and large numbers would each be planned, and the plans would crowd each other out."""
    channel = make_channel()

    for version in (1, 40_000, 1, 40_000):
        rows.change(Channel, where={"id": channel.id}, to={"version": version})

    plans = rows.fetch(
        "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
        ['UPDATE "commerce_channel" SET "version"%'],
    )
    assert plans == [(1,)]
    assert Channel.objects.get(pk=channel.id).version == 40_000
