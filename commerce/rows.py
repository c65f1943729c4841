"""Rows written and read with statements made once: for the few paths where making SQL costs more than running it.

The ORM makes each statement anew, which takes longer than PostgreSQL needs for it; carts and checkouts send
dozens. Here the text is made once per table and set of columns. Values still pass through the fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, LiteralString, TypeVar

import psycopg
from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Values = Sequence[Any] | Mapping[str, Any]

# Longer lists go through bulk_create: their making is small beside their writing.
MOST_AT_ONCE = 20
# Plans that a connection keeps: each table and set of columns, with or without some of the values.
MOST_PLANS = 300


def fetch(sql: LiteralString, values: Values, *, keep: bool = True) -> list[tuple[Any, ...]]:
    """This runs a statement with values; with `keep` each connection plans it once, for any values.

    Planning takes longer than running where many tables are joined for few rows; without `keep` the values
    decide the plan. Somebody who watches statements (tests, a debugging toolbar) gets Django's cursor
    instead, so that reads are counted like all others. Parameters carry their casts, for both ways.
    """
    with _cursor(kept=keep) as (cursor, how):
        cursor.execute(sql, values, **how)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def insert(rows: Sequence[M]) -> None:
    """This writes new rows of one table with one statement and gives them their keys, as `bulk_create` does.

    Raises:
        IntegrityError: when the database refuses one; none is written then.
    """
    if not rows:
        return
    table = type(rows[0])
    if _inserted(table) is None or len(rows) > MOST_AT_ONCE:
        table._default_manager.bulk_create(rows, batch_size=1000)
        return
    with _cursor() as (cursor, how):
        cursor.execute(_insert(table, len(rows)), _values(rows), **how)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        _stored(row, key)


def insert_unless_there(row: models.Model) -> bool:
    """This writes a new row and tells True, or leaves one that a constraint finds there already."""
    with _cursor() as (cursor, how):
        cursor.execute(_insert(type(row), 1, "ON CONFLICT DO NOTHING"), _values([row]), **how)
        found = cursor.fetchone()
    if found is not None:
        _stored(row, found[0])
    return found is not None


def change(table: type[M], /, *, where: Mapping[str, Any], to: Mapping[str, Any]) -> int:
    """This changes the rows whose columns equal `where` (a tuple: one of them); returns how many there were.

    Names are those of the fields or of their columns; a row stands for its key.
    """
    shape = tuple((name, isinstance(value, tuple)) for name, value in where.items())
    values = [_prepared(table, name, value) for name, value in to.items()]
    for name, value in where.items():
        if isinstance(value, tuple):
            values.append([_prepared(table, name, one) for one in value])
        else:
            values.append(_prepared(table, name, value))
    with _cursor() as (cursor, how):
        cursor.execute(_change(table, tuple(to), shape), values, **how)
        return int(cursor.rowcount)


@contextmanager
def _cursor(*, kept: bool = True) -> Iterator[tuple[Any, dict[str, bool]]]:
    """A cursor and how it is asked: with statements that this connection plans once, unless somebody watches."""
    connection.ensure_connection()
    if not kept or connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as watched:
            yield watched, {}
        return
    raw = connection.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold = 2
        raw.prepared_max = MOST_PLANS
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        yield cursor, {"prepare": True}


def _values(rows: Sequence[models.Model]) -> list[Any]:
    fields = _inserted(type(rows[0])) or ()
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in rows
        for field in fields
    ]


def _stored(row: models.Model, key: Any) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, connection.alias


def _prepared(table: type[models.Model], name: str, value: Any) -> Any:
    told = value.pk if isinstance(value, models.Model) else value
    return _fields(table)[name].get_db_prep_save(told, connection)


@lru_cache
def _fields(table: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    fields = table._meta.concrete_fields
    return {name: field for field in fields for name in (field.name, field.attname)}


@lru_cache
def _inserted(table: type[models.Model]) -> "tuple[models.Field[Any, Any], ...] | None":
    """The columns that a new row brings; None when the database fills some of them in its own way."""
    fields = tuple(field for field in table._meta.concrete_fields if not field.primary_key)
    plain = all(not field.generated and not field.has_db_default() for field in fields)
    numbered = table._meta.auto_field is not None and table._meta.auto_field.column == "id"
    return fields if plain and numbered and not table._meta.parents else None


@lru_cache
def _insert(table: type[models.Model], many: int, clash: str = "") -> str:
    fields = _inserted(table) or ()
    line = f"({', '.join(['%s'] * len(fields))})"
    return (
        f"INSERT INTO {_quoted(table._meta.db_table)} ({_listed(fields)}) "  # noqa: S608 - names of our tables
        f"VALUES {', '.join([line] * many)} {clash} RETURNING id"
    )


@lru_cache
def _change(
    table: type[models.Model], to: tuple[str, ...], where: tuple[tuple[str, bool], ...]
) -> str:
    fields = _fields(table)
    written = ", ".join(f"{_quoted(fields[name].column)} = %s" for name in to)
    asked = " AND ".join(
        f"{_quoted(fields[name].column)} = {'ANY(%s)' if several else '%s'}"
        for name, several in where
    )
    return f"UPDATE {_quoted(table._meta.db_table)} SET {written} WHERE {asked}"  # noqa: S608 - as above


def _listed(fields: "Sequence[models.Field[Any, Any]]") -> str:
    return ", ".join(_quoted(field.column) for field in fields)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
