"""The trail belongs to the database: invariant 20."""

import pytest
from django.db import InternalError, connection
from django.db.utils import DatabaseError

from commerce import db
from commerce.audit import trail
from commerce.audit.models import StateChange, Trail
from commerce.channels.models import Channel
from tests.builders.commerce import AT, make_channel

pytestmark = pytest.mark.django_db


def test_records_a_bulk_update_with_speaker_before_and_after() -> None:
    make_channel()
    with db.speaking_as("staff:mina"), db.transaction():
        Channel.objects.update(name="Europa")

    row = Trail.objects.latest("id")
    assert (row.speaker, row.operation, row.table_name) == (
        "staff:mina",
        "update",
        "commerce_channel",
    )
    assert (row.before, row.after) == ({"name": "Europe"}, {"name": "Europa"})


def test_records_raw_sql_too() -> None:
    make_channel()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE commerce_channel SET name = 'raw'")

    assert Trail.objects.latest("id").after == {"name": "raw"}


def test_an_update_that_changes_nothing_leaves_no_line() -> None:
    make_channel()
    before = Trail.objects.count()

    Channel.objects.update(name="Europe")

    assert Trail.objects.count() == before


@pytest.mark.parametrize(
    "statement", ["UPDATE commerce_trail SET speaker = 'x'", "DELETE FROM commerce_trail"]
)
def test_nobody_rewrites_the_trail(statement: str) -> None:
    make_channel()
    assert Trail.objects.exists()

    with (
        pytest.raises((DatabaseError, InternalError)),
        db.transaction(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Trail.objects.exists()


def test_nobody_rewrites_the_moves() -> None:
    with db.transaction():
        trail.record_move(
            flow="order",
            row=Channel(pk=1),
            move="cancel",
            before="placed",
            after="canceled",
            by="x",
            at=AT,
            reason="",
        )

    with pytest.raises((DatabaseError, InternalError)), db.transaction():
        StateChange.objects.update(by="somebody else")

    assert StateChange.objects.get().by == "x"
