"""Number series: invariant 18, ERP-3."""

import threading

import pytest
from django.db import connections

from commerce import db, numbers


@pytest.mark.django_db
def test_a_rollback_burns_no_number() -> None:
    with db.transaction():
        assert numbers.gapless("invoices-eu") == 1
    with pytest.raises(RuntimeError), db.transaction():
        numbers.gapless("invoices-eu")
        raise RuntimeError
    with db.transaction():
        assert numbers.gapless("invoices-eu") == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_hundred_parallel_postings_are_consecutive() -> None:
    found: list[int] = []

    def post() -> None:
        for _ in range(10):
            with db.transaction():
                found.append(numbers.gapless("invoices-eu"))
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(found) == list(range(1, 101))
