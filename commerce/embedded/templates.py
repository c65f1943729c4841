"""One migrated database per set of migration files, from which test databases are cloned in a blink."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from commerce.embedded import owner
from commerce.env import ROOT

PREFIX = "kontor_template_"
FILES = ("*/migrations/*.py", "requirements/dev.txt", "commerce/settings/base.py")


def migrations_digest() -> str:
    """This names the present set of migrations (ours by content, the libraries' by the pinned list)."""
    digest = hashlib.sha256()
    for file in sorted(path for pattern in FILES for path in ROOT.glob(pattern)):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def template(server: str) -> str:
    """This names the migrated template database on a server, making it if the migrations are new.

    `server` is the address of the server's maintenance database. Databases of earlier runs that were killed, and
    templates of earlier migrations, are dropped.

    Raises:
        CannotStart: with the output of `migrate`, when the migrations fail.
    """
    name = f"{PREFIX}{migrations_digest()}"
    with psycopg.connect(server, autocommit=True) as connection:
        found = [
            row[0]
            for row in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        ]
        for database in found:
            if database.startswith(("test_", PREFIX)) and database != name:
                connection.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database))
                )
        if name not in found:
            _make(connection, server, name)
    return name


def _make(connection: psycopg.Connection[tuple[object, ...]], server: str, name: str) -> None:
    unfinished = f"{PREFIX}unfinished"
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    answer = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "-v0"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": server.replace("/postgres?", f"/{unfinished}?", 1),
            "DJANGO_SETTINGS_MODULE": "commerce.settings.test",
        },
    )
    if answer.returncode != 0:
        message = f"The migrations failed:\n{answer.stdout}{answer.stderr}"
        raise owner.CannotStart(message)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def test_state() -> Path:
    """This names the folder that holds the servers of this checkout's test runs."""
    return Path(os.environ.get("KONTOR_TEST_STATE") or ROOT / ".kontor-test").resolve()
