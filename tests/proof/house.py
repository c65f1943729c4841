"""The demo itself, started once for a whole test run and shared by its workers; its state stays for the next run."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commerce.embedded import lent, state, templates
from commerce.env import ROOT

# What decides how the demo is filled; anything else is read anew by every start.
FILLING = ("*/demo/**/*.py", "*/management/commands/seed_*.py", "*/migrations/*.py")
TOO_OLD = 12 * 3600


@dataclass(frozen=True, slots=True)
class House:
    """A running demo: where it is, who may sign in, and examples of addresses."""

    base: str
    member: Mapping[str, str]
    staff: Mapping[str, str]
    examples: Mapping[str, str]


def folder() -> Path:
    """This names the state folder of this run's demo, or of the running one that KONTOR_HOUSE names."""
    return Path(os.environ.get("KONTOR_HOUSE") or _own())


def _own() -> Path:
    return Path(os.environ.get("KONTOR_STATE") or templates.test_state()) / "house"


def enter() -> House:
    """This gives the demo of this test run, starting it for the first worker that asks."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True)
    with (home.parent / "house.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = lent.running(home) or _begin(home)
        return House(
            base=str(found["base_url"]),
            member=found["customers"][0],
            staff=found["staff"][0],
            examples=_examples(home),
        )


def leave() -> None:
    """This ends the demo of this test run, if one was asked for."""
    if _own().exists():
        lent.end(_own())


def _begin(home: Path) -> dict[str, Any]:
    stamp = home / "filled.json"
    kept = state.read(stamp)
    if kept.get("filling") != _filling() or time.time() - float(kept.get("at", 0)) > TOO_OLD:
        shutil.rmtree(home)
        home.mkdir()
    found = lent.start(home, WEB_WORKERS="1", WEB_THREADS="4")
    if not stamp.exists():
        state.write(stamp, {"filling": _filling(), "at": time.time()})
    return found


def _filling() -> str:
    digest = hashlib.sha256()
    for file in sorted(path for pattern in FILLING for path in ROOT.glob(pattern)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _examples(home: Path) -> dict[str, str]:
    kept = home / "examples.json"
    if not kept.exists():
        answer = subprocess.run(
            [sys.executable, "-m", "tests.proof.samples"],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={
                **{k: v for k, v in os.environ.items() if k not in lent.FOREIGN},
                "KONTOR_STATE": str(home),
                "DJANGO_SETTINGS_MODULE": "commerce.settings.development",
            },
        )
        kept.write_text(answer.stdout)
    found: dict[str, str] = json.loads(kept.read_text())
    return found
