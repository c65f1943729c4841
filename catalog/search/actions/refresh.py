"""Writing listings anew: what changed is marked, then read and written as a set."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import connection

from catalog.contracts import SellableLevel
from catalog.products import actions as products
from catalog.products.models import Product
from catalog.search.actions import lexicon, store
from catalog.search.queries import sources
from catalog.search.rules import cards
from commerce import db

log = logging.getLogger(__name__)
SET = 500
_LOCK = """
SELECT id FROM catalog_product WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""


@db.transaction_required
def refresh(*, product_ids: Collection[int], at: datetime) -> int:
    """This writes the listings of products as they are now; returns how many rows changed.

    Set by set with a constant number of statements. The products are locked in key order, so that
    two refreshes of one product follow each other and the later one sees more.
    """
    changed = 0
    keys = sorted(set(product_ids))
    for start in range(0, len(keys), SET):
        changed += _refresh_set(keys[start : start + SET], at=at)
    return changed


@db.transaction_required
def refresh_stale(*, at: datetime, limit: int = SET) -> int:
    """This refreshes what was marked; returns how many products were taken up."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM catalog_staleproduct WHERE product_id IN (
                   SELECT product_id FROM catalog_staleproduct ORDER BY product_id
                   LIMIT %s FOR UPDATE SKIP LOCKED)
               RETURNING product_id""",
            [limit],
        )
        keys = [row[0] for row in cursor.fetchall()]
    if keys:
        refresh(product_ids=keys, at=at)
    return len(keys)


@db.transaction_required
def drop_orphans() -> int:
    """This drops the rows of products that are gone; returns how many."""
    dropped = 0
    with connection.cursor() as cursor:
        for table in ("listing", "placing"):
            cursor.execute(
                f"""DELETE FROM catalog_{table} l
                    WHERE NOT EXISTS (SELECT 1 FROM catalog_product p WHERE p.id = l.product_id)"""  # noqa: S608 - names of ours
            )
            dropped += cursor.rowcount
    return dropped


@db.transaction_required
def mark_stale(*, product_ids: Collection[int], at: datetime) -> None:
    """This notes that the listings of products must be written anew, and wakes the writer."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO catalog_staleproduct (product_id, since)
               SELECT p.id, %s FROM catalog_product p WHERE p.id = ANY(%s) ORDER BY p.id
               ON CONFLICT DO NOTHING""",
            [at, sorted(set(product_ids))],
        )
    db.after_commit_once(_wake)


@db.transaction_required
def mark_stale_category(*, category_id: int, at: datetime) -> None:
    """This marks the products in a category and in the branch below it."""
    _mark(
        """SELECT p.id FROM catalog_product p JOIN catalog_category c ON c.id = p.category_id
           WHERE c.path LIKE (SELECT path || '%%' FROM catalog_category WHERE id = %s)
           UNION SELECT f.product_id FROM catalog_productcategory f
           JOIN catalog_category c ON c.id = f.category_id
           WHERE c.path LIKE (SELECT path || '%%' FROM catalog_category WHERE id = %s)""",
        [category_id, category_id],
        at,
    )


@db.transaction_required
def mark_stale_using(
    *, at: datetime, attribute: str = "", asset_id: int | None = None, price_list: str = ""
) -> None:
    """This marks the products that carry an attribute, that an asset shows, or that a list prices."""
    if price_list:
        _mark(
            """SELECT DISTINCT v.product_id FROM catalog_pricelist l
               JOIN catalog_price q ON q.price_list_id = l.id
               JOIN catalog_variant v ON v.id = q.variant_id WHERE l.code = %s""",
            [price_list],
            at,
        )
        return
    if asset_id is not None:
        _mark("SELECT product_id FROM catalog_picture WHERE asset_id = %s", [asset_id], at)
        return
    _mark(
        """SELECT id FROM catalog_product WHERE values ? %s
           UNION SELECT product_id FROM catalog_variant WHERE values ? %s""",
        [attribute, attribute],
        at,
    )
    products_using = Product.objects.filter(variants__values__has_key=attribute).distinct()
    products.word_options(list(products_using.values_list("pk", flat=True)))


@db.transaction_required
def mark_stale_sized(
    *,
    families: Collection[int],
    categories: Collection[int],
    product_ids: Collection[int],
    at: datetime,
) -> None:
    """This marks the products of families, the branches below categories, and products themselves."""
    for category_id in categories:
        mark_stale_category(category_id=category_id, at=at)
    _mark(
        "SELECT id FROM catalog_product WHERE family_id = ANY(%s) OR id = ANY(%s)",
        [list(families), list(product_ids)],
        at,
    )


@db.transaction_required
def note_stock_level(*, level: SellableLevel, at: datetime) -> None:
    """This takes over what lies free in a warehouse, and marks the product when that changed."""
    changed = products.note_levels(levels=[level])
    if changed:
        mark_stale(product_ids=changed, at=at)


def _refresh_set(keys: Sequence[int], *, at: datetime) -> int:
    # Whoever holds the rows finishes first; the statements after the lock see what they wrote.
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list(keys)])
    shown, named = sources.gather(keys)
    places = sources.places()
    written = [
        row for one in shown for place in places for row in cards.rows(one, place, named, at=at)
    ]
    folded = [store.folded(row) for row in written]
    changed = store.write_listings(written, folded, product_ids=keys, at=at)
    inside = {one.id: [0, *sorted(one.categories)] for one in shown}
    changed += store.write_placings(written, inside=inside, product_ids=keys)
    lexicon.learn(written, folded)
    return changed


def _mark(sql: str, values: list[Any], at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        mark_stale(product_ids=[row[0] for row in cursor.fetchall()], at=at)


def _wake() -> None:
    """This asks a worker to refresh; when the broker is down, the schedule does."""
    try:
        current_app.send_task("catalog.search.tasks.refresh_stale", queue="facts", retry=False)
    except Exception:
        log.warning("the broker does not answer; the schedule will refresh", exc_info=True)
