"""The table: our figures beside the peers', what must be reached, and the ratio to hello-world."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.load import Load
from commerce.env import ROOT

HOME = ROOT / "bench"
START, END = "<!-- table -->", "<!-- /table -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured kind of work; `peers` and `must` as requests (or orders) per second."""

    name: str
    load: Load
    sql: int | None
    peers: str
    must: str
    most_sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One whole run with the references it is compared to."""

    at: str
    products: int
    seconds: int
    cores: int
    hello: Load
    database: dict[str, float]
    rows: Sequence[Row]
    race: dict[str, Any]
    memory_mb: float
    notes: Sequence[str]


def table(run: Run) -> str:
    """This words a run as Markdown."""
    lines = [
        f"Run of {run.at}: {run.products:,} products, {run.cores} cores, {run.seconds} s a row, "
        f"8 connections, load by {run.hello.generator}. Hello-world of the same run: "
        f"**{run.hello.rps:,.0f} rps** (p50 {run.hello.p50} ms); pgbench {run.database['reads']:,.0f} reads/s, "
        f"{run.database['writes']:,.0f} write transactions/s.",
        "",
        "| work | per second | of hello | p50 / p95 / p99 ms | SQL | best peer | must reach | not 2xx |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(row, run.hello.rps) for row in run.rows]
    orders = f"{run.race.get('orders')} orders of {run.race.get('buyers')} buyers in {run.race.get('seconds')} s"
    lines.append(f"| 5 in stock, 50 buyers at once | {orders} | | | | 0, 5, 32, 50 | 5 | |")
    lines.append(f"| memory, 2 web workers | {run.memory_mb:,.0f} MB | | | | 314 | 300 | |")
    return "\n".join([*lines, *(f"\n{note}" for note in run.notes)])


def write(run: Run) -> Path:
    """This stores a run as JSON and puts its table into bench/README.md."""
    results = HOME / "results"
    results.mkdir(exist_ok=True)
    target = results / f"{run.at[:10]}.json"
    target.write_text(json.dumps(asdict(run), indent=1) + "\n")
    page = HOME / "README.md"
    text = page.read_text()
    before, after = text.split(START)[0], text.split(END)[1]
    page.write_text(f"{before}{START}\n{table(run)}\n{END}{after}")
    return target


def now() -> str:
    """This words the present moment."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _line(row: Row, hello: float) -> str:
    load = row.load
    sql = "" if row.sql is None else f"{row.sql}{f' (<= {row.most_sql})' if row.most_sql else ''}"
    return (
        f"| {row.name} | **{load.rps:,.0f}** | {load.rps / hello:.3f} | {load.p50} / {load.p95} / {load.p99} "
        f"| {sql} | {row.peers} | {row.must} | {load.bad} |"
    )
