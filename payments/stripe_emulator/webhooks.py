"""Signed webhooks: sent by threads of their own, again until the receiver says 2xx."""

import hashlib
import heapq
import hmac
import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from payments.stripe_emulator.world import render

Row = dict[str, Any]

# Stripe tries for three days; here seconds stand for hours.
_WAITS = (0.5, 1, 2, 4, 8, 15, 30, 60, 60, 60)
_TIMEOUT = 10
_SHUFFLE_WINDOW = 0.4


def signature(payload: bytes, secret: str, at: int) -> str:
    """This is the Stripe-Signature header: HMAC-SHA256 over `at.payload`."""
    digest = hmac.new(secret.encode(), b"%d." % at + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


@dataclass(order=True)
class _Due:
    at: float
    event: Row = field(compare=False)
    attempt: int = field(compare=False, default=0)


class Sender:
    """A heap of deliveries that are due, and a few threads that work it off.

    `mode` is ok, duplicate (each event twice), shuffled (in random order within a short window)
    or delayed (`delay` seconds late). Without a `url` events wait in the list, unsent.
    """

    def __init__(self, *, url: str = "", secret: str = "", threads: int = 4) -> None:
        self.url, self.secret = url, secret
        self.mode, self.delay = "ok", 5.0
        self.log: list[Row] = []
        self.delivered: Callable[[Row], None] = lambda _: None
        self._due: list[_Due] = []
        self._wake = threading.Condition()
        self._busy = 0
        self._open = True
        self._threads = [
            threading.Thread(target=self._work, name=f"webhook-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def publish(self, event: Row) -> bool:
        """This schedules a new event as the mode says; False when nobody wants it."""
        if not self.url:
            return False
        chance = random.uniform(0, _SHUFFLE_WINDOW)  # noqa: S311 - an order, not a secret
        wait = {"delayed": self.delay, "shuffled": chance}
        at = time.monotonic() + wait.get(self.mode, 0)
        copies = 2 if self.mode == "duplicate" else 1
        with self._wake:
            for _ in range(copies):
                heapq.heappush(self._due, _Due(at, event))
            self._wake.notify_all()
        return True

    def drain(self, seconds: float) -> bool:
        """This waits until nothing is due or under way; False when the time was too short."""
        with self._wake:
            return self._wake.wait_for(lambda: not self._due and not self._busy, seconds)

    def forget(self) -> None:
        """This drops what is waiting."""
        with self._wake:
            self._due.clear()
            self.log.clear()
            self._wake.notify_all()

    def close(self) -> None:
        """This ends the threads."""
        with self._wake:
            self._open = False
            self._wake.notify_all()

    def _work(self) -> None:
        while (due := self._next()) is not None:
            status = self._post(due)
            if 200 <= status < 300:
                self.delivered(due.event)
            elif due.attempt < len(_WAITS):
                again = _Due(time.monotonic() + _WAITS[due.attempt], due.event, due.attempt + 1)
                with self._wake:
                    heapq.heappush(self._due, again)
            with self._wake:
                self._busy -= 1
                self._wake.notify_all()

    def _next(self) -> _Due | None:
        with self._wake:
            while self._open:
                now = time.monotonic()
                if self._due and self._due[0].at <= now:
                    self._busy += 1
                    return heapq.heappop(self._due)
                self._wake.wait(self._due[0].at - now if self._due else None)
        return None

    def _post(self, due: _Due) -> int:
        payload = json.dumps(render(due.event)).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (emulator)",
            "Stripe-Signature": signature(payload, self.secret, int(time.time())),
        }
        status = _send(self.url, payload, headers)
        tried = {
            "event": due.event["id"],
            "type": due.event["type"],
            "attempt": due.attempt,
        }
        self.log.append(tried | {"status": status, "at": time.time()})
        del self.log[:-1000]
        return status


def _send(url: str, payload: bytes, headers: dict[str, str]) -> int:
    """One POST without proxies or redirects; 0 when nobody answered."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.request("POST", path, body=payload, headers=headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
