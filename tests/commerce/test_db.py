"""Transactions say what they mean."""

import pytest

from commerce import db
from commerce.channels.models import Channel
from commerce.events.models import Heartbeat
from tests.builders.commerce import AT, make_channel


def test_refuses_to_nest(db: None) -> None:
    from commerce import db as verbs

    with verbs.transaction(), pytest.raises(verbs.TransactionMisuse), verbs.transaction():
        pass


def test_an_action_without_a_transaction_is_refused() -> None:
    @db.transaction_required
    def act() -> str:
        return "done"

    with pytest.raises(db.TransactionMisuse):
        act()


def test_the_outside_is_out_of_reach_inside_a_transaction(django_db_blocker: object) -> None:
    @db.outside
    def call() -> str:
        return "answered"

    assert call() == "answered"


@pytest.mark.django_db
def test_the_outside_refuses_an_open_transaction() -> None:
    @db.outside
    def call() -> str:
        return "answered"

    with db.transaction(), pytest.raises(db.TransactionMisuse):
        call()


@pytest.mark.django_db
def test_runs_after_commit_in_order_and_never_after_a_rollback() -> None:
    seen: list[str] = []
    with db.transaction():
        db.after_commit(lambda: seen.append("first"))
        db.after_commit(lambda: seen.append("second"))
        assert seen == []
    with pytest.raises(RuntimeError), db.transaction():
        db.after_commit(lambda: seen.append("never"))
        raise RuntimeError

    assert seen == ["first", "second"]


@pytest.mark.django_db
def test_commits_whole_or_not_at_all() -> None:
    make_channel()
    with pytest.raises(RuntimeError), db.transaction():
        Channel.objects.update(name="half")
        raise RuntimeError

    assert Channel.objects.get().name == "Europe"


@pytest.mark.django_db
def test_rows_of_record_are_written_last_and_fall_with_their_savepoint() -> None:
    def line(name: str) -> Heartbeat:
        return Heartbeat(name=name, at=AT)

    with db.transaction():
        db.write_late(line("kept"))
        with pytest.raises(RuntimeError), db.savepoint():
            db.write_late(line("dropped"))
            raise RuntimeError
        assert not Heartbeat.objects.exists()

    assert [row.name for row in Heartbeat.objects.all()] == ["kept"]
    with pytest.raises(db.TransactionMisuse):
        db.write_late(line("nowhere"))
