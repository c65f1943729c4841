"""The test run's own servers: every process has a cloned database and a cache of its own."""

import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_runs_on_postgres_18_that_listens_nowhere() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, current_setting('listen_addresses')"
        )
        version, addresses = cursor.fetchone()

    assert version >= 15
    if "KONTOR_TEST_TEMPLATE" in os.environ:
        assert (version, addresses) == (18, "")


@pytest.mark.django_db
def test_orders_letters_the_same_on_every_machine() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(word ORDER BY word) FROM unnest(ARRAY['b', 'A', 'a', 'B']) AS word"
        )
        (words,) = cursor.fetchone()

    assert words == ["A", "B", "a", "b"]


@pytest.mark.django_db(transaction=True)
def test_keeps_tables_when_committed_rows_are_flushed() -> None:
    assert "django_migrations" in connection.introspection.table_names()


def test_reaches_a_cache_of_its_own() -> None:
    cache.set("kontor", "here", timeout=5)

    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    expected = int(worker.removeprefix("gw")) + 1 if worker else 0
    assert cache.get("kontor") == "here"
    assert settings.REDIS_URL.endswith((f"db={expected}", f"/{expected}"))
