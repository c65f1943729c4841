"""Child processes that never outlive their parent and never leave children of their own behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from commerce.embedded import owner

PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    death_signal: signal.Signals,
    who: owner.Account | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """This starts a program in a session of its own, so that Ctrl-C reaches its parent alone.

    On Linux the kernel sends `death_signal` when the parent dies, however it dies. Call it from the main thread:
    the kernel watches the thread that started the program.
    """
    identity = {"user": who.uid, "group": who.gid, "extra_groups": []} if who and who.switch else {}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - commands are ours, never a user's
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_tie_to_parent(death_signal),  # noqa: PLW1509 - one system call, no locks taken
            env=None if environment is None else dict(environment),
            cwd=folder,
            **identity,  # type: ignore[arg-type]  # the three arrive together or not at all
        )


def _tie_to_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # the parent died in between
            os._exit(1)

    return tie


def stop(process: subprocess.Popen[bytes], *, gently: signal.Signals, patience: float) -> None:
    """This ends a program: asks, waits `patience` seconds, then kills it with whatever it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            process.send_signal(gently)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    sweep(process)


def sweep(process: subprocess.Popen[bytes]) -> None:
    """This kills what is left of a program's process group, the program included."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def alive(pid: int) -> bool:
    """This answers whether a process with this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def program(pid: int) -> str:
    """This names the program a process runs, or nothing when there is no such process."""
    if sys.platform.startswith("linux"):
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            return ""
    command = ["/bin/ps", "-o", "comm=", "-p", str(pid)]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return Path(answer.stdout.strip()).name


def wait_until_gone(pid: int, *, patience: float) -> bool:
    """This waits up to `patience` seconds for a process that is not our child; True when it is gone."""
    deadline = time.monotonic() + patience
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def tail(log: Path, *, lines: int = 15) -> str:
    """This reads the end of a log, to say why a program did not start."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
