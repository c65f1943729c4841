"""The servers run as an account that PostgreSQL accepts, in folders nobody else can enter."""

import os
import pwd
import shutil
from pathlib import Path

import pytest

from commerce.embedded import owner

ROOT_ONLY = os.geteuid() == 0


def test_never_runs_postgres_as_root() -> None:
    assert owner.account().uid != 0


def test_says_what_to_do_for_a_user_id_without_an_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_entry(_uid: int) -> None:
        raise KeyError

    monkeypatch.setattr(os, "geteuid", lambda: 70_001)
    monkeypatch.setattr(pwd, "getpwuid", no_entry)

    with pytest.raises(owner.CannotStart, match="DATABASE_URL"):
        owner.account()


def test_knows_that_others_cannot_enter_a_closed_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "inside").mkdir(parents=True)
    closed.chmod(0o700)
    stranger = owner.Account(uid=12345, gid=12345, switch=True)
    oneself = owner.Account(uid=os.geteuid(), gid=os.getegid(), switch=False)

    assert not owner.can_enter(stranger, closed / "inside")
    assert owner.can_enter(oneself, closed / "inside")


def test_keeps_sockets_on_a_short_private_path(tmp_path: Path) -> None:
    deep = tmp_path / ("a folder with spaces and ü " * 6)
    deep.mkdir()

    folder = owner.socket_folder(deep, owner.account())

    assert len(f"{folder}/.s.PGSQL.5432.lock") < 100
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder != owner.socket_folder(tmp_path, owner.account())
    for one in (folder, owner.socket_folder(tmp_path, owner.account())):
        one.rmdir()


def test_refuses_a_folder_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(owner.CannotStart, match="somebody else"):
        owner.private_folder(tmp_path / "link", owner.account())


def test_keeps_files_elsewhere_when_the_account_cannot_enter_the_state_folder(
    tmp_path: Path,
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    found = owner.data_folder(closed, "postgres", owner.account())

    if owner.account().switch:
        assert owner.can_enter(owner.account(), found.parent)
        assert (closed / "postgres").readlink() == found
        shutil.rmtree(found.parent)
    else:
        assert found == closed / "postgres"


def test_removes_what_a_deleted_state_folder_left(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("old", "new")]
    homes = []
    for folder in folders:
        folder.mkdir(mode=0o700)
        homes.append(owner.data_folder(folder, "postgres", owner.account()).parent)
        folders[0].rename(tmp_path / "gone") if folders[0].exists() else None

    if owner.account().switch:
        assert [home.exists() for home in homes] == [False, True]
        shutil.rmtree(homes[1])
