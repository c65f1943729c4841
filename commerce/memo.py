"""Reference data kept in the process for a moment, because every request wants it.

Only what may be seconds old belongs here: channels, delivery rates, keys. Never stock, money or carts.
"""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_memories: list[dict[Hashable, tuple[float, Any]]] = []
MOST = 5_000


def kept(*, seconds: float) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """This makes a read answer from memory for so many seconds, per set of (hashable) arguments.

    Staff see their own change at once, because each staff page that writes calls `forget_all`; other
    processes see it when the seconds are over.
    """

    def keep(read: Callable[P, R]) -> Callable[P, R]:
        memory: dict[Hashable, tuple[float, Any]] = {}
        _memories.append(memory)

        @wraps(read)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items())))
            read_at, found = memory.get(key, (-seconds, None))
            if time.monotonic() - read_at > seconds:
                if len(memory) >= MOST:
                    memory.clear()
                found = read(*args, **kwargs)
                memory[key] = (time.monotonic(), found)
            result: R = found
            return result

        return remembered

    return keep


def forget_all() -> None:
    """This empties every memory of this process."""
    for memory in _memories:
        memory.clear()
