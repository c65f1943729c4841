"""Who the servers run as, and which folders that account can reach."""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NAME_LENGTH = 10
ORIGIN = "state-folder"


class CannotStart(Exception):
    """The embedded servers cannot run here; the message says why and what to set instead."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user that runs the servers; `switch` tells that it is not the one running this process."""

    uid: int
    gid: int
    switch: bool


def account() -> Account:
    """This chooses who runs the servers: oneself, or `nobody` for root, as PostgreSQL refuses root.

    Raises:
        CannotStart: when the user id has no entry in the user database (some containers).
    """
    uid = os.geteuid()
    try:
        entry = pwd.getpwnam("nobody") if uid == 0 else pwd.getpwuid(uid)
    except KeyError as error:
        message = (
            f"User id {uid} has no entry in the user database, and PostgreSQL refuses to run without one. "
            "Add the entry, or set DATABASE_URL (and REDIS_URL) to servers of your own."
        )
        raise CannotStart(message) from error
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=uid == 0)


def can_enter(who: Account, folder: Path) -> bool:
    """This answers whether the account may walk into the folder and everything above it."""
    return all(_opens(who, step.stat()) for step in [folder, *folder.parents] if step.exists())


def _opens(who: Account, status: os.stat_result) -> bool:
    if not who.switch:
        return True
    if status.st_uid == who.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == who.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def open_folder(who: Account, *candidates: str) -> Path:
    """This picks the first of the candidate folders, then of the system's temporary ones, that the account can enter.

    Raises:
        CannotStart: when there is none.
    """
    for name in (*candidates, tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - private folders are made inside
        folder = Path(name)
        if folder.is_dir() and os.access(folder, os.W_OK) and can_enter(who, folder.resolve()):
            return folder.resolve()
    message = "No temporary folder is writable; set TMPDIR to one, or DATABASE_URL and REDIS_URL to your own servers."
    raise CannotStart(message)


def short_name(state: Path) -> str:
    """This names a state folder by user and a few digits, as socket paths may hold only some 100 bytes."""
    digest = hashlib.sha256(os.fsencode(state.resolve())).hexdigest()[:NAME_LENGTH]
    return f"kontor-{os.geteuid()}-{digest}"


def private_folder(folder: Path, who: Account) -> Path:
    """This makes a folder only the account may enter, or checks the one that is there.

    Raises:
        CannotStart: when somebody else's folder, or a link, lies in the way.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.geteuid(), who.uid}:
        message = f"{folder} belongs to somebody else; remove it or set TMPDIR to another folder."
        raise CannotStart(message)
    folder.chmod(0o700)
    if who.switch:
        os.chown(folder, who.uid, who.gid)
    return folder


def socket_folder(state: Path, who: Account) -> Path:
    """This makes the short private folder that holds the sockets of one state folder."""
    return private_folder(open_folder(who) / short_name(state), who)


def leave(state: Path) -> None:
    """This removes the socket folder of a state folder once the last server has left it."""
    with suppress(OSError):
        (open_folder(account()) / short_name(state)).rmdir()


def data_folder(state: Path, name: str, who: Account) -> Path:
    """This names where a server keeps its files: in the state folder if its account can get there.

    Below a folder that is closed to others (root's home) the files lie in /var/lib, and the state
    folder links there; what deleted state folders left there is removed.
    """
    state.mkdir(parents=True, exist_ok=True)
    if can_enter(who, state.resolve()):
        return state.resolve() / name
    common = open_folder(who, "/var/lib")
    _sweep(common)
    home = private_folder(common / short_name(state), who)
    (home / ORIGIN).write_text(str(state.resolve()))
    link = state / name
    if not link.is_symlink() or link.readlink() != home / name:
        link.unlink(missing_ok=True)
        # The state folder was deleted meanwhile: its database goes with it.
        shutil.rmtree(home / name, ignore_errors=True)
        link.symlink_to(home / name)
    return home / name


def _sweep(common: Path) -> None:
    for home in common.glob(f"kontor-{os.geteuid()}-*"):
        origin = home / ORIGIN
        if origin.exists() and not Path(origin.read_text()).exists():
            shutil.rmtree(home, ignore_errors=True)
