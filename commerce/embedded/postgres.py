"""PostgreSQL 18 out of its wheel: made, started, watched and stopped."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from commerce.embedded import binaries, owner, process

USER = "kontor"
START_PATIENCE = 60.0
STOP_PATIENCE = 20.0
# Nothing but the socket: no port, no collision, no door to the network.
ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "jit": "off",
}
# What was acknowledged survives a kill: every commit waits for the disk.
DEMO = {
    "synchronous_commit": "on",
    "random_page_cost": "1.1",
    "max_connections": "120",
    "max_wal_size": "1GB",
}
# A crash of the machine costs the whole cluster, which the next run makes anew.
TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "random_page_cost": "1.1",
    "max_connections": "300",
    "max_wal_size": "1GB",
    "autovacuum_naptime": "5min",
}


@dataclass
class Postgres:
    """One cluster of one state folder, running as long as this process."""

    state: Path
    options: Mapping[str, str]
    database: str = "kontor"
    name: str = "postgres"
    address: str = field(default="", init=False)
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> str:
        """This makes the cluster if needed, starts the server, makes the database and returns its address.

        Raises:
            CannotStart: with the end of the log, when the server does not come up.
        """
        who = owner.account()
        programs = binaries.postgres_programs(who)
        data = owner.data_folder(self.state, "postgres", who)
        sockets = owner.socket_folder(self.state, who)
        _make_cluster(data, programs=programs, who=who, log=self.log)
        _stop_leftover(data)
        settings = {**ALWAYS, "unix_socket_directories": str(sockets), **self.options}
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        self.running = process.spawn(
            [programs / "postgres", "-D", data, *flags],
            log=self.log,
            death_signal=signal.SIGINT,
            who=who,
            environment=_environment(),
            folder=Path("/"),
        )
        self._wait_until_ready(sockets)
        self.address = address_of(sockets, self.database)
        return self.address

    def stop(self) -> None:
        """This shuts the server down: sessions are ended, everything committed is kept."""
        if self.running is not None:
            process.stop(self.running, gently=signal.SIGINT, patience=STOP_PATIENCE)
            self.running = None
            owner.leave(self.state)

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.state / "logs" / "postgres.log"

    def _wait_until_ready(self, sockets: Path) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while True:
            try:
                _make_database(address_of(sockets, "postgres"), self.database)
            except psycopg.OperationalError as error:
                if (
                    self.running is None
                    or self.running.poll() is not None
                    or time.monotonic() > deadline
                ):
                    message = f"PostgreSQL did not start ({self.log}):\n{process.tail(self.log)}"
                    raise owner.CannotStart(message) from error
                time.sleep(0.03)
            else:
                return


def address_of(sockets: Path, name: str) -> str:
    """This writes the address of a database behind a socket folder."""
    return f"postgresql:///{name}?host={quote(str(sockets), safe='/')}&user={USER}"


def _make_database(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True, connect_timeout=10) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if found is None:
            connection.execute(
                psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
            )


def _make_cluster(data: Path, *, programs: Path, who: owner.Account, log: Path) -> None:
    if (data / "PG_VERSION").exists():
        if (data / "PG_VERSION").read_text().strip() == _major(programs):
            return
        data.rename(
            data.with_name(f"{data.name}-{int(time.time())}")
        )  # another major version cannot read it
    unfinished = data.with_name(f"{data.name}.new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    owner.private_folder(unfinished, who)
    maker = process.spawn(
        [
            programs / "initdb",
            "-D",
            unfinished,
            "-U",
            USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            # The same order of letters everywhere; linguistic order is the application's business.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ],
        log=log,
        death_signal=signal.SIGKILL,
        who=who,
        environment=_environment(),
        folder=Path("/"),
    )
    if maker.wait() != 0:
        message = f"initdb failed ({log}):\n{process.tail(log)}"
        raise owner.CannotStart(message)
    unfinished.rename(data)


def _major(programs: Path) -> str:
    answer = subprocess.run(  # noqa: S603
        [programs / "postgres", "--version"], check=True, capture_output=True, text=True
    )
    found = re.search(r"(\d+)", answer.stdout)
    return found.group(1) if found else ""


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}


def _stop_leftover(data: Path) -> None:
    """Waits for a server that is still shutting down, and ends one that its supervisor left behind (macOS)."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    if "postgres" not in process.program_of(pid):
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    if not process.wait_until_gone(pid, patience=STOP_PATIENCE):
        message = f"An older PostgreSQL (process {pid}) holds {data} and does not stop."
        raise owner.CannotStart(message)
