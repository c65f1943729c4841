"""The shortest way to rows: prepared on the server, bound by it, plain tuples."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

import psycopg
from django.db import connection

Values = Sequence[Any] | Mapping[str, Any]


def fetch(sql: LiteralString, values: Values, *, keep: bool = True) -> list[tuple[Any, ...]]:
    """This runs a statement with values; with `keep` each connection plans it once.

    Somebody who watches statements (tests, a debugging toolbar) gets Django's cursor instead, so
    that reads are counted like all others. Parameters carry their casts, for both ways.
    """
    connection.ensure_connection()
    if connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as watched:
            watched.execute(sql, values)
            found: list[tuple[Any, ...]] = watched.fetchall()
            return found
    raw = connection.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold = 2
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(sql, values, prepare=keep).fetchall()
        return rows
