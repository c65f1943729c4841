"""Starts services in order, brings back those that die, and stops them in reverse."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from commerce.embedded import owner, process, reaper
from commerce.embedded.console import Console

LOOK_EVERY = 0.3
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """Somebody asked us to stop: not an error, so no `except Exception` may swallow it."""


class Service(Protocol):
    """Anything that can be started and stopped."""

    name: str

    @property
    def running(self) -> subprocess.Popen[bytes] | None:
        """The process, once started."""

    def start(self) -> object:
        """Start it; return once it is usable or on its way."""

    def stop(self) -> None:
        """Stop it with everything it started."""


@dataclass
class Program:
    """A service that is one command, such as the web server."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    log: Path
    gently: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)
    # Asked twice, a worker would drop what it is doing.
    asked: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """This starts the command; whether it answers is asked elsewhere."""
        self.running = process.spawn(
            self.command,
            log=self.log,
            death_signal=self.death_signal,
            environment=self.environment,
            folder=self.folder,
        )

    def ask_to_stop(self) -> None:
        """This tells the command once to finish, without waiting for it."""
        if self.running is not None and self.asked is not self.running:
            process.ask(self.running, self.gently)
            self.asked = self.running

    def stop(self) -> None:
        """This ends the command and whatever it started."""
        self.ask_to_stop()
        if self.running is not None:
            process.finish(self.running, patience=self.patience)
            self.running = None


@dataclass
class Watched:
    """A service under watch: when it came up, how often it fell, when to try again."""

    service: Service
    since: float
    falls: int = 0
    again_at: float | None = None


@dataclass
class Supervisor:
    """Keeps a row of services alive until told to stop; must live in the main thread."""

    console: Console
    pids: Path
    watched: list[Watched] = field(default_factory=list)
    reaper: "reaper.Reaper | None" = None

    def start(self, service: Service) -> None:
        """This starts one more service and watches it from now on."""
        self.watched.append(Watched(service=service, since=time.monotonic()))
        service.start()
        self._note(service)

    def watch(self) -> None:
        """This brings dead services back, until `Stop` is raised by a signal."""
        pause = threading.Event()
        while True:
            self.look()
            pause.wait(LOOK_EVERY)

    def look(self) -> None:
        """This looks once at every service and restarts the dead ones whose wait is over."""
        now = time.monotonic()
        for one in self.watched:
            running = one.service.running
            if one.again_at is not None:
                if now >= one.again_at:
                    self._restart(one)
            elif running is None or running.poll() is not None:
                self._record_fall(one, now)

    def stop(self) -> None:
        """This stops everything, the last started first; our own programs finish side by side."""
        for one in self.watched:
            if isinstance(one.service, Program):
                one.service.ask_to_stop()
        while self.watched:
            service = self.watched.pop().service
            group = service.running.pid if service.running is not None else 0
            service.stop()
            self._forget(group)
            (self.pids / f"{service.name}.pid").unlink(missing_ok=True)

        if self.reaper is not None:
            self.reaper.stop()
            self.reaper = None

    def _record_fall(self, one: Watched, now: float) -> None:
        one.falls = 1 if now - one.since > STEADY_AFTER else one.falls + 1
        wait = min(FIRST_WAIT * 2 ** (one.falls - 1), LONGEST_WAIT)
        one.again_at = now + wait
        if one.service.running is not None:
            process.sweep(one.service.running)
            self._forget(one.service.running.pid)
        self.console.say(f"{one.service.name} died; starting it again in {wait:g} s")

    def _restart(self, one: Watched) -> None:
        one.since = time.monotonic()
        one.again_at = None
        try:
            one.service.start()
        except owner.CannotStart as error:
            self.console.say(str(error))
            one.service.stop()
        else:
            self._note(one.service)
            self.console.say(f"{one.service.name} is back")

    def _note(self, service: Service) -> None:
        # First of all: killed before the reaper knows of it, the supervisor would leave a deaf program behind.
        # Servers of data end in their own time; the kernel tells them, and they have no loose children.
        if isinstance(service, Program) and service.running is not None:
            self.reaper = self.reaper or reaper.start()
            self.reaper.watch(service.running.pid)
        self.pids.mkdir(parents=True, exist_ok=True)
        if service.running is not None:
            (self.pids / f"{service.name}.pid").write_text(f"{service.running.pid}\n")

    def _forget(self, group: int) -> None:
        if self.reaper is not None and group:
            self.reaper.forget(group)


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """This turns the first Ctrl-C, SIGTERM or SIGHUP into `Stop`; while stopping, more are ignored."""

    def stop(number: int, _frame: FrameType | None) -> None:
        ignore()
        raise Stop(signal.Signals(number).name)

    def ignore() -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
