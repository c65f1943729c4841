"""Load: wrk when this machine has it or can get it, else a small generator of our own.

The generator of our own costs more of the two cores than wrk, so its figures are lower; the results
name which one was used.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of it: requests per second, latency in milliseconds, answers that were not 2xx.

    `reasons` counts what the commonest bad answers said, where the generator reads them.
    """

    rps: float
    p50: float
    p95: float
    p99: float
    bad: int
    generator: str
    reasons: Mapping[str, int] = field(default_factory=dict)


def run(*, url: str, headers: Mapping[str, str], seconds: int, body: str = "") -> Load:
    """This asks for one address over 8 kept connections for so many seconds; a body is posted as JSON."""
    program = wrk()
    if program:
        return _wrk(program, url=url, headers=headers, seconds=seconds, body=body)
    return _own(url=url, headers=headers, seconds=seconds, body=body)


def wrk() -> str:
    """This finds wrk, installing it as root where there is apt; empty when there is none."""
    found = shutil.which("wrk") or ""
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "wrk"]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603
        found = shutil.which("wrk") or ""
    return found


_POST = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[BODY]]
"""
_REPORT = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %f %f %f %f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


def _wrk(program: str, *, url: str, headers: Mapping[str, str], seconds: int, body: str) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "report.lua"
        script.write_text(_POST.replace("BODY", body) + _REPORT if body else _REPORT)
        flags = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = [
            program,
            "-t2",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "-s",
            str(script),
            *flags,
            url,
        ]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+) (\d+)", answer.stdout)
    if found is None:
        message = f"wrk said nothing of use: {answer.stdout}"
        raise RuntimeError(message)
    rps, p50, p95, p99 = (round(float(value), 2) for value in found.groups()[:4])
    return Load(rps=rps, p50=p50, p95=p95, p99=p99, bad=int(found[5]), generator="wrk")


def _own(*, url: str, headers: Mapping[str, str], seconds: int, body: str) -> Load:
    times: list[float] = []
    bad = [0]
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_ask, args=(url, headers, body, until, times, bad))
        for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = [value * 1000 for value in statistics.quantiles(times, n=100)]
    return Load(
        rps=round(len(times) / seconds, 2),
        p50=round(cuts[49], 2),
        p95=round(cuts[94], 2),
        p99=round(cuts[98], 2),
        bad=bad[0],
        generator="own",
    )


def _ask(  # noqa: PLR0917 - a thread's target
    url: str,
    headers: Mapping[str, str],
    body: str,
    until: float,
    times: list[float],
    bad: list[int],
) -> None:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"{'POST' if body else 'GET'} {target} HTTP/1.1",
        f"Host: {parts.netloc}",
        *(f"{k}: {v}" for k, v in headers.items()),
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body.encode())}"]
    request = ("\r\n".join(lines) + "\r\n\r\n" + body).encode()
    with socket.create_connection((parts.hostname or "", parts.port or 80)) as line:
        while time.monotonic() < until:
            started = time.perf_counter()
            line.sendall(request)
            good = _read(line)
            times.append(time.perf_counter() - started)
            bad[0] += not good


def _read(line: socket.socket) -> bool:
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    missing = int(length[1]) - len(body) if length else 0
    while missing > 0:
        missing -= len(line.recv(65536))
    return head.startswith(b"HTTP/1.1 2")
