"""The work between the servers' start and the first page: tables, sign-ins, goods, static files, words."""

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from commerce.embedded import owner, process, templates
from commerce.embedded.console import Console
from commerce.embedded.state import State
from commerce.env import ROOT

LOOK_EVERY = 0.1
# Steps are done again after a crash, so their commits need not wait for the disk; and they may take long.
IN_BULK = "-c synchronous_commit=off -c statement_timeout=0"


@dataclass
class Command:
    """One `manage.py` command on its way; its output goes to a log and, if wanted, to the terminal."""

    words: tuple[str, ...]
    log: Path
    running: subprocess.Popen[bytes]
    shown: int

    def finish(self, console: Console | None = None) -> None:
        """This waits for the command, showing its lines as they come.

        Raises:
            CannotStart: with the end of its output, when it fails.
        """
        try:
            while self.running.poll() is None:
                self._show(console)
                time.sleep(LOOK_EVERY)
            self._show(console)
        finally:
            process.sweep(self.running)
        if self.running.returncode != 0:
            message = f"`manage.py {' '.join(self.words)}` failed ({self.log}):\n"
            raise owner.CannotStart(message + process.tail(self.log, lines=25))

    def _show(self, console: Console | None) -> None:
        if console is None:
            return
        with self.log.open("rb") as file:
            file.seek(self.shown)
            lines = file.read().splitlines(keepends=True)
        for line in lines:
            if line.endswith(b"\n"):
                self.shown += len(line)
                console.show(f"           {line.decode(errors='replace').rstrip()}")


def begin(state: State, environment: Mapping[str, str], *words: str) -> Command:
    """This starts a `manage.py` command."""
    log = state.logs / f"{words[0]}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    running = process.spawn(
        [sys.executable, "manage.py", *words],
        log=log,
        death_signal=signal.SIGKILL,
        environment={**environment, "DATABASE_OPTIONS": IN_BULK},
        folder=ROOT,
    )
    return Command(words=words, log=log, running=running, shown=log.stat().st_size)


def exists(command: str) -> bool:
    """This answers whether the house has a `manage.py` command of this name."""
    return any(ROOT.glob(f"*/management/commands/{command}.py"))


def database_key(environment: Mapping[str, str], *, embedded: bool) -> str:
    """This names the present tables of the embedded database; nothing for a server of one's own.

    What was done to a database is remembered under this name, so a new or changed one is done again.
    """
    if not embedded:
        return ""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
    return f"{row[0] if row else ''}:{templates.migrations_digest()}"


def static_key() -> str:
    """This names the present static files: ours by size and time, the libraries' by the pinned list."""
    # [a-z]* and not *, as the state folder holds the collected copies.
    files = [path for path in ROOT.glob("[a-z]*/static/**/*") if path.is_file()]
    stamps = [f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in sorted(files)]
    return _digest([*stamps, (ROOT / "requirements" / "run.txt").read_text()])


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()[:16]
