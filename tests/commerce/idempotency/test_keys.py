"""Same key, same answer: invariant 13."""

import threading

import pytest
from django.db import connections

from commerce import db
from commerce.idempotency import keys
from tests.builders.commerce import AT

ANSWER = keys.Answer(status=201, body={"number": "EU1"}, headers={})


def claim(request: str = "r1", caller: str = "key:1") -> keys.Answer | None:
    """Claim the key `k` in a transaction of its own, storing the answer when it is fresh."""
    with db.transaction():
        known = keys.claim(caller=caller, key="k", request=request, at=AT)
        if known is None:
            keys.store(caller=caller, key="k", answer=ANSWER)
        return known


@pytest.mark.django_db
def test_a_repeat_gets_the_stored_answer() -> None:
    assert claim() is None
    assert claim() == ANSWER


@pytest.mark.django_db
def test_another_body_under_the_same_key_is_refused() -> None:
    claim()

    with pytest.raises(keys.KeyReused):
        claim(request="r2")


@pytest.mark.django_db
def test_another_caller_never_sees_the_answer() -> None:
    claim()

    assert claim(caller="key:2") is None


@pytest.mark.django_db
def test_a_rollback_frees_the_key() -> None:
    with pytest.raises(RuntimeError), db.transaction():
        keys.claim(caller="key:1", key="k", request="r1", at=AT)
        raise RuntimeError

    assert claim() is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_second_request_is_told_to_wait_while_the_first_runs() -> None:
    inside, finish = threading.Event(), threading.Event()

    def first() -> None:
        with db.transaction():
            keys.claim(caller="key:1", key="k", request="r1", at=AT)
            inside.set()
            finish.wait(10)
            keys.store(caller="key:1", key="k", answer=ANSWER)
        connections.close_all()

    runner = threading.Thread(target=first)
    runner.start()
    assert inside.wait(10)
    with pytest.raises(keys.StillRunning), db.transaction():
        keys.claim(caller="key:1", key="k", request="r1", at=AT)
    finish.set()
    runner.join(10)

    assert claim() == ANSWER
