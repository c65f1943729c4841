"""Products, variants, slugs, galleries and places of a set."""

from typing import Any

from django.db import connection

from catalog.feeds import queries
from catalog.feeds.actions.batch import Batch, as_json, copy_in, new_ids
from catalog.feeds.rules import Checked
from catalog.products import queries as product_queries
from catalog.products.models import (
    Picture,
    ProductCategory,
    ProductSlug,
    new_product_id,
    new_variant_id,
)
from commerce.channels import queries as channels
from commerce.slugs import slug_of

_UPDATE_PRODUCTS = """
UPDATE catalog_product p
SET words = n.words::jsonb, "values" = n.attribute_values::jsonb, family_id = n.family_id,
    brand_id = n.brand_id, category_id = n.category_id, tax_class = n.tax_class,
    popularity = n.popularity, version = p.version + 1
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::text[], %s::bigint[])
  AS n(id, words, attribute_values, family_id, brand_id, category_id, tax_class, popularity)
WHERE p.id = n.id
"""
_UPDATE_VARIANTS = """
UPDATE catalog_variant v
SET gtin = n.gtin, "values" = n.attribute_values::jsonb, options = n.options::jsonb,
    weight_g = n.weight_g, length_mm = n.length_mm, width_mm = n.width_mm, height_mm = n.height_mm,
    max_quantity = n.max_quantity, cost_minor = n.cost_minor, cost_currency = n.cost_currency
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[],
            %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[])
  AS n(id, gtin, attribute_values, options, weight_g, length_mm, width_mm, height_mm, max_quantity,
       cost_minor, cost_currency)
WHERE v.id = n.id
"""
_PRODUCT = (
    "id", "public_id", "source_key", "words", '"values"', "family_id", "brand_id", "category_id",
    "tax_class", "popularity", "state", "version", "created_at", "updated_at",
)  # fmt: skip
_VARIANT = (
    "id", "public_id", "product_id", "sku", "position", "active", "gtin", '"values"', "options",
    "weight_g", "length_mm", "width_mm", "height_mm", "max_quantity", "cost_minor", "cost_currency",
)  # fmt: skip
Columns = tuple[Any, ...]


def write_products(batch: Batch) -> None:
    """This writes new and changed products with their slugs."""
    fresh = [one for one in batch.rows if one.row.source_key not in batch.products]
    ids = new_ids("catalog_product", len(fresh))
    batch.product_ids = {key: row["id"] for key, row in batch.products.items()}
    batch.product_ids |= {one.row.source_key: id_ for one, id_ in zip(fresh, ids, strict=True)}
    batch.created.update(ids)
    public_ids = {id_: new_product_id() for id_ in ids}
    _give_slugs(batch, fresh, public_ids)
    copy_in(
        "catalog_product",
        _PRODUCT,
        (
            (id_, public_ids[id_], one.row.source_key, *_product(batch, one),
             "active", 1, batch.at, batch.at)
            for one, id_ in zip(fresh, ids, strict=True)
        ),
    )  # fmt: skip
    _copy_slugs([(id_, one) for one, id_ in zip(fresh, ids, strict=True)])
    _update_products(batch)


def write_variants(batch: Batch) -> None:
    """This writes new and changed variants; variants that the rows no longer name stay."""
    pairs = [(one, place) for one in batch.rows for place in range(len(one.skus))]
    fresh = [(one, place) for one, place in pairs if one.skus[place] not in batch.variants]
    ids = new_ids("catalog_variant", len(fresh))
    batch.variant_ids = {sku: row["id"] for sku, row in batch.variants.items()}
    for (one, place), id_ in zip(fresh, ids, strict=True):
        batch.variant_ids[one.skus[place]] = id_
        batch.updated.add(batch.product_ids[one.row.source_key])
    options = _options(batch, pairs)
    copy_in(
        "catalog_variant",
        _VARIANT,
        (
            (id_, new_variant_id(), batch.product_ids[one.row.source_key], one.skus[place], place,
             True, *_variant(one, place, options[id_]))
            for (one, place), id_ in zip(fresh, ids, strict=True)
        ),
    )  # fmt: skip
    changed = []
    for one, place in pairs:
        there = batch.variants.get(one.skus[place])
        if there is None:
            continue
        now = _variant(one, place, options[there["id"]])
        before = tuple(
            there[name]
            for name in (
                "gtin", "values", "options", "weight_g", "length_mm", "width_mm", "height_mm",
                "max_quantity", "cost_minor", "cost_currency",
            )
        )  # fmt: skip
        if now != before:
            changed.append((there["id"], *now))
            batch.updated.add(there["product_id"])
    _update(_UPDATE_VARIANTS, changed, width=11)


def write_galleries(batch: Batch) -> None:
    """This writes the pictures of rows that name any, when they differ from what is shown."""
    wanted: dict[int, list[tuple[int | None, int]]] = {}
    for one in batch.rows:
        shown: list[tuple[int | None, int]] = [(None, asset) for asset in one.row.pictures]
        for sku, variant in zip(one.skus, one.row.variants, strict=True):
            shown += [(batch.variant_ids[sku], asset) for asset in variant.pictures]
        if shown:
            wanted[batch.product_ids[one.row.source_key]] = list(dict.fromkeys(shown))
    there = queries.pictures([key for key in wanted if key not in batch.created])
    changed = {key: shown for key, shown in wanted.items() if there.get(key) != shown}
    Picture.objects.filter(product_id__in=[key for key in changed if key in there]).delete()
    copy_in(
        "catalog_picture",
        ("product_id", "variant_id", "asset_id", "position"),
        (
            (key, variant, asset, place)
            for key, shown in changed.items()
            for place, (variant, asset) in enumerate(shown)
        ),
    )
    batch.updated.update(changed)


def write_further_categories(batch: Batch) -> None:
    """This adds further categories that rows name; others stay."""
    wanted = {
        (batch.product_ids[one.row.source_key], batch.known.categories[code])
        for one in batch.rows
        for code in one.row.categories
    }
    if not wanted:
        return
    fresh = sorted(wanted - queries.further([key for key, _ in wanted]))
    ProductCategory.objects.bulk_create(
        [ProductCategory(product_id=key, category_id=category) for key, category in fresh],
        batch_size=2000,
    )
    batch.updated.update(key for key, _ in fresh)


def _product(batch: Batch, one: Checked) -> Columns:
    row = one.row
    return (
        one.words,
        one.values,
        batch.known.families.get(row.family),
        batch.brands.get(row.brand),
        batch.known.categories.get(row.category),
        row.tax_class,
        row.popularity,
    )


def _variant(one: Checked, place: int, options: dict[str, str]) -> Columns:
    row = one.row.variants[place]
    return (
        one.gtins[place],
        one.variant_values[place],
        options,
        row.weight_g,
        row.length_mm,
        row.width_mm,
        row.height_mm,
        row.max_quantity,
        row.cost.minor if row.cost else None,
        row.cost.currency if row.cost else "",
    )


def _options(batch: Batch, pairs: list[tuple[Checked, int]]) -> dict[int, dict[str, str]]:
    families = {
        batch.product_ids[one.row.source_key]: batch.known.families.get(one.row.family)
        for one in batch.rows
    }
    return product_queries.option_words(
        families,
        [
            (
                batch.variant_ids[one.skus[place]],
                batch.product_ids[one.row.source_key],
                one.variant_values[place],
            )
            for one, place in pairs
        ],
        languages=channels.all_languages(),
    )


def _update_products(batch: Batch) -> None:
    changed = []
    for one in batch.rows:
        there = batch.products.get(one.row.source_key)
        if there is None:
            continue
        one.words = {
            **there["words"],
            **{lang: {**there["words"].get(lang, {}), **said} for lang, said in one.words.items()},
        }
        now = _product(batch, one)
        before = tuple(
            there[name]
            for name in (
                "words", "values", "family_id", "brand_id", "category_id", "tax_class", "popularity"
            )
        )  # fmt: skip
        if now != before:
            changed.append((there["id"], *now))
            batch.updated.add(there["id"])
    _update(_UPDATE_PRODUCTS, changed, width=8)


def _update(sql: str, rows: list[Columns], *, width: int) -> None:
    if not rows:
        return
    columns = [
        [as_json(row[n]) if isinstance(row[n], dict) else row[n] for row in rows]
        for n in range(width)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, columns)


def _give_slugs(batch: Batch, fresh: list[Checked], public_ids: dict[int, str]) -> None:
    """Names that come to the same slug get a few letters of their id."""
    wanted: dict[tuple[str, str], list[tuple[Checked, str]]] = {}
    for one in fresh:
        public_id = public_ids[batch.product_ids[one.row.source_key]]
        for language, said in one.words.items():
            slug = slug_of(said.get("slug") or said.get("name", "")) or public_id
            wanted.setdefault((language, slug), []).append((one, public_id))
    rows = ProductSlug.objects.filter(slug__in={slug for _, slug in wanted})
    taken = set(rows.values_list("language", "slug"))
    for (language, slug), many in wanted.items():
        for place, (one, public_id) in enumerate(many):
            free = place == 0 and (language, slug) not in taken
            one.words[language]["slug"] = slug if free else f"{slug}-{public_id[-6:]}"


def _copy_slugs(rows: list[tuple[int, Checked]]) -> None:
    copy_in(
        "catalog_productslug",
        ("product_id", "language", "slug", "current"),
        (
            (id_, language, said["slug"], True)
            for id_, one in rows
            for language, said in one.words.items()
        ),
    )
