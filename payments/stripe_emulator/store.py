"""Objects in memory, written through to one SQLite file so that they survive a restart."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from payments.stripe_emulator import errors

Row = dict[str, Any]


class Store:
    """All objects by id, in order of creation per kind, and the kept answers per idempotency key.

    Every use is under `lock`; `commit` ends one request's changes.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.lock = threading.RLock()
        self._rows: dict[str, Row] = {}
        self._kinds: dict[str, list[str]] = {}
        self._answers: dict[str, tuple[str, int, str]] = {}
        self._file = sqlite3.connect(file or ":memory:", check_same_thread=False)
        self._file.executescript(
            "pragma journal_mode=wal; pragma synchronous=normal;"
            "create table if not exists object (id text primary key, kind text, body text);"
            "create table if not exists answer"
            " (key text primary key, fingerprint text, status int, body text);"
        )
        self._load()

    def _load(self) -> None:
        for _, body in self._file.execute("select kind, body from object order by rowid"):
            self._remember(json.loads(body))
        for key, fingerprint, status, body in self._file.execute("select * from answer"):
            self._answers[key] = (fingerprint, status, body)

    def _remember(self, row: Row) -> None:
        if row["id"] not in self._rows:
            self._kinds.setdefault(row["object"], []).append(row["id"])
        self._rows[row["id"]] = row

    def save(self, row: Row) -> Row:
        """This keeps a new or changed object."""
        self._remember(row)
        self._file.execute(
            "insert into object (id, kind, body) values (?, ?, ?)"
            " on conflict (id) do update set body = excluded.body",
            (row["id"], row["object"], json.dumps(row)),
        )
        return row

    def get(self, kind: str, identifier: str, *, param: str = "id") -> Row:
        """This returns one object of a kind.

        Raises:
            ApiError: 404 resource_missing.
        """
        row = self._rows.get(identifier)
        if row is None or row["object"] != kind:
            raise errors.missing(kind, identifier, param=param)
        return row

    def find(self, identifier: str | None) -> Row | None:
        """This returns an object of any kind, or None."""
        return self._rows.get(identifier or "")

    def newest(self, kind: str, wanted: Callable[[Row], bool] = bool) -> Iterator[Row]:
        """This walks the objects of a kind from the newest to the oldest."""
        return filter(wanted, (self._rows[key] for key in reversed(self._kinds.get(kind, []))))

    def answer(self, key: str) -> tuple[str, int, str] | None:
        """This returns what was answered to an idempotency key: fingerprint, status, body."""
        return self._answers.get(key)

    def keep_answer(self, key: str, *, fingerprint: str, status: int, body: str) -> None:
        """This keeps an answer for replays of its key."""
        self._answers[key] = (fingerprint, status, body)
        self._file.execute(
            "insert or replace into answer values (?, ?, ?, ?)",
            (key, fingerprint, status, body),
        )

    def commit(self) -> None:
        """This makes the changes of one request durable."""
        self._file.commit()

    def reset(self) -> None:
        """This forgets everything."""
        self._rows.clear()
        self._kinds.clear()
        self._answers.clear()
        self._file.executescript("delete from object; delete from answer;")

    def close(self) -> None:
        """This closes the file."""
        with self.lock:
            self._file.commit()
            self._file.close()
