"""Putting finished rows into the read model: only what differs is written, what is gone is dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

import psycopg
from django.db import connection

from catalog.search.rules import words
from catalog.search.rules.shown import Row
from commerce import db

_LISTINGS = """
INSERT INTO catalog_listing AS l (
    channel_id, language, product_id, public_id, slug, name, single_variant_id,
    price_minor, available, popularity, rating, published_at, tokens, document, etag, card, sheet,
    changed_at)
SELECT n.channel_id, n.language, n.product_id, n.public_id, n.slug, n.name, n.single_variant_id,
       n.price_minor, n.available, n.popularity, n.rating, n.published_at, string_to_array(n.tokens, chr(31)),
       setweight(to_tsvector(n.config::regconfig, n.a), 'A')
       || setweight(to_tsvector(n.config::regconfig, n.b), 'B')
       || setweight(to_tsvector(n.config::regconfig, n.c), 'C')
       || to_tsvector(n.config::regconfig, n.d) || n.plain::tsvector,
       n.etag, n.card, n.sheet, %b::timestamptz
FROM unnest(%b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::text[], %b::text[],
            %b::bigint[], %b::bigint[], %b::boolean[], %b::bigint[], %b::bigint[], %b::timestamptz[], %b::text[], %b::text[],
            %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[],
            %b::text[])
  AS n(channel_id, language, product_id, public_id, slug, name, single_variant_id,
       price_minor, available, popularity, rating,
       published_at, tokens, config, a, b, c, d, plain, etag, card, sheet)
ON CONFLICT (channel_id, language, product_id) DO UPDATE SET
    public_id = EXCLUDED.public_id, slug = EXCLUDED.slug, name = EXCLUDED.name,
    single_variant_id = EXCLUDED.single_variant_id,
    price_minor = EXCLUDED.price_minor, available = EXCLUDED.available,
    popularity = EXCLUDED.popularity, rating = EXCLUDED.rating,
    published_at = EXCLUDED.published_at,
    tokens = EXCLUDED.tokens, document = EXCLUDED.document, etag = EXCLUDED.etag,
    card = EXCLUDED.card, sheet = EXCLUDED.sheet,
    changed_at = CASE WHEN l.sheet = EXCLUDED.sheet THEN l.changed_at ELSE EXCLUDED.changed_at END
WHERE l.etag <> EXCLUDED.etag
"""
_GONE = """
DELETE FROM catalog_listing l
WHERE l.product_id = ANY(%b::bigint[]) AND NOT EXISTS (
    SELECT 1 FROM unnest(%b::bigint[], %b::text[], %b::bigint[]) AS n(channel_id, language, product_id)
    WHERE n.channel_id = l.channel_id AND n.language = l.language AND n.product_id = l.product_id)
"""
_PLACINGS = """
WITH n AS (
    SELECT * FROM unnest(%b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[],
                         %b::bigint[], %b::timestamptz[])
      AS n(channel_id, category_id, product_id, price_minor, popularity, rating, published_at)
), gone AS (
    DELETE FROM catalog_placing p
    WHERE p.product_id = ANY(%b::bigint[]) AND NOT EXISTS (
        SELECT 1 FROM n WHERE n.channel_id = p.channel_id AND n.category_id = p.category_id
                          AND n.product_id = p.product_id)
)
INSERT INTO catalog_placing AS p (
    channel_id, category_id, product_id, price_minor, popularity, rating, published_at)
SELECT * FROM n
ON CONFLICT (channel_id, category_id, product_id) DO UPDATE SET
    price_minor = EXCLUDED.price_minor, popularity = EXCLUDED.popularity,
    rating = EXCLUDED.rating, published_at = EXCLUDED.published_at
WHERE (p.price_minor, p.popularity, p.rating, p.published_at)
      IS DISTINCT FROM
      (EXCLUDED.price_minor, EXCLUDED.popularity, EXCLUDED.rating, EXCLUDED.published_at)
"""
UNIT = "\x1f"


class Folded(NamedTuple):
    """The words of a row's four texts, and the lexemes that are kept as they are."""

    words: tuple[list[str], ...]
    plain: str


@db.transaction_required
def write_listings(
    rows: Sequence[Row], texts: Sequence[Folded], *, product_ids: Sequence[int], at: datetime
) -> int:
    """This makes the listings of the products exactly `rows`, with their folded texts; returns how many changed."""
    keys: list[list[Any]] = [
        [row.channel_id for row in rows],
        [row.language for row in rows],
        [row.product_id for row in rows],
    ]
    changed = _run(_GONE, [list(product_ids), *keys])
    if not rows:
        return changed
    return changed + _run(
        _LISTINGS,
        [
            at,
            *keys,
            [row.public_id for row in rows],
            [row.slug for row in rows],
            [row.name[:300] for row in rows],
            [row.single_variant_id for row in rows],
            [row.price_minor for row in rows],
            [row.available for row in rows],
            [row.popularity for row in rows],
            [row.rating for row in rows],
            [row.published_at for row in rows],
            [UNIT.join(row.tokens) for row in rows],
            [words.config_of(row.language) for row in rows],
            *([" ".join(one.words[place]) for one in texts] for place in range(4)),
            [one.plain for one in texts],
            [row.etag for row in rows],
            [row.card for row in rows],
            [row.sheet for row in rows],
        ],
    )


@db.transaction_required
def write_placings(
    rows: Sequence[Row], *, inside: Mapping[int, Sequence[int]], product_ids: Sequence[int]
) -> int:
    """This makes the lists that hold the products exactly right; languages share them."""
    seen = {(row.channel_id, row.product_id): row for row in rows}
    wanted = [(row, category) for row in seen.values() for category in inside[row.product_id]]
    return _run(
        _PLACINGS,
        [
            [row.channel_id for row, _ in wanted],
            [category for _, category in wanted],
            [row.product_id for row, _ in wanted],
            [row.price_minor for row, _ in wanted],
            [row.popularity for row, _ in wanted],
            [row.rating for row, _ in wanted],
            [row.published_at for row, _ in wanted],
            list(product_ids),
        ],
    )


def folded(row: Row) -> Folded:
    """This folds the texts of a row, once for the listing and for the lexicon."""
    listed = tuple(words.words(text, row.language) for text in row.texts)
    named = dict.fromkeys(listed[0])
    rest = set(chain.from_iterable(listed[1:])).difference(named)
    plain = [f"'{word}':1A" for word in named] + [f"'{word}'" for word in sorted(rest)]
    if row.language in words.COMPOUNDS:
        plain += [
            f"'{words.backwards(word)}'"
            for word in (*named, *sorted(rest))
            if len(word) >= words.COMPOUND_FROM
        ]
    plain += [f"'#{words.code_of(code)}'" for code in row.codes]
    return Folded(listed, " ".join(plain))


def _run(sql: str, values: list[Any]) -> int:
    # Bound by the server in binary: long texts are neither quoted nor read twice.
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, values)
        return max(cursor.rowcount, 0)
