"""A small process beside the supervisor: it ends the programs of one that died without ending them.

The kernel tells a program that its supervisor is gone, but not the program's own children, and a
program that is just starting may not pass it on. This one listens at a pipe that ends with the
supervisor, however that ends: process groups still on its list are asked to stop, then killed.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 3.0


@dataclass
class Reaper:
    """The supervisor's end of the pipe."""

    running: subprocess.Popen[bytes]

    def watch(self, group: int) -> None:
        """This puts a process group on the list."""
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        """This takes a process group off the list: it has ended, and its number may be used anew."""
        self._tell(f"-{group}")

    def stop(self) -> None:
        """This lets the reaper go; what is still on its list goes too."""
        if self.running.stdin is not None:
            with suppress(OSError):
                self.running.stdin.close()
        self.running.wait()

    def _tell(self, words: str) -> None:
        assert self.running.stdin is not None
        with suppress(OSError):  # a reaper that was killed must not stop the house
            self.running.stdin.write(f"{words}\n".encode())
            self.running.stdin.flush()


def start() -> Reaper:
    """This starts a reaper in a session of its own, where no Ctrl-C reaches it."""
    # By its file, as it needs nothing of the house.
    command = [sys.executable, "-I", __file__]
    return Reaper(
        subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
    )


def main() -> None:
    """This keeps the list until the pipe ends, then ends what is on it."""
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line[0] == "+":
            groups.add(group)
        else:
            groups.discard(group)
    _end(groups)


def _end(groups: set[int]) -> None:
    for group in groups:
        _send(group, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while groups and time.monotonic() < deadline:
        groups = {group for group in groups if _send(group, 0)}
        time.sleep(0.05)
    for group in groups:
        _send(group, signal.SIGKILL)


def _send(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
