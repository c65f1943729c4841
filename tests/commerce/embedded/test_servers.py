"""PostgreSQL and Valkey start, keep what must be kept, and come back after a kill."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from commerce.embedded import owner, postgres, process, valkey
from commerce.embedded.console import Console
from commerce.embedded.supervisor import Supervisor


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "kon tor ü"
    folder.mkdir()
    yield folder
    home = owner.data_folder(folder, "postgres", owner.account()).parent
    if home != folder:
        shutil.rmtree(home)


def test_postgres_keeps_rows_over_a_restart_and_a_kill(state: Path) -> None:
    server = postgres.Postgres(state=state, options=postgres.DEMO)
    supervisor = Supervisor(console=Console(log=state / "log"), pids=state / "pids")
    try:
        supervisor.start(server)
        with psycopg.connect(server.address) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        first = int((state / "pids" / "postgres.pid").read_text())

        os.kill(first, signal.SIGKILL)
        assert process.wait_until_gone(first, patience=0) is False  # a zombie until it is looked at
        _look_until_back(supervisor, server)

        assert int((state / "pids" / "postgres.pid").read_text()) != first
        server.stop()
        with psycopg.connect(server.start()) as connection:
            row = connection.execute("SELECT answer, current_setting('listen_addresses') FROM kept")
            assert row.fetchone() == (42, "")
    finally:
        supervisor.stop()


def test_postgres_says_why_it_does_not_start(state: Path) -> None:
    server = postgres.Postgres(state=state, options={"max_connections": "none"})

    with pytest.raises(owner.CannotStart, match="max_connections"):
        server.start()
    server.stop()


def test_valkey_answers_and_forgets(state: Path) -> None:
    server = valkey.Valkey(state=state)
    try:
        with redis.Redis.from_url(server.start(), decode_responses=True) as client:
            client.set("kept", "no")
            assert client.get("kept") == "no"
        server.stop()
        with redis.Redis.from_url(server.start()) as client:
            assert client.get("kept") is None
    finally:
        server.stop()


def _look_until_back(supervisor: Supervisor, server: postgres.Postgres) -> None:
    fallen = server.running
    while server.running is fallen:
        supervisor.look()
