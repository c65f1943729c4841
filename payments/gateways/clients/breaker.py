"""A circuit breaker: after a row of failures nobody waits for a provider that does not answer."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from payments.gateways.clients.base import GatewayDown

R = TypeVar("R")


class Breaker:
    """Opens after `failures` unclear answers in a row; after `rest` seconds one call may try.

    One breaker guards one provider in one process. A clear "no" counts as an answer.
    """

    def __init__(self, *, failures: int = 5, rest: float = 30.0) -> None:
        self._limit, self._rest = failures, rest
        self._row = 0
        self._opened_at: float | None = None
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        """Whether calls are refused at present."""
        with self._lock:
            return self._opened_at is not None

    def call(self, work: Callable[[], R]) -> R:
        """This runs `work`, or refuses at once.

        Raises:
            GatewayDown: from `work`, or because the circuit is open.
        """
        self._enter()
        try:
            result = work()
        except GatewayDown:
            self._failed()
            raise
        except Exception:
            self._answered()
            raise
        self._answered()
        return result

    def _enter(self) -> None:
        with self._lock:
            if self._opened_at is None:
                return
            if time.monotonic() - self._opened_at < self._rest:
                message = "the payment provider does not answer; it is not asked for a while"
                raise GatewayDown(message, retry=True, asked=False)
            # Half open: this call tries, the others wait another rest.
            self._opened_at = time.monotonic()

    def _failed(self) -> None:
        with self._lock:
            self._row += 1
            if self._row >= self._limit:
                self._opened_at = time.monotonic()

    def _answered(self) -> None:
        with self._lock:
            self._row, self._opened_at = 0, None
