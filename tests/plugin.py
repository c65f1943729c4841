"""Starts the embedded servers before Django reads its settings, and gives every test process its own database.

Loaded by `-p tests.plugin`, because a conftest would come too late: pytest-django reads the settings first.
Runs side by side in one checkout take the next free slot, so that none stops another's servers. Nothing happens
in xdist's workers, which inherit the addresses, nor when DATABASE_URL points to a server of one's own.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from commerce.embedded import owner, postgres, templates, valkey, words
from tests.proof import house

SLOTS = 4
_open = contextlib.ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start before any conftest and before pytest-django looks for the settings."""
    asks_only = any(
        name in early_config.invocation_params.args
        for name in ("--version", "--help", "-h", "--markers")
    )
    if asks_only or "PYTEST_XDIST_WORKER" in os.environ or os.environ.get("DATABASE_URL"):
        return
    words.compile_all()
    try:
        _open.enter_context(_servers())
    except owner.CannotStart as error:
        _open.close()
        raise pytest.UsageError(str(error)) from error


def pytest_unconfigure() -> None:
    """Stop what was started; the cluster stays on disk for the next run."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        house.leave()
        _open.close()


@contextlib.contextmanager
def _servers() -> Iterator[None]:
    with _slot() as state:
        database = postgres.Postgres(state=state, options=postgres.TESTS)
        cache = valkey.Valkey(state=state)
        try:
            os.environ["KONTOR_STATE"] = str(state)
            house.leave()  # what a killed run left speaks yesterday's code
            (state / "static").mkdir(parents=True, exist_ok=True)
            os.environ["DATABASE_URL"] = database.start()
            os.environ["REDIS_URL"] = cache.start()
            server = os.environ["DATABASE_URL"].replace("/kontor?", "/postgres?", 1)
            os.environ["KONTOR_TEST_TEMPLATE"] = templates.template(server)
            yield
        finally:
            cache.stop()
            database.stop()
            for name in (
                "DATABASE_URL",
                "REDIS_URL",
                "KONTOR_TEST_TEMPLATE",
                "KONTOR_STATE",
            ):
                os.environ.pop(name, None)


@contextlib.contextmanager
def _slot() -> Iterator[Path]:
    folder = templates.test_state()
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as files:
        for number in range(SLOTS):
            file = files.enter_context((folder / f"{number}.lock").open("w"))
            if _locked(file, wait=number == SLOTS - 1):
                yield folder / str(number)
                return


def _locked(file: TextIO, *, wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
