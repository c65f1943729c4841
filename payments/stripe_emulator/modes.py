"""Bad days of a payment provider, switchable while running."""

import re
import threading
from dataclasses import dataclass
from typing import Any

from payments.stripe_emulator import errors

Row = dict[str, Any]

API_MODES = ("ok", "slow", "hang", "500", "429", "charge-then-drop")
WEBHOOK_MODES = ("duplicate", "shuffled", "delayed")


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls a request: its kind, for how long, and whether a 500 is kept for its key."""

    kind: str = "ok"
    seconds: float = 0
    stored: bool = False


class Modes:
    """The mode of the API: which requests it befalls and how many times more."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._kind, self._seconds, self._stored = "ok", 0.0, False
        self._match: re.Pattern[str] | None = None
        self._times: int | None = None
        self._era = 0

    def set(self, wish: Row) -> None:
        """This switches the mode; whoever hangs in the old one is let go.

        Raises:
            ApiError: for an unknown mode or a malformed pattern.
        """
        kind = str(wish.get("mode", ""))
        if kind not in API_MODES:
            known = ", ".join((*API_MODES, *WEBHOOK_MODES))
            raise errors.invalid(f"mode must be one of: {known}", param="mode")
        try:
            match = re.compile(str(wish["match"])) if wish.get("match") else None
        except re.error as error:
            raise errors.invalid(
                f"match is no regular expression: {error}", param="match"
            ) from error
        with self._lock:
            self._kind, self._match = kind, match
            self._seconds = float(wish.get("seconds") or {"slow": 3, "hang": 60}.get(kind, 0))
            self._stored = bool(wish.get("stored"))
            self._times = int(wish["times"]) if wish.get("times") else None
            self._era += 1
            self._lock.notify_all()

    def befalls(self, method: str, path: str) -> Fault:
        """This says what befalls one request, and counts it."""
        with self._lock:
            if self._kind == "ok" or self._times == 0:
                return Fault()
            if self._match is None and method == "GET":
                return Fault()
            if self._match is not None and not self._match.search(f"{method} {path}"):
                return Fault()
            if self._times is not None:
                self._times -= 1
            return Fault(self._kind, self._seconds, self._stored)

    def wait(self, seconds: float) -> None:
        """This holds a request back, until the mode is switched at the latest."""
        with self._lock:
            era = self._era
            self._lock.wait_for(lambda: self._era != era, seconds)

    def shown(self) -> Row:
        """This is the present mode for the control door."""
        with self._lock:
            return {
                "mode": self._kind,
                "seconds": self._seconds,
                "match": self._match.pattern if self._match else None,
                "times": self._times,
            }
