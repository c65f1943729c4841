"""The state folder: one supervisor at a time, secrets for their owner only, addresses for everybody else's commands."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from commerce import env
from commerce.embedded import addresses, owner
from commerce.embedded.state import AlreadyRunning, State, read, write


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "kon tor ü")


def test_refuses_a_second_supervisor(state: State) -> None:
    assert state.holder() is None

    with state.locked():
        assert state.holder() == os.getpid()
        with pytest.raises(AlreadyRunning, match="already running"), state.locked():
            pass

    assert state.holder() is None


def test_has_nobody_to_stop_when_none_runs(state: State) -> None:
    assert state.stop_holder() is False


def test_keeps_its_secrets_between_starts(state: State) -> None:
    first = state.keepsakes()

    assert state.keepsakes() == first
    assert len(first["SECRET_KEY"]) >= 50
    assert (state.folder / "keepsakes.json").stat().st_mode & 0o777 == 0o600


def test_moves_the_emulator_when_its_port_is_taken(state: State) -> None:
    first = state.keepsakes()

    with socket.socket() as other:
        other.bind(("127.0.0.1", int(first["EMULATOR_PORT"])))
        other.listen()
        second = state.keepsakes()

    assert second["EMULATOR_PORT"] != first["EMULATOR_PORT"]
    assert second["SECRET_KEY"] == first["SECRET_KEY"]


def test_remembers_a_step_for_the_same_input_only(state: State) -> None:
    state.mark_done("tables", "a")

    assert state.done("tables", "a")
    assert not state.done("tables", "b")
    assert not state.done("goods", "a")


def test_never_leaves_half_a_file(state: State) -> None:
    write(state.services, {"a": "1"})
    write(state.services, {"b": "2"})

    assert read(state.services) == {"b": "2"}
    assert [path.name for path in state.folder.iterdir()] == ["services.json"]


def test_commands_find_the_running_demo_and_forget_a_dead_one(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONTOR_STATE", str(state.folder))
    monkeypatch.delenv("SITE_URL", raising=False)
    addresses.publish(state, {"SITE_URL": "http://localhost:1"})

    env._services.cache_clear()
    assert env.text("SITE_URL") == "http://localhost:1"

    found = json.loads(state.services.read_text())
    write(state.services, {**found, "SUPERVISOR_PID": "4194304"})  # beyond the largest process id
    env._services.cache_clear()
    assert env.text("SITE_URL") == ""
    env._services.cache_clear()


def test_what_the_caller_sets_wins(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_real")
    monkeypatch.setenv("SECRET_KEY", "mine")

    found = addresses.environment(state, database="postgresql:///x", cache="unix:///y?db=0")

    assert found["SECRET_KEY"] == "mine"
    assert found["DATABASE_URL"] == "postgresql:///x"
    assert "STRIPE_API_BASE" not in found
    assert addresses.emulator_options(state, found) == {}


def test_puts_the_emulator_in_place_of_stripe(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "0")
    for name in ("STRIPE_SECRET_KEY", "STRIPE_API_BASE", "STRIPE_WEBHOOK_SECRET", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)

    found = addresses.environment(state, database="postgresql:///x", cache="unix:///y?db=0")
    options = addresses.emulator_options(state, found)

    assert found["STRIPE_API_BASE"] == f"http://127.0.0.1:{options['--port']}"
    assert options["--webhook-secret"] == found["STRIPE_WEBHOOK_SECRET"]
    assert options["--webhook-url"] == "http://127.0.0.1:0/webhooks/stripe/"


def test_names_the_way_out_when_the_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))

        with pytest.raises(owner.CannotStart, match="PORT=8001 make demo"):
            addresses.demand_free_port()


def test_ends_what_a_killed_supervisor_left(state: State) -> None:
    left = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    state.pids.mkdir(parents=True)
    (state.pids / "web.pid").write_text(str(left.pid))
    (state.pids / "worker.pid").write_text("1")  # somebody else's by now

    threading.Thread(target=left.wait).start()  # it is not our child in real life
    state.end_leftovers()

    assert left.wait(10) == -signal.SIGTERM
    assert list(state.pids.iterdir()) == []
