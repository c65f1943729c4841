"""One set of an import while it is worked on, and the quick way into a table."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from catalog.contracts import RefusedRow
from catalog.feeds.rules import Checked, Known
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor


@dataclass(slots=True, kw_only=True)
class Batch:
    """The good rows of a set, what was there before, and what became of them.

    `products` and `variants` are what was there, by source key and SKU; `product_ids` and
    `variant_ids` what is there now.
    """

    rows: Sequence[Checked]
    known: Known
    channel: ChannelInfo
    brands: dict[str, int]
    products: dict[str, dict[str, Any]]
    variants: dict[str, dict[str, Any]]
    at: datetime
    by: Actor
    product_ids: dict[str, int] = field(default_factory=dict)
    variant_ids: dict[str, int] = field(default_factory=dict)
    created: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    held_back: list[RefusedRow] = field(default_factory=list)


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """This streams rows into a table of ours by COPY; dictionaries and lists become JSON."""
    names = ", ".join(columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([as_json(v) if isinstance(v, (dict, list)) else v for v in row])


def new_ids(table: str, count: int) -> list[int]:
    """This takes primary keys from a table's sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def as_json(value: Any) -> str:
    """This is a value as a jsonb column reads it."""
    return json.dumps(value, ensure_ascii=False)
