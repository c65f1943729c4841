"""What listings are made of, gathered for many products by a constant number of statements."""

from collections.abc import Collection, Iterable
from typing import Any

from catalog.attributes import queries as attributes
from catalog.pricing import queries as pricing
from catalog.products.models import Picture, Product, ProductCategory, Sellable, Variant
from catalog.publishing.models import Publication
from catalog.search.rules.cards import (
    Named,
    Place,
    Shown,
    ShownCategory,
    ShownPicture,
    ShownVariant,
)
from catalog.taxonomy import queries as taxonomy
from catalog.taxonomy.models import Category
from commerce.channels import queries as channels


def places() -> list[Place]:
    """This lists the channels as cards need them; no query while they are kept."""
    return [
        Place(
            channel_id=one.id,
            currency=one.currency,
            languages=one.languages,
            warehouses=one.warehouses,
            includes_tax=one.gross_prices,
        )
        for one in channels.all_channels().values()
    ]


def gather(products: Collection[Product]) -> tuple[list[Shown], dict[str, Named]]:
    """This gathers active products with everything a card tells, and the attributes they name."""
    keys = [product.pk for product in products]
    variants = _variants(keys)
    pictures = _pictures(keys)
    published = _published(keys)
    asked = attributes.asked_by({p.family_id for p in products if p.family_id})
    further = _further(keys)
    tree = _tree({p.category_id for p in products if p.category_id} | _flat(further.values()))
    found = []
    for product in products:
        inside = {product.category_id, *further.get(product.pk, ())} - {None}
        found.append(
            Shown(
                id=product.pk,
                public_id=product.public_id,
                words=product.words,
                values=product.values,
                brand=(product.brand.code, product.brand.name) if product.brand else ("", ""),
                trail=tree.get(product.category_id or 0, []),
                categories={
                    step.id: step.code for key in inside for step in tree.get(key or 0, [])
                },
                axes=[one.code for one in asked.get(product.family_id or 0, ()) if one.is_axis],
                tax_class=product.tax_class,
                popularity=product.popularity,
                version=product.version,
                variants=variants.get(product.pk, []),
                pictures=pictures.get(product.pk, []),
                published=published.get(product.pk, {}),
            )
        )
    return found, _named(found)


def _variants(keys: list[int]) -> dict[int, list[ShownVariant]]:
    rows = Variant.objects.filter(product_id__in=keys, active=True)
    columns = rows.order_by("product_id", "position", "id").values_list(
        "id", "product_id", "public_id", "sku", "gtin", "values", "options",
        "weight_g", "length_mm", "width_mm", "height_mm", "max_quantity",
    )  # fmt: skip
    read = list(columns)
    ids = [row[0] for row in read]
    offers: dict[int, dict[int, Any]] = {}
    for (variant, channel), found in pricing.open_offers(ids).items():
        offers.setdefault(variant, {})[channel] = found
    pieces: dict[int, dict[str, int]] = {}
    levels = Sellable.objects.filter(variant_id__in=ids)
    for variant, code, count in levels.values_list("variant_id", "warehouse_code", "pieces"):
        pieces.setdefault(variant, {})[code] = count
    by_product: dict[int, list[ShownVariant]] = {}
    for row in read:
        by_product.setdefault(row[1], []).append(
            ShownVariant(
                id=row[0],
                public_id=row[2],
                sku=row[3],
                gtin=row[4],
                values=row[5],
                options=row[6],
                weight_g=row[7],
                size_mm=(row[8], row[9], row[10]),
                max_quantity=row[11],
                offers=offers.get(row[0], {}),
                pieces=pieces.get(row[0], {}),
            )
        )
    return by_product


def _pictures(keys: list[int]) -> dict[int, list[ShownPicture]]:
    rows = Picture.objects.filter(product_id__in=keys).order_by("position", "id")
    found: dict[int, list[ShownPicture]] = {}
    for product, variant, key, width, height, color, alts in rows.values_list(
        "product_id", "variant_id", "asset__key", "asset__width", "asset__height",
        "asset__color", "asset__alts",
    ):  # fmt: skip
        found.setdefault(product, []).append(
            ShownPicture(
                key=key, width=width, height=height, color=color, alts=alts, variant_id=variant
            )
        )
    return found


def _published(keys: list[int]) -> dict[int, dict[int, Any]]:
    rows = Publication.objects.filter(product_id__in=keys, state="published")
    found: dict[int, dict[int, Any]] = {}
    for product, channel, since in rows.values_list("product_id", "channel_id", "published_at"):
        found.setdefault(product, {})[channel] = since
    return found


def _further(keys: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = ProductCategory.objects.filter(product_id__in=keys).order_by("id")
    for product, category in rows.values_list("product_id", "category_id"):
        found.setdefault(product, []).append(category)
    return found


def _tree(category_ids: Collection[int]) -> dict[int, list[ShownCategory]]:
    """The way from the root to each category."""
    if not category_ids:
        return {}
    paths = taxonomy.paths(category_ids)
    rows = Category.objects.filter(id__in=_flat(paths.values()))
    steps = {
        key: ShownCategory(id=key, code=code, words=words)
        for key, code, words in rows.values_list("id", "code", "words")
    }
    return {key: [steps[step] for step in path] for key, path in paths.items()}


def _named(products: Collection[Shown]) -> dict[str, Named]:
    codes: set[str] = set()
    for product in products:
        codes.update(product.values, product.axes)
        for variant in product.variants:
            codes.update(variant.values)
    return {
        code: Named(
            code=code,
            kind=row.kind,
            names=row.names,
            unit=row.unit,
            is_facet=row.is_facet,
            is_searchable=row.is_searchable,
            options={option.code: option.names for option in row.options.all()},
            colors={option.code: option.hex for option in row.options.all()},
        )
        for code, row in (attributes.attributes(codes) if codes else {}).items()
    }


def _flat(lists: Iterable[Iterable[int]]) -> set[int]:
    return {key for one in lists for key in one}
