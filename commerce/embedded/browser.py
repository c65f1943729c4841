"""A headless Chromium for the browser tests: found on this machine, or fetched from its distribution."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from commerce.embedded import owner, templates

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PACKAGES = ("chromium-headless-shell", "chromium")
HELP = (
    "No Chromium was found for the browser tests, and none could be installed. "
    "Install one, or name one: KONTOR_CHROMIUM=/path/to/chromium make test"
)


def find() -> Path | None:
    """This finds a Chromium: the one KONTOR_CHROMIUM names, else one on the PATH, else a fetched one."""
    named = os.environ.get("KONTOR_CHROMIUM", "")
    candidates = [named, *(shutil.which(name) or "" for name in NAMES), str(MAC), str(_wrapper())]
    found = next((path for path in candidates if path and os.access(path, os.X_OK)), None)
    return Path(found) if found else None


def find_or_fetch() -> Path:
    """This finds a Chromium, or gets one from the Debian or Ubuntu this runs on; root installs it for all.

    Raises:
        CannotStart: saying what to do, when there is no way.
    """
    found = find()
    if found is None and platform.system() == "Linux" and shutil.which("apt-get"):
        if os.geteuid() == 0:
            _install()
        else:
            _unpack()
        found = find()
    if found is None:
        raise owner.CannotStart(HELP)
    return found


def _install() -> None:
    for package in PACKAGES:
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
        if _run(command) or (_run(["apt-get", "update", "-q"]) and _run(command)):
            return


def _unpack() -> None:
    """Without root's rights: download the package and what it needs, and unpack them side by side."""
    home = _home()
    for folder in ("lists/partial", "cache/archives/partial", "packages", "root"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    own = ["-o", f"Dir::State::lists={home}/lists", "-o", f"Dir::Cache={home}/cache"]
    own += ["-o", "Debug::NoLocking=1", "-q"]
    if not _run(["apt-get", *own, "update"]):
        return
    for package in PACKAGES:
        wanted = _needed(own, package)
        if wanted and _run(["apt-get", *own, "download", *wanted], folder=home / "packages"):
            for file in sorted((home / "packages").glob("*.deb")):
                _run(["dpkg", "-x", str(file), str(home / "root")])
            _write_wrapper(home / "root")
            shutil.rmtree(home / "packages")
            return


def _needed(own: Sequence[str], package: str) -> list[str]:
    command = ["apt-get", *own, "install", "--simulate", "--no-install-recommends", package]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return re.findall(r"^Inst (\S+)", answer.stdout, flags=re.MULTILINE)


def _write_wrapper(root: Path) -> None:
    """The unpacked program finds its own files beside it and its libraries by name."""
    folder = root / "usr" / "lib" / "chromium"
    program = next((folder / name for name in PACKAGES if (folder / name).is_file()), None)
    if program is None:
        return
    libraries = ":".join(
        str(path) for path in [*root.glob("usr/lib/*-linux-gnu"), *root.glob("lib/*-linux-gnu")]
    )
    text = f'#!/bin/sh\nLD_LIBRARY_PATH="{libraries}:$LD_LIBRARY_PATH" exec "{program}" "$@"\n'
    _wrapper().write_text(text)
    _wrapper().chmod(0o755)


def _home() -> Path:
    return templates.test_state() / "browser"


def _wrapper() -> Path:
    return _home() / "chromium"


def _run(command: Sequence[str], *, folder: Path | None = None) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    answer = subprocess.run(  # noqa: S603
        command, check=False, capture_output=True, cwd=folder, env=environment
    )
    return answer.returncode == 0
