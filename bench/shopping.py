"""Load that writes: fresh carts, whole checkouts, and fifty buyers after five pieces; over the API."""

import http.client
import itertools
import json
import statistics
import threading
import time
from collections import Counter
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a purchase ended: `placed` or the code of the refusal, and where and what was answered."""

    code: str
    words: str = ""


def cart(shopper: Shopper, skus: list[str], number: int) -> str:
    """This puts one piece into a fresh cart; returns what went wrong, empty when nothing did."""
    body = {"lines": [{"sku": skus[number % len(skus)], "quantity": 1}]}
    status, found = shopper.post("carts", body)
    return "" if status == 201 else _problem("carts", status, found)


def checkout(shopper: Shopper, skus: list[str], number: int) -> str:
    """This buys two articles: address, delivery and payment in the first call, agreement in the second.

    Returns what went wrong, empty when nothing did.
    """
    lines = [{"sku": skus[(number * 2 + place) % len(skus)], "quantity": 1} for place in (0, 1)]
    found = buy(shopper, lines=lines, name=f"bench-{number}")
    return "" if found.code == "placed" else found.words


def buy(shopper: Shopper, *, lines: list[dict[str, Any]], name: str) -> Outcome:
    """This goes through a whole checkout on account."""
    opened = {
        "lines": lines,
        "email": f"{name}@example.com",
        "shipping_address": ADDRESS,
        "delivery": "standard",
        "payment_method": "invoice",
    }
    status, found = shopper.post("checkouts", opened, once=f"open-{name}-{time.time_ns()}")
    if status != 201:
        return Outcome(code=str(found.get("code")), words=_problem("checkouts", status, found))
    seen = {"quote": found["quote"]["hash"]}
    status, placed = shopper.post(
        f"checkouts/{found['id']}/confirmation", seen, once=f"buy-{found['id']}"
    )
    code = str(placed.get("outcome" if status == 201 else "code"))
    return Outcome(code=code, words=_problem("confirmation", status, placed))


def _problem(where: str, status: int, body: dict[str, Any]) -> str:
    """One line on an answer that was not hoped for; what differs from call to call is left out."""
    told = {name: body[name] for name in ("code", "outcome", "title", "detail") if name in body}
    return f"{where} {status}: {json.dumps(told or body, sort_keys=True)[:300]}"


def run(
    work: Callable[[Shopper, list[str], int], str],
    *,
    base: str,
    key: str,
    skus: list[str],
    seconds: int,
) -> Load:
    """This repeats a piece of work over 8 connections for so many seconds; failures are told apart."""
    times: list[float] = []
    reasons: list[str] = []
    numbers = itertools.count(time.time_ns() % 1_000_000)
    until = time.monotonic() + seconds

    def keep_on() -> None:
        shopper = Shopper(base, key)
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                wrong = work(shopper, skus, next(numbers))
            except (OSError, http.client.HTTPException, ValueError) as error:
                wrong = f"no answer: {type(error).__name__}: {error}"
                shopper = Shopper(base, key)
            times.append(time.perf_counter() - started)
            reasons.extend([wrong] if wrong else [])

    threads = [threading.Thread(target=keep_on) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = [value * 1000 for value in statistics.quantiles(times, n=100)]
    rate = round((len(times) - len(reasons)) / seconds, 2)
    return Load(
        rps=rate,
        p50=round(cuts[49], 2),
        p95=round(cuts[94], 2),
        p99=round(cuts[98], 2),
        bad=len(reasons),
        generator="own",
        reasons=dict(Counter(reasons).most_common(5)),
    )


def race(*, base: str, key: str, sku: str, buyers: int) -> dict[str, Any]:
    """This lets so many buyers at one article at the same instant; returns who got what, and how fast."""
    ready = threading.Barrier(buyers)
    answers: list[str] = []

    def want(number: int) -> None:
        shopper = Shopper(base, key)
        shopper.line.connect()
        ready.wait()
        lines = [{"sku": sku, "quantity": 1}]
        answers.append(buy(shopper, lines=lines, name=f"race-{number}").code)

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
