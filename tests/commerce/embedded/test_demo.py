"""The servers behind the demo, started as a person starts them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commerce.embedded.state import State, read
from commerce.env import ROOT

# Servers, a database and every table are made anew for each test.
pytestmark = pytest.mark.timeout(300)
START = [sys.executable, "-m", "commerce.embedded", "services"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ours = {
        "DATABASE_URL",
        "REDIS_URL",
        "SITE_URL",
        "KONTOR_TEST_TEMPLATE",
        "DJANGO_SETTINGS_MODULE",
    }
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "KONTOR_STATE": str(tmp_path / "kon tor ü"), "PORT": "0"}


@pytest.fixture
def running(environment: dict[str, str]) -> Iterator[State]:
    state = State(Path(environment["KONTOR_STATE"]))
    supervisor = subprocess.Popen(
        START, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    said = ""
    while "answer" not in said:
        line = supervisor.stdout.readline()
        assert line, said
        said += line
    yield state
    if state.holder():
        supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(30) == 0
    supervisor.stdout.close()
    shutil.rmtree((state.folder / "postgres").resolve().parent)


def test_serves_commands_refuses_a_second_copy_and_stops_clean(
    running: State, environment: dict[str, str]
) -> None:
    asked = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr

    second = subprocess.run(
        START, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert "already running" in second.stdout

    assert read(running.services)["DATABASE_URL"].startswith("postgresql:///kontor?host=")
    assert {path.name for path in running.pids.iterdir()} == {"postgres.pid", "valkey.pid"}

    stopping = [sys.executable, "-m", "commerce.embedded", "stop"]
    began = time.monotonic()
    stopped = subprocess.run(
        stopping, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "The demo is stopped." in stopped.stdout
    assert time.monotonic() - began < 15
    assert not running.services.exists()
    assert list(running.pids.iterdir()) == []
