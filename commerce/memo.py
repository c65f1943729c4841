"""Reference data kept in the process for a moment, because every request wants it.

Only what may be seconds old belongs here: channels, delivery rates, keys. Never stock, money or carts.
"""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_memories: list[dict[Any, Any]] = []
MOST = 5_000


def kept(*, seconds: float) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """This makes a read answer from memory for so many seconds, per set of (hashable) arguments.

    Staff see their own change at once, because each staff page that writes calls `forget_all`; other
    processes see it when the seconds are over.
    """

    def keep(read: Callable[P, R]) -> Callable[P, R]:
        known: dict[Hashable, tuple[float, Any]] = memory()

        @wraps(read)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items())))
            read_at, found = known.get(key, (-seconds, None))
            if time.monotonic() - read_at > seconds:
                if len(known) >= MOST:
                    known.clear()
                found = read(*args, **kwargs)
                known[key] = (time.monotonic(), found)
            result: R = found
            return result

        return remembered

    return keep


def memory() -> dict[Any, Any]:
    """This makes a memory that `forget_all` empties with the others."""
    found: dict[Any, Any] = {}
    _memories.append(found)
    return found


def forget_all() -> None:
    """This empties every memory of this process."""
    for known in _memories:
        known.clear()
