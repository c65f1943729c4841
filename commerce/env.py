"""Typed reader of environment variables, with the running demo's services as fallback."""

import json
import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    """This reads one variable as text; the environment wins over the demo's service file."""
    return os.environ.get(name) or _services().get(name, "") or default


def number(name: str, default: int) -> int:
    """This reads one variable as a whole number.

    Raises:
        ValueError: naming the variable, when it is not a whole number.
    """
    raw = text(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError as error:
        message = f"{name} must be a whole number, got {raw!r}"
        raise ValueError(message) from error


def flag(name: str, *, default: bool = False) -> bool:
    """This reads one variable as yes or no (1, true, yes, on are yes)."""
    raw = text(name)
    return raw.lower() in {"1", "true", "yes", "on"} if raw else default


def words(name: str, default: str = "") -> list[str]:
    """This reads a comma-separated variable."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def state_folder() -> Path:
    """This names the folder that holds sockets, databases, uploads and pid files of this checkout."""
    return Path(os.environ.get("KONTOR_STATE") or ROOT / ".kontor").resolve()


@cache
def _services() -> dict[str, str]:
    """The supervisor writes the addresses of its services here, so that commands find them.

    It removes the file when it stops; one that it could not remove (it was killed) does not count.
    """
    try:
        found = json.loads((state_folder() / "services.json").read_text())
        alive = _alive(int(found["SUPERVISOR_PID"]))
    except (OSError, ValueError, KeyError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if alive else {}


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True  # it lives, and is somebody else's
    except ProcessLookupError:
        return False
    return True
