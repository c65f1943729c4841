"""Child processes that never outlive their parent and never leave children of their own behind."""

import ctypes
import os
import platform
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from commerce.embedded import owner

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 5_000_000


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
    switch = who is not None and who.switch
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_name(f"{log.name}.old"))
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
            user=who.uid if who and switch else None,
            group=who.gid if who and switch else None,
            extra_groups=[] if switch else None,
        )


def _tie_to_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    if platform.system() != "Linux":
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
    ask(process, gently)
    finish(process, patience=patience)


def ask(process: subprocess.Popen[bytes], gently: signal.Signals) -> None:
    """This asks a program to end."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            process.send_signal(gently)


def finish(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """This waits for a program that was asked, then kills what is left of it."""
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


def program_of(pid: int) -> str:
    """This names the program a process runs, or nothing when there is no such process."""
    if platform.system() == "Linux":
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            return ""
    command = ["/bin/ps", "-o", "comm=", "-p", str(pid)]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return Path(answer.stdout.strip()).name


def end_session(pid: int, *, program: str, patience: float) -> None:
    """This ends a program of an earlier run with whatever it started; another program under its id is let be."""
    if not program_of(pid).lower().startswith(program) or os.getsid(pid) != pid:
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        if not wait_until_gone(pid, patience=patience):
            os.killpg(pid, signal.SIGKILL)


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
