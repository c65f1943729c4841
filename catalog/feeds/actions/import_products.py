"""Many products at once: each set is compared with what is there, only the difference is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection

from catalog import events
from catalog.contracts import Imported, ProductRow, RefusedRow
from catalog.feeds import queries, rules
from catalog.feeds.actions import goods, offers
from catalog.feeds.actions.batch import Batch
from catalog.products.models import Product
from catalog.search import actions as search
from catalog.taxonomy.models import Brand
from catalog.taxonomy.rules import code_from
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.events import outbox
from commerce.identity.actor import Actor

SET = 1000
# One import at a time: two would race for the same keys and slugs.
_LOCK = 7_310_441


@db.transaction_required
def import_products(
    *,
    rows: Sequence[ProductRow],
    channel: ChannelInfo,
    at: datetime,
    by: Actor,
    listings: bool = True,
) -> Imported:
    """This makes the catalog hold the rows, with prices and publication in one channel.

    Bad rows are refused one by one, the others are taken; the same rows again change nothing. A
    publication that staff took back stays so. Listings are written in the same transaction, or
    without `listings` soon after, for callers that bring stock next.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    total = Imported(created=0, updated=0, unchanged=0, refused=(), held_back=(), variant_ids={})
    for start in range(0, len(rows), SET):
        batch, done = _import_set(rows[start : start + SET], channel=channel, at=at, by=by)
        total = _together(total, done)
        changed = sorted(batch.created | batch.updated)
        if changed:
            write = search.refresh if listings else search.mark_stale
            write(product_ids=changed, at=at)
            fact = events.ProductsImported(channel=channel.code, product_ids=tuple(changed))
            outbox.publish(fact, at=at, by=by, channel=channel.code)
    return total


def _import_set(
    rows: Sequence[ProductRow], *, channel: ChannelInfo, at: datetime, by: Actor
) -> tuple[Batch, Imported]:
    known = queries.known(rows, channel=channel)
    good, refused = rules.check_rows(rows, known)
    good, clashing = _without_clashes(good)
    batch = Batch(
        rows=good,
        known=known,
        channel=channel,
        brands=_brands(good),
        products=queries.products([one.row.source_key for one in good]),
        variants=queries.variants([sku for one in good for sku in one.skus]),
        at=at,
        by=by,
    )
    goods.write_products(batch)
    goods.write_variants(batch)
    goods.write_galleries(batch)
    goods.write_further_categories(batch)
    offers.write_prices(batch)
    offers.write_publications(batch)
    if batch.updated:
        Product.objects.filter(pk__in=batch.updated - batch.created).update(updated_at=at)
    updated = len(batch.updated - batch.created)
    return batch, Imported(
        created=len(batch.created),
        updated=updated,
        unchanged=len(good) - len(batch.created) - updated,
        refused=(*refused, *clashing),
        held_back=tuple(batch.held_back),
        variant_ids=batch.variant_ids,
    )


def _without_clashes(
    good: list[rules.Checked],
) -> tuple[list[rules.Checked], list[RefusedRow]]:
    """A SKU or GTIN that belongs to another product spoils its row, not the set."""
    there = queries.variants([sku for one in good for sku in one.skus])
    keys = {row["product_id"] for row in there.values()}
    owners = dict(Product.objects.filter(pk__in=keys).values_list("pk", "source_key"))
    gtins = queries.gtin_owners([gtin for one in good for gtin in one.gtins if gtin])
    kept, refused = [], []
    for one in good:
        reason = _clash(one, there=there, owners=owners, gtins=gtins)
        if reason:
            refused.append(RefusedRow(source_key=one.row.source_key, reason=reason))
            continue
        kept.append(one)
        gtins.update((gtin, sku) for sku, gtin in zip(one.skus, one.gtins, strict=True) if gtin)
    return kept, refused


def _clash(
    one: rules.Checked,
    *,
    there: dict[str, dict[str, int]],
    owners: dict[int, str | None],
    gtins: dict[str, str],
) -> str:
    for sku, gtin in zip(one.skus, one.gtins, strict=True):
        if sku in there and owners.get(there[sku]["product_id"]) != one.row.source_key:
            return f"the SKU {sku!r} belongs to another product"
        if gtin and gtins.get(gtin, sku) != sku:
            return f"the GTIN {gtin!r} belongs to another variant"
    return ""


def _brands(good: Sequence[rules.Checked]) -> dict[str, int]:
    names = {one.row.brand for one in good if one.row.brand}
    if not names:
        return {}
    codes = {name: code_from(name) or "brand" for name in names}
    Brand.objects.bulk_create(
        [Brand(code=code, name=name) for name, code in sorted(codes.items())],
        ignore_conflicts=True,
    )
    ids = dict(Brand.objects.filter(code__in=codes.values()).values_list("code", "id"))
    return {name: ids[code] for name, code in codes.items()}


def _together(one: Imported, other: Imported) -> Imported:
    return replace(
        one,
        created=one.created + other.created,
        updated=one.updated + other.updated,
        unchanged=one.unchanged + other.unchanged,
        refused=one.refused + other.refused,
        held_back=one.held_back + other.held_back,
        variant_ids={**one.variant_ids, **other.variant_ids},
    )
