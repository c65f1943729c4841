"""Valkey out of its wheel: cache and transport; it may lose everything at any time."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import redis

from commerce.embedded import binaries, owner, process

START_PATIENCE = 30.0
STOP_PATIENCE = 10.0
SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "no",
    "databases": "64",
    "daemonize": "no",
    "maxmemory": "256mb",
    # Full means errors, not silent loss of queued work; the cache's entries all expire.
    "maxmemory-policy": "volatile-lru",
}


@dataclass
class Valkey:
    """One server of one state folder, running as long as this process."""

    state: Path
    name: str = "valkey"
    address: str = field(default="", init=False)
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> str:
        """This starts the server and returns its address.

        Raises:
            CannotStart: with the end of the log, when the server does not come up.
        """
        who = owner.account()
        sockets = owner.socket_folder(self.state, who)
        socket = sockets / "valkey.sock"
        _stop_leftover(sockets / "valkey.pid")
        socket.unlink(missing_ok=True)
        settings = {
            **SETTINGS,
            "unixsocket": str(socket),
            "dir": str(sockets),
            "pidfile": str(sockets / "valkey.pid"),
        }
        flags = [part for key, value in settings.items() for part in (f"--{key}", value)]
        self.running = process.spawn(
            [binaries.valkey_server(who), *flags],
            log=self.log,
            death_signal=signal.SIGTERM,
            who=who,
            environment=dict(os.environ),
            folder=sockets,
        )
        self._wait_until_ready(address_of(socket))
        self.address = address_of(socket)
        return self.address

    def stop(self) -> None:
        """This ends the server and forgets what it held."""
        if self.running is not None:
            process.stop(self.running, gently=signal.SIGTERM, patience=STOP_PATIENCE)
            self.running = None
            owner.leave(self.state)

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.state / "logs" / "valkey.log"

    def _wait_until_ready(self, url: str) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while True:
            try:
                with redis.Redis.from_url(url, socket_timeout=5) as client:
                    client.ping()
            except redis.ConnectionError as error:
                if (
                    self.running is None
                    or self.running.poll() is not None
                    or time.monotonic() > deadline
                ):
                    message = f"Valkey did not start ({self.log}):\n{process.tail(self.log)}"
                    raise owner.CannotStart(message) from error
                time.sleep(0.02)
            else:
                return


def address_of(socket: Path) -> str:
    """This writes the address of the server behind a socket."""
    return f"unix://{quote(str(socket))}?db=0"


def _stop_leftover(pidfile: Path) -> None:
    """Ends a server that its supervisor left behind (macOS)."""
    try:
        pid = int(pidfile.read_text())
    except (OSError, ValueError):
        return
    if process.program_of(pid).startswith(("valkey", "redis")):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        process.wait_until_gone(pid, patience=STOP_PATIENCE)
