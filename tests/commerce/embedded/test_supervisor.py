"""The supervisor brings back what dies, stops in reverse, and takes everything with it when it is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commerce.embedded import process
from commerce.embedded.console import Console
from commerce.embedded.supervisor import Program, Stop, Supervisor, stopping_on_signals
from commerce.env import ROOT

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# A program with a child of its own, as web servers have workers.
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(c.pid, flush=True); time.sleep(60)",
]


def _program(folder: Path, name: str, command: list[str]) -> Program:
    return Program(
        name=name,
        command=command,
        environment=dict(os.environ),
        folder=folder,
        log=folder / f"{name}.log",
        patience=5,
    )


def _supervisor(folder: Path) -> Supervisor:
    return Supervisor(console=Console(log=folder / "demo.log"), pids=folder / "pids")


def test_brings_back_what_dies_and_waits_longer_each_time(tmp_path: Path) -> None:
    supervisor = _supervisor(tmp_path)
    program = _program(tmp_path, "web", [sys.executable, "-c", "pass"])
    supervisor.start(program)
    watched = supervisor.watched[0]

    waits = []
    for _ in range(3):
        assert program.running is not None
        program.running.wait()
        before = time.monotonic()
        supervisor.look()
        assert watched.again_at is not None
        waits.append(round(watched.again_at - before, 1))
        watched.again_at = 0.0
        supervisor.look()
    supervisor.stop()

    assert waits == [0.5, 1.0, 2.0]
    assert "web is back" in (tmp_path / "demo.log").read_text()


def test_takes_the_children_of_a_killed_program_along(tmp_path: Path) -> None:
    supervisor = _supervisor(tmp_path)
    program = _program(tmp_path, "web", PARENT)
    supervisor.start(program)
    child = _first_number(tmp_path / "web.log")
    assert program.running is not None

    program.running.kill()
    program.running.wait()
    supervisor.look()

    assert _gone(child)
    supervisor.stop()


def test_stops_in_reverse_and_forgets_the_pids(tmp_path: Path) -> None:
    supervisor = _supervisor(tmp_path)
    programs = [_program(tmp_path, name, SLEEP) for name in ("first", "second")]
    for one in programs:
        supervisor.start(one)
    pids = [one.running.pid for one in programs if one.running]
    assert sorted(path.name for path in (tmp_path / "pids").iterdir()) == [
        "first.pid",
        "second.pid",
    ]

    supervisor.stop()

    assert not any(process.alive(pid) for pid in pids)
    assert list((tmp_path / "pids").iterdir()) == []


def test_kills_a_program_that_does_not_listen(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    program = _program(tmp_path, "deaf", [sys.executable, "-c", deaf])
    program.patience = 0.2
    program.start()
    _first_number(tmp_path / "deaf.log")
    assert program.running is not None
    pid = program.running.pid

    program.stop()

    assert not process.alive(pid)


def test_a_signal_stops_once_and_more_of_them_are_ignored() -> None:
    with pytest.raises(Stop, match="SIGTERM"), stopping_on_signals():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that a parent died")
def test_a_killed_supervisor_leaves_nothing(tmp_path: Path) -> None:
    script = f"""
import os, sys
from pathlib import Path
from tests.commerce.embedded import test_supervisor as t
supervisor = t._supervisor(Path({str(tmp_path)!r}))
program = t._program(Path({str(tmp_path)!r}), "web", t.SLEEP)
supervisor.start(program)
supervisor.watch()
"""
    supervisor = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    pid = _first_number(tmp_path / "pids" / "web.pid")

    supervisor.kill()
    supervisor.wait()

    assert _gone(pid)


DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); time.sleep(60)"
)
# A program and its worker, both too busy with starting to listen.
DEAF_PARENT = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    f"c = subprocess.Popen([sys.executable, '-c', {DEAF!r}], stdout=subprocess.PIPE);"
    "c.stdout.readline(); print(c.pid, flush=True); time.sleep(60)",
]


def test_a_killed_supervisor_takes_along_what_does_not_listen(tmp_path: Path) -> None:
    """Fault: killed while web and worker are starting; neither they nor their children stay."""
    script = f"""
from pathlib import Path
from tests.commerce.embedded import test_supervisor as t
supervisor = t._supervisor(Path({str(tmp_path)!r}))
supervisor.start(t._program(Path({str(tmp_path)!r}), "web", t.DEAF_PARENT))
supervisor.watch()
"""
    supervisor = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    web = _first_number(tmp_path / "pids" / "web.pid")
    child = _first_number(tmp_path / "web.log")

    supervisor.kill()
    supervisor.wait()

    assert _gone(web)
    assert _gone(child)


def test_a_stopped_supervisor_leaves_no_reaper(tmp_path: Path) -> None:
    supervisor = _supervisor(tmp_path)
    supervisor.start(_program(tmp_path, "web", SLEEP))
    assert supervisor.reaper is not None
    running = supervisor.reaper.running

    supervisor.stop()

    assert running.poll() == 0
    assert supervisor.reaper is None


def _first_number(file: Path) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        text = file.read_text().strip() if file.exists() else ""
        if text:
            return int(text.split()[0])
        time.sleep(0.02)
    pytest.fail(f"{file} stays empty")


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        if not process.alive(pid) or (state.exists() and state.read_text().split()[2] == "Z"):
            return True
        time.sleep(0.02)
    return False
