"""Writes of products and variants; each counts the version up and says that the product changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import F

from catalog import events
from catalog.attributes import queries as attributes
from catalog.attributes.rules import BadValue, check
from catalog.contracts import SellableLevel
from catalog.products import queries, rules
from catalog.products.models import (
    Picture,
    Product,
    ProductCategory,
    ProductSlug,
    Variant,
)
from catalog.products.states import ProductFlow
from commerce import db
from commerce.channels import queries as channels
from commerce.errors import Conflict
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.slugs import slug_of


class SkuTaken(Conflict):
    """Another variant has this SKU or GTIN."""

    code = "sku_taken"


class SlugTaken(Conflict):
    """Another product answers to this slug."""

    code = "slug_taken"


class Outdated(Conflict):
    """Somebody else changed the product meanwhile."""

    code = "outdated"


@db.transaction_required
def create_product(*, words: Mapping[str, Any], by: Actor, at: datetime, **more: Any) -> Product:
    """This makes a product; `more` are family, brand, category, values, tax_class and source_key.

    Raises:
        BadWords, BadValue: when something does not fit.
        SlugTaken: when a given slug is another product's.
    """
    row = Product(created_at=at, updated_at=at)
    _take(row, {"words": words, **more})
    row.save(force_insert=True)
    _keep_slugs(row, given=_given_slugs(words))
    outbox.publish(events.ProductChanged(product_id=row.pk), at=at, by=by)
    return row


@db.transaction_required
def change_product(
    *,
    product_id: int,
    changes: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Product:
    """This changes what `changes` names; words and values are merged, None takes a key away.

    Raises:
        UnknownProduct: when it does not exist.
        Outdated: when `version` is given and is not the present one.
        BadWords, BadValue, SlugTaken: when something does not fit.
    """
    row = locked_product(product_id, version=version)
    merged = dict(changes)
    if "words" in changes:
        merged["words"] = _merge_words(row.words, changes["words"])
    if "values" in changes:
        merged["values"] = _merge(row.values, changes["values"])
    _take(row, merged)
    row.save()
    if "words" in changes:
        _keep_slugs(row, given=_given_slugs(changes["words"]))
    if "family" in changes:
        word_options([row.pk])
    touch([row.pk], by=by, at=at)
    row.refresh_from_db()
    return row


@db.transaction_required
def save_variant(
    *,
    product_id: int,
    changes: Mapping[str, Any],
    by: Actor,
    at: datetime,
    variant_id: int | None = None,
    version: int | None = None,
) -> Variant:
    """This adds a variant, or changes one: sku, gtin, values, sizes, cost, position, active.

    Raises:
        UnknownProduct, Outdated: as for products.
        UnknownVariant: when the product has no such variant.
        BadSku, BadGtin, BadValue, SkuTaken: when something does not fit.
    """
    product = locked_product(product_id, version=version)
    row = Variant(product=product)
    if variant_id is not None:
        found = Variant.objects.filter(product=product, pk=variant_id).first()
        if found is None:
            message = "this product has no such variant"
            raise queries.UnknownVariant(message)
        row = found
    _take_variant(row, changes)
    try:
        with db.savepoint():
            row.save()
    except IntegrityError as error:
        message = f"the SKU {row.sku!r} or its GTIN belongs to another variant"
        raise SkuTaken(message, field="sku") from error
    word_options([product.pk])
    touch([product.pk], by=by, at=at)
    row.refresh_from_db()
    return row


@db.transaction_required
def retire(*, product_id: int, by: Actor, at: datetime) -> None:
    """This ends a product's life: it is sold nowhere any more."""
    ProductFlow.move(locked_product(product_id), "retire", by=str(by), at=at)
    touch([product_id], by=by, at=at)


@db.transaction_required
def revive(*, product_id: int, by: Actor, at: datetime) -> None:
    """This brings a retired product back; its publications hold again."""
    ProductFlow.move(locked_product(product_id), "revive", by=str(by), at=at)
    touch([product_id], by=by, at=at)


@db.transaction_required
def show_pictures(
    *,
    product_id: int,
    pictures: Sequence[tuple[int, int | None]],
    by: Actor,
    at: datetime,
) -> None:
    """This sets the gallery in order: pairs of asset id and variant id (None: the whole product)."""
    locked_product(product_id)
    Picture.objects.filter(product_id=product_id).delete()
    Picture.objects.bulk_create(
        Picture(product_id=product_id, asset_id=asset, variant_id=variant, position=place)
        for place, (asset, variant) in enumerate(dict.fromkeys(pictures))
    )
    touch([product_id], by=by, at=at)


@db.transaction_required
def place(*, product_id: int, category_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """This sets the further categories of a product."""
    locked_product(product_id)
    ProductCategory.objects.filter(product_id=product_id).exclude(
        category_id__in=category_ids
    ).delete()
    ProductCategory.objects.bulk_create(
        [ProductCategory(product_id=product_id, category_id=key) for key in category_ids],
        ignore_conflicts=True,
    )
    touch([product_id], by=by, at=at)


@db.transaction_required
def touch(product_ids: Collection[int], *, by: Actor, at: datetime) -> None:
    """This counts versions up and says that the products changed."""
    Product.objects.filter(pk__in=product_ids).update(version=F("version") + 1, updated_at=at)
    outbox.publish_all(
        [events.ProductChanged(product_id=key) for key in sorted(set(product_ids))], at=at, by=by
    )


@db.transaction_required
def rank(*, scores: Mapping[int, int]) -> list[int]:
    """This sets how popular all products are; returns those that changed.

    A rank is no news of the product: nobody is told, the listings follow.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH changed AS (
                   SELECT p.id, coalesce(n.score, 0) AS score FROM catalog_product p
                   LEFT JOIN unnest(%s::bigint[], %s::integer[]) AS n(id, score) ON n.id = p.id
                   WHERE p.popularity <> coalesce(n.score, 0) ORDER BY p.id FOR UPDATE OF p)
               UPDATE catalog_product p SET popularity = c.score FROM changed c
               WHERE p.id = c.id RETURNING p.id""",
            [list(scores), list(scores.values())],
        )
        return [row[0] for row in cursor.fetchall()]


@db.transaction_required
def word_options(product_ids: Collection[int]) -> None:
    """This words the axes of the products' variants anew, where the words changed."""
    families = Product.objects.filter(pk__in=product_ids).values_list("pk", "family_id")
    variants = list(Variant.objects.filter(product_id__in=product_ids).order_by("pk"))
    words = queries.option_words(
        dict(families),
        [(row.pk, row.product_id, row.values) for row in variants],
        languages=channels.all_languages(),
    )
    changed = [row for row in variants if row.options != words[row.pk]]
    for row in changed:
        row.options = words[row.pk]
    Variant.objects.bulk_update(changed, ["options"], batch_size=500)


@db.transaction_required
def note_levels(*, levels: Sequence[SellableLevel]) -> list[int]:
    """This remembers what lies free in warehouses; returns the products whose numbers changed."""
    latest = {(one.variant_id, one.warehouse_code): one for one in levels}
    keys = sorted(latest)
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH changed AS (
                   INSERT INTO catalog_sellable AS s (variant_id, warehouse_code, pieces, ships, beyond)
                   SELECT n.variant_id, n.code, n.pieces, n.ships, n.beyond
                   FROM unnest(%s::bigint[], %s::text[], %s::integer[], %s::boolean[], %s::boolean[])
                     AS n(variant_id, code, pieces, ships, beyond)
                   JOIN catalog_variant v ON v.id = n.variant_id
                   ON CONFLICT (variant_id, warehouse_code) DO UPDATE
                   SET pieces = EXCLUDED.pieces, ships = EXCLUDED.ships, beyond = EXCLUDED.beyond
                   WHERE (s.pieces, s.ships, s.beyond)
                         <> (EXCLUDED.pieces, EXCLUDED.ships, EXCLUDED.beyond)
                   RETURNING s.variant_id)
               SELECT DISTINCT v.product_id FROM changed JOIN catalog_variant v ON v.id = variant_id
               ORDER BY 1""",
            [
                [key[0] for key in keys],
                [key[1] for key in keys],
                [latest[key].pieces for key in keys],
                [latest[key].ships for key in keys],
                [latest[key].beyond for key in keys],
            ],
        )
        return [row[0] for row in cursor.fetchall()]


@db.transaction_required
def locked_product(product_id: int, *, version: int | None = None) -> Product:
    """This locks a product for a change.

    Raises:
        UnknownProduct: when it does not exist.
        Outdated: when `version` is given and is not the present one.
    """
    row = Product.objects.filter(pk=product_id).locked_one()
    if row is None:
        message = "there is no such product"
        raise queries.UnknownProduct(message)
    if version is not None and row.version != version:
        message = "somebody else changed this product meanwhile; read it again"
        raise Outdated(message, version=row.version)
    return row


def _take(row: Product, changes: Mapping[str, Any]) -> None:
    for name in ("family", "brand", "category", "tax_class", "source_key"):
        if name in changes:
            setattr(row, name, changes[name])
    if "words" in changes:
        row.words = rules.check_words(changes["words"])
    if "values" in changes:
        row.values = _checked(changes["values"])


def _take_variant(row: Variant, changes: Mapping[str, Any]) -> None:
    if "sku" in changes or row.pk is None:
        row.sku = rules.check_sku(str(changes.get("sku", "")))
    if "gtin" in changes:
        row.gtin = rules.check_gtin(changes["gtin"])
    if "values" in changes:
        row.values = _checked(_merge(row.values, changes["values"]))
    if changes.get("cost") is not None:
        row.cost_minor, row.cost_currency = changes["cost"].minor, changes["cost"].currency
    for name in (
        "weight_g", "length_mm", "width_mm", "height_mm", "max_quantity", "expected_on", "lead_days",
        "position", "active",
    ):  # fmt: skip
        if name in changes:
            setattr(row, name, changes[name])


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    known = attributes.kinds(list(values))
    for code in values:
        if code not in known:
            message = f"there is no attribute {code!r}"
            raise BadValue(message, field=f"values/{code}")
    return {code: check(known[code], value) for code, value in values.items()}


def _merge(present: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**present, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def _merge_words(present: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(present)
    for language, texts in changes.items():
        if texts is None:
            found.pop(language, None)
        elif isinstance(texts, Mapping):
            found[language] = _merge(present.get(language, {}), texts)
        else:
            found[language] = texts
    return found


def _given_slugs(words: Mapping[str, Any]) -> dict[str, str]:
    return {lang: said["slug"] for lang, said in words.items() if said and said.get("slug")}


def _keep_slugs(row: Product, *, given: Mapping[str, str]) -> None:
    """Languages go in order, so that two who name products at once never wait for one another."""
    for language, said in sorted(row.words.items()):
        wanted = slug_of(given.get(language) or said.get("slug") or said.get("name", ""))
        wanted = wanted or row.public_id
        said["slug"] = _free_slug(row, language, wanted, must=language in given)
    Product.objects.filter(pk=row.pk).update(words=row.words)


def _free_slug(row: Product, language: str, wanted: str, *, must: bool) -> str:
    if _makes_current(row, language, wanted):
        return wanted
    if must:
        message = f"the slug {wanted!r} is another product's"
        raise SlugTaken(message, field=f"words/{language}/slug")
    own = f"{wanted[:80]}-{row.public_id[-6:]}"
    _makes_current(row, language, own)
    return own


def _makes_current(row: Product, language: str, slug: str) -> bool:
    """Whose slug it is decides the table, not a look beforehand: False when it is another product's."""
    mine = ProductSlug.objects.filter(product=row, language=language, current=True)
    mine.exclude(slug=slug).update(current=False)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO catalog_productslug AS s (product_id, language, slug, current)
               VALUES (%s, %s, %s, true)
               ON CONFLICT (language, slug) DO UPDATE SET current = true
               WHERE s.product_id = EXCLUDED.product_id""",
            [row.pk, language, slug],
        )
        return bool(cursor.rowcount)
