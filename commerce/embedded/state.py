"""The state folder of one demo: its lock, secrets, addresses, pids and sign-ins, as files others may read."""

import fcntl
import json
import os
import secrets
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commerce.embedded import owner, process

STOP_PATIENCE = 60.0
LEFTOVER_PATIENCE = 10.0


class AlreadyRunning(owner.CannotStart):
    """Another supervisor holds this state folder."""


@dataclass(frozen=True, slots=True)
class State:
    """The files of one state folder (`.kontor`)."""

    folder: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """This holds the folder for one supervisor.

        Raises:
            AlreadyRunning: when another one holds it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.lock.open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                message = f"The demo is already running in {self.folder}; stop it with `make stop`."
                raise AlreadyRunning(message) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            try:
                yield
            finally:
                file.truncate(0)

    def holder(self) -> int | None:
        """This names the supervisor's process id, if one is running."""
        try:
            with self.lock.open("r+") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return int(file.read() or 0) or None
                return None
        except (OSError, ValueError):
            return None

    def stop_holder(self) -> bool:
        """This asks the running supervisor to stop and waits for it; False when none is running.

        Raises:
            CannotStart: when it does not stop in time.
        """
        pid = self.holder()
        if pid is None:
            return False
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE
        while self.holder() == pid and process.alive(pid):
            if time.monotonic() > deadline:
                message = f"The supervisor (process {pid}) does not stop."
                raise owner.CannotStart(message)
            time.sleep(0.1)
        return True

    def end_leftovers(self) -> None:
        """This ends programs that a killed supervisor left, or that are still on their way out."""
        for file in sorted(self.pids.glob("*.pid")):
            with suppress(OSError, ValueError):
                process.end_session(
                    int(file.read_text()), program="python", patience=LEFTOVER_PATIENCE
                )
            file.unlink(missing_ok=True)

    @property
    def lock(self) -> Path:
        """Held while a supervisor runs; holds its process id."""
        return self.folder / "demo.lock"

    @property
    def services(self) -> Path:
        """Addresses and secrets of the running demo, read by `commerce.env`."""
        return self.folder / "services.json"

    @property
    def pids(self) -> Path:
        """One file per running service."""
        return self.folder / "pids"

    @property
    def logs(self) -> Path:
        """One file per service."""
        return self.folder / "logs"

    def keepsakes(self) -> dict[str, str]:
        """This reads what stays the same between starts: secrets and the emulator's port."""
        file = self.folder / "keepsakes.json"
        kept = read(file)
        wanted = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "STRIPE_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(24)}",
            "EMULATOR_PORT": "",
        }
        found = {name: str(kept.get(name) or value) for name, value in wanted.items()}
        if not found["EMULATOR_PORT"] or not port_is_free(int(found["EMULATOR_PORT"])):
            found["EMULATOR_PORT"] = str(free_port())
        if found != kept:
            write(file, found)
        return found

    def done(self, step: str, key: str) -> bool:
        """This answers whether a step was finished for the same input before."""
        return bool(key) and read(self.folder / "done.json").get(step) == key

    def mark_done(self, step: str, key: str) -> None:
        """This remembers that a step was finished for this input."""
        file = self.folder / "done.json"
        write(file, {**read(file), step: key})


def read(file: Path) -> dict[str, Any]:
    """This reads a JSON object; a missing or broken file is an empty one."""
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(file: Path, values: Mapping[str, Any]) -> None:
    """This writes a JSON object that only its owner may read, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as output:
        json.dump(values, output, indent=2)
        output.write("\n")
    unfinished.replace(file)


def free_port() -> int:
    """This asks the system for a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """This answers whether a server could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
