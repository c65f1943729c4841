"""Two at once: a thread with connections of its own, and a way to know that it waits for us."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connection, connections

R = TypeVar("R")
PATIENCE = 10.0


def apart(work: Callable[[], R]) -> R:
    """This does work in a thread and closes the connections it opened there."""
    try:
        return work()
    finally:
        connections.close_all()


def wait_for_a_lock() -> None:
    """This returns once another connection waits for what is locked here."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            row = cursor.fetchone()
        if row and row[0]:
            return
        time.sleep(0.02)
    message = "nobody waited for what is locked"
    raise AssertionError(message)
