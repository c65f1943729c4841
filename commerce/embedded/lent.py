"""The demo for tools that only look at it: the one that runs already, or one started for the time being."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commerce.embedded import owner, process
from commerce.embedded.state import State, free_port, read
from commerce.env import ROOT

PATIENCE = 420.0
LOOK_EVERY = 0.3
# What a caller settled for itself must not reach a demo that settles the same.
FOREIGN = (
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
    "SITE_URL",
    "SECRET_KEY",
    "DATABASE_OPTIONS",
)


def running(folder: Path) -> dict[str, Any] | None:
    """This reads the sign-ins and addresses of the demo in a state folder, if one runs and answers."""
    if State(folder).holder() is None:
        return None
    found = read(folder / "demo-credentials.json")
    return found if found and _answers(str(found["base_url"])) else None


def start(folder: Path, **settings: str) -> dict[str, Any]:
    """This starts a demo in a state folder on a free port and waits until it answers; it runs until `end`.

    Raises:
        CannotStart: with the end of its log, when it does not come up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demo-credentials.json").unlink(missing_ok=True)
    log = folder / "logs" / "lent.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        demo = subprocess.Popen(
            [sys.executable, "-m", "commerce.embedded", "demo"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**_environment(folder), "PORT": str(free_port()), **settings},
            cwd=ROOT,
        )
    deadline = time.monotonic() + PATIENCE
    while (found := running(folder)) is None:
        if demo.poll() is not None or time.monotonic() > deadline:
            with suppress(ProcessLookupError):
                demo.send_signal(signal.SIGTERM)
            message = f"The demo did not come up:\n{process.tail(log, lines=25)}"
            raise owner.CannotStart(message)
        time.sleep(LOOK_EVERY)
    return found


def end(folder: Path) -> None:
    """This ends the demo in a state folder, if one runs."""
    State(folder).stop_holder()


@contextmanager
def shown(folder: Path) -> Iterator[Mapping[str, Any]]:
    """This lends the demo of a state folder; one that had to be started is ended afterwards.

    Raises:
        CannotStart: when it does not come up.
    """
    found = running(folder)
    if found is not None:
        yield found
        return
    try:
        yield start(folder)
    finally:
        end(folder)


def _environment(folder: Path) -> dict[str, str]:
    ours = {key: value for key, value in os.environ.items() if not _is_foreign(key)}
    return {**ours, "KONTOR_STATE": str(folder)}


def _is_foreign(name: str) -> bool:
    return name in FOREIGN or name.startswith(("PYTEST", "STRIPE_", "KONTOR_TEST"))


def _answers(base: str) -> bool:
    there = urlsplit(base)
    connection = http.client.HTTPConnection(there.hostname or "localhost", there.port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
