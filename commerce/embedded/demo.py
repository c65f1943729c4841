"""The whole house on one machine: servers, tables, goods, web, worker and the payment emulator."""

import http.client
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from commerce.embedded import addresses, owner, process, signins, steps, words
from commerce.embedded.console import Console
from commerce.embedded.postgres import DEMO, Postgres
from commerce.embedded.state import AlreadyRunning, State
from commerce.embedded.supervisor import Program, Stop, Supervisor, stopping_on_signals
from commerce.embedded.valkey import Valkey
from commerce.env import ROOT, state_folder

READY_PATIENCE = 180.0
COLLECT = ("collectstatic", "--no-input", "--clear", "-v0")
QUEUES = "facts,default,outside,slow"


def run() -> int:
    """This runs the demo until it is told to stop, and returns the exit code."""
    state = State(state_folder())
    console = Console(log=state.logs / "demo.log")
    supervisor = Supervisor(console=console, pids=state.pids)
    try:
        with (
            stopping_on_signals(),
            state.locked(),
            _house(state, supervisor, web=True) as environment,
        ):
            _open_doors(state, supervisor, environment)
            signins.show(state, console, environment)
            console.say("ready; Ctrl-C or `make stop` ends it")
            supervisor.watch()
    except Stop:
        console.say("everything is stopped")
        return 0
    except AlreadyRunning as error:
        console.show(str(error))
        signins.show(state, console, {})
        return 1
    except owner.CannotStart as error:
        console.show(str(error))
        return 1
    return 0


def serve() -> int:
    """This runs only PostgreSQL and Valkey, with the tables made, for commands and tools."""
    state = State(state_folder())
    console = Console(log=state.logs / "demo.log")
    supervisor = Supervisor(console=console, pids=state.pids)
    try:
        with stopping_on_signals(), state.locked(), _house(state, supervisor) as environment:
            _make_tables(state, console, environment)
            console.say("PostgreSQL and Valkey answer; Ctrl-C stops them")
            supervisor.watch()
    except Stop:
        return 0
    except owner.CannotStart as error:
        console.show(str(error))
        return 1
    return 0


@contextmanager
def _house(state: State, supervisor: Supervisor, *, web: bool = False) -> Iterator[dict[str, str]]:
    """The servers behind the house; on the way out everything is stopped and forgotten."""
    console = supervisor.console
    console.say(f"starting in {state.folder}")
    try:
        state.end_leftovers()
        words.compile_all()
        if web:
            addresses.demand_free_port()
        database, cache = _servers(state, supervisor)
        environment = addresses.environment(state, database=database, cache=cache)
        addresses.publish(state, environment)
        yield environment
    finally:
        console.say("stopping")
        state.services.unlink(missing_ok=True)
        supervisor.stop()


def _servers(state: State, supervisor: Supervisor) -> tuple[str, str]:
    database, cache = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not database:
        postgres = Postgres(state=state.folder, options=DEMO)
        supervisor.start(postgres)
        database = postgres.address
        supervisor.console.say("PostgreSQL is up")
    if not cache:
        valkey = Valkey(state=state.folder)
        supervisor.start(valkey)
        cache = valkey.address
        supervisor.console.say("Valkey is up")
    return database, cache


def _make_tables(state: State, console: Console, environment: Mapping[str, str]) -> None:
    key = steps.database_key(environment, embedded=not os.environ.get("DATABASE_URL"))
    if state.done("tables", key):
        return
    console.say("making the tables")
    steps.begin(state, environment, "migrate", "--no-input").finish()
    if steps.exists("sync_roles"):
        steps.begin(state, environment, "sync_roles").finish()
    state.mark_done("tables", key)


def _open_doors(state: State, supervisor: Supervisor, environment: Mapping[str, str]) -> None:
    console = supervisor.console
    static_key = steps.static_key()
    static_is_done = state.done("static", static_key)
    static = None if static_is_done else steps.begin(state, environment, *COLLECT)
    _make_tables(state, console, environment)
    _start_emulator(state, supervisor, environment)
    _fill(state, console, environment)
    if static is not None:
        console.say("collecting static files")
        static.finish()
        state.mark_done("static", static_key)
    for program in (_web(state, environment), _worker(state, environment)):
        supervisor.start(program)
    console.say("web and worker are starting")
    _wait_until_ready(state, supervisor, int(environment["PORT"]))


def _start_emulator(state: State, supervisor: Supervisor, environment: Mapping[str, str]) -> None:
    options = addresses.emulator_options(state, environment)
    if not options:
        return
    flags = [part for pair in options.items() for part in pair]
    command = [sys.executable, "-m", "payments.stripe_emulator", *flags]
    supervisor.start(_program("emulator", command, state=state, environment=environment))


def _fill(state: State, console: Console, environment: Mapping[str, str]) -> None:
    key = steps.database_key(environment, embedded=not os.environ.get("DATABASE_URL")).split(":")[0]
    if not steps.exists("seed_demo") or (state.done("goods", key) and signins.known(state)):
        return
    console.say("filling the shop")
    steps.begin(state, environment, "seed_demo").finish(console)
    state.mark_done("goods", key)


def _web(state: State, environment: Mapping[str, str]) -> Program:
    options = {
        "--interface": "wsgi",
        "--host": environment.get("WEB_HOST") or "127.0.0.1",
        "--port": environment["PORT"],
        "--workers": environment.get("WEB_WORKERS") or "2",
        "--blocking-threads": environment.get("WEB_THREADS") or "4",
        "--workers-kill-timeout": "10",
    }
    flags = [part for pair in options.items() for part in pair]
    command = [sys.executable, "-m", "granian", *flags, "--respawn-failed-workers", "--no-ws"]
    command += ["commerce.wsgi:application"]
    return _program("web", command, state=state, environment=environment)


def _worker(state: State, environment: Mapping[str, str]) -> Program:
    flags = ["--pool", "threads", "--concurrency", "4", "--queues", QUEUES, "--loglevel", "WARNING"]
    quiet = ["--without-gossip", "--without-mingle"]
    beat = ["--beat", "--schedule", str(state.folder / "beat-schedule")]
    command = [sys.executable, "-m", "celery", "--app", "commerce", "worker"]
    command += [*flags, *quiet, *beat]
    return _program("worker", command, state=state, environment=environment)


def _program(
    name: str, command: list[str], *, state: State, environment: Mapping[str, str]
) -> Program:
    return Program(
        name=name,
        command=command,
        environment=environment,
        folder=Path(ROOT),
        log=state.logs / f"{name}.log",
        death_signal=signal.SIGTERM,
    )


def _wait_until_ready(state: State, supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + READY_PATIENCE
    answer = 0
    while answer != http.client.OK:
        if time.monotonic() > deadline:
            web = process.tail(state.logs / "web.log")
            message = f"The house is not ready (/readyz answers {answer or 'nothing'}):\n{web}"
            raise owner.CannotStart(message)
        supervisor.look()
        time.sleep(0.2)
        answer = _ask(port, "/readyz")


def _ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
