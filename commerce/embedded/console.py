"""Words for the person at the terminal, who may have left: writing never fails."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

STANDARD_OUTPUT = 1


@dataclass
class Console:
    """Says things on the terminal and in a log file, with the seconds since the start."""

    log: Path
    started: float = field(default_factory=time.monotonic)

    def say(self, words: str) -> None:
        """This prints one line with the time it happened."""
        self.show(f"[{time.monotonic() - self.started:6.1f} s] {words}")

    def show(self, text: str) -> None:
        """This prints text as it is."""
        line = f"{text}\n".encode()
        with suppress(OSError):
            os.write(STANDARD_OUTPUT, line)
        with suppress(OSError):
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with self.log.open("ab") as file:
                file.write(line)
