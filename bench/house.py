"""The house under test: its own servers and state, production settings, two web workers."""

import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commerce.embedded import binaries, owner, process
from commerce.embedded.postgres import Postgres
from commerce.embedded.valkey import Valkey
from commerce.env import ROOT

STATE = ROOT / ".kontor" / "bench"
WORKERS = 2
# Durable commits, as on a real server; only memory is given for the machine's size.
POSTGRES = {
    "shared_buffers": "1GB",
    "effective_cache_size": "8GB",
    "work_mem": "16MB",
    "max_connections": "200",
    "random_page_cost": "1.1",
    "max_wal_size": "4GB",
    "jit": "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Where the house answers, what its processes are told, and its database."""

    base: str
    environment: Mapping[str, str]
    web: subprocess.Popen[bytes]
    database: Postgres

    def manage(self, *command: str) -> str:
        """This runs a management command and returns what it printed."""
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=dict(self.environment),
            check=False,
            capture_output=True,
            text=True,
        )
        if answer.returncode:
            raise RuntimeError(f"{' '.join(command)}: {answer.stdout}{answer.stderr}")
        return answer.stdout

    def facts(self, name: str) -> dict[str, str]:
        """This reads what the filling command wrote down, such as keys and sample addresses."""
        found: dict[str, str] = json.loads((STATE / f"{name}.json").read_text())
        return found


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """This runs PostgreSQL and Valkey for the bench; yields the environment of its processes."""
    STATE.mkdir(parents=True, exist_ok=True)
    database, cache = Postgres(state=STATE, options=POSTGRES), Valkey(state=STATE)
    database.start()
    try:
        cache.start()
        yield _environment(database.address, cache.address)
    finally:
        cache.stop()
        database.stop()


@contextmanager
def served(
    application: str, environment: Mapping[str, str]
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """This serves a WSGI application with granian, two workers, as in production."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "4"]
    command += ["--no-log", application]
    running = process.spawn(
        command,
        log=STATE / "web.log",
        death_signal=signal.SIGTERM,
        environment=dict(environment),
        folder=ROOT,
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}", running
    finally:
        process.stop(running, gently=signal.SIGTERM, patience=20)


def pgbench(environment: Mapping[str, str]) -> dict[str, float]:
    """This measures the bare database: simple reads and small write transactions per second."""
    program = binaries.postgres_programs(owner.account()) / "pgbench"
    url = environment["DATABASE_URL"]
    found: dict[str, float] = {}
    tools = {**os.environ, "LD_LIBRARY_PATH": str(program.parent.parent / "lib")}
    fill = [str(program), "-i", "-q", "-s", "10", url]
    subprocess.run(fill, check=True, capture_output=True, env=tools)  # noqa: S603
    for name, flags in {"reads": ["-S", "-M", "prepared"], "writes": ["-N"]}.items():
        command = [str(program), "-c8", "-j2", "-T8", *flags, url]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, env=tools)  # noqa: S603
        tps = re.search(r"tps = ([\d.]+)", answer.stdout)
        found[name] = round(float(tps[1]), 0) if tps else 0.0
    return found


def memory_of(running: subprocess.Popen[bytes]) -> float:
    """This adds up the proportional memory of a process and its children, in MB (Linux)."""
    total = 0.0
    for pid in _family(running.pid):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
        total += int(found[1]) / 1024 if found else 0
    return round(total, 0)


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += _family(int(child))
    return found


def _environment(database: str, cache: str) -> dict[str, str]:
    # As on a server: programs are read as bytecode. Compiled anew in each process they hold on to
    # the memory of compiling, some 25 MB each.
    left_out = ("PG", "DJANGO_", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "commerce.settings.production",
        "KONTOR_STATE": str(STATE),
        "DATABASE_URL": database,
        "REDIS_URL": cache,
        "SECRET_KEY": secrets.token_hex(32),
        "ALLOWED_HOSTS": "127.0.0.1",
        "STRIPE_WEBHOOK_SECRET": "whsec_bench",
        "SSL_REDIRECT": "0",
        "HSTS_SECONDS": "0",
        "LOG_LEVEL": "ERROR",
        "DATABASE_POOL": "8",
        "PAGE_CACHE_SECONDS": "0",
        "PYTHONPATH": str(ROOT),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/healthz")
            line.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "the web does not come up; see .kontor/bench/web.log"
    raise RuntimeError(message)
