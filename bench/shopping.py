"""Load that writes: fresh carts, whole checkouts, and fifty buyers after five pieces; over the API."""

import http.client
import itertools
import json
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bench.load import CONNECTIONS, Load

ADDRESS = {
    "full_name": "Ada Bench",
    "line1": "Ringstr. 12",
    "city": "Berlin",
    "postcode": "10115",
    "country": "DE",
}


@dataclass
class Shopper:
    """One kept connection with a key; answers are JSON."""

    base: str
    key: str
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=30)

    def post(self, path: str, body: dict[str, Any], once: str = "") -> tuple[int, dict[str, Any]]:
        """This sends one POST and reads the answer."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        if once:
            headers["Idempotency-Key"] = once
        self.line.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
        answer = self.line.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")


def cart(shopper: Shopper, skus: list[str], number: int) -> bool:
    """This puts one piece into a fresh cart."""
    status, _ = shopper.post("carts", {"lines": [{"sku": skus[number % len(skus)], "quantity": 1}]})
    return status == 201


def checkout(shopper: Shopper, skus: list[str], number: int) -> bool:
    """This buys two articles: address, delivery and payment in the first call, agreement in the second."""
    lines = [{"sku": skus[(number * 2 + place) % len(skus)], "quantity": 1} for place in (0, 1)]
    return buy(shopper, lines=lines, name=f"bench-{number}") == "placed"


def buy(shopper: Shopper, *, lines: list[dict[str, Any]], name: str) -> str:
    """This goes through a whole checkout on account; returns `placed` or the code of the refusal."""
    opened = {
        "lines": lines,
        "email": f"{name}@example.com",
        "shipping_address": ADDRESS,
        "delivery": "standard",
        "payment_method": "invoice",
    }
    status, found = shopper.post("checkouts", opened, once=f"open-{name}-{time.time_ns()}")
    if status != 201:
        return str(found.get("code"))
    seen = {"quote": found["quote"]["hash"]}
    status, placed = shopper.post(
        f"checkouts/{found['id']}/confirmation", seen, once=f"buy-{found['id']}"
    )
    return str(placed["outcome"] if status == 201 else placed.get("code"))


def run(
    work: Callable[[Shopper, list[str], int], bool],
    *,
    base: str,
    key: str,
    skus: list[str],
    seconds: int,
) -> Load:
    """This repeats a piece of work over 8 connections for so many seconds."""
    times: list[float] = []
    bad = [0]
    numbers = itertools.count(time.time_ns() % 1_000_000)
    until = time.monotonic() + seconds

    def keep_on() -> None:
        shopper = Shopper(base, key)
        while time.monotonic() < until:
            started = time.perf_counter()
            good = work(shopper, skus, next(numbers))
            times.append(time.perf_counter() - started)
            bad[0] += not good

    threads = [threading.Thread(target=keep_on) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = [value * 1000 for value in statistics.quantiles(times, n=100)]
    rate = round((len(times) - bad[0]) / seconds, 2)
    return Load(
        rps=rate,
        p50=round(cuts[49], 2),
        p95=round(cuts[94], 2),
        p99=round(cuts[98], 2),
        bad=bad[0],
        generator="own",
    )


def race(*, base: str, key: str, sku: str, buyers: int) -> dict[str, Any]:
    """This lets so many buyers at one article at the same instant; returns who got what, and how fast."""
    ready = threading.Barrier(buyers)
    answers: list[str] = []

    def want(number: int) -> None:
        shopper = Shopper(base, key)
        shopper.line.connect()
        ready.wait()
        answers.append(buy(shopper, lines=[{"sku": sku, "quantity": 1}], name=f"race-{number}"))

    threads = [threading.Thread(target=want, args=(number,)) for number in range(buyers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "buyers": buyers,
        "orders": answers.count("placed"),
        "refused": answers.count("out_of_stock"),
        "other": sorted(set(answers) - {"placed", "out_of_stock"}),
        "seconds": round(time.perf_counter() - started, 2),
    }
