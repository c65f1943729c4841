"""What listings are made of, gathered for many products by a constant number of statements."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from catalog.attributes import queries as attributes
from catalog.boxes import queries as boxes
from catalog.documents import queries as documents
from catalog.pricing.rules import Offer
from catalog.reviews.rules import average
from catalog.search.rules.shown import (
    Named,
    Place,
    Rated,
    Shown,
    ShownCategory,
    ShownGuide,
    ShownPicture,
    ShownVariant,
)
from catalog.sizing import queries as sizing
from catalog.sizing.queries import Holding
from catalog.taxonomy import queries as taxonomy
from catalog.taxonomy.models import Category
from commerce.channels import queries as channels
from commerce.rows import fetch

# Django hands jsonb over as text, so it is read here, and fast.
_json = msgspec.json.decode
_PRODUCTS = """
SELECT p.id, p.public_id, p.words, p."values", p.family_id, p.category_id, p.tax_class,
       p.popularity, p.version, b.code, b.name, f.code
FROM catalog_product p LEFT JOIN catalog_brand b ON b.id = p.brand_id
LEFT JOIN catalog_family f ON f.id = p.family_id
WHERE p.id = ANY(%s::bigint[]) AND p.state = 'active' ORDER BY p.id
"""
_VARIANTS = """
SELECT id, product_id, public_id, sku, gtin, "values", options, weight_g, length_mm, width_mm,
       height_mm, max_quantity, expected_on, lead_days
FROM catalog_variant WHERE product_id = ANY(%s::bigint[]) AND active
ORDER BY product_id, position, id
"""
# Prices that everyone may have; groups see theirs in the cart.
_OFFERS = """
SELECT q.variant_id, l.channel_id, q.id, l.priority, q.amount_minor, q.was_minor, q.min_quantity,
       q.starts_at, q.ends_at
FROM catalog_variant v
JOIN catalog_price q ON q.variant_id = v.id AND q.price_group = ''
JOIN catalog_pricelist l ON l.id = q.price_list_id AND l.active
WHERE v.product_id = ANY(%s::bigint[]) ORDER BY q.id
"""
_LEVELS = """
SELECT s.variant_id, s.warehouse_code, s.pieces, s.beyond
FROM catalog_variant v JOIN catalog_sellable s ON s.variant_id = v.id
WHERE v.product_id = ANY(%s::bigint[]) AND s.ships
"""
_PICTURES = """
SELECT i.product_id, i.variant_id, a.key, a.width, a.height, a.color, a.alts, a.focal_x, a.focal_y
FROM catalog_picture i JOIN catalog_asset a ON a.id = i.asset_id
WHERE i.product_id = ANY(%s::bigint[]) ORDER BY i.position, i.id
"""
_PUBLISHED = """
SELECT product_id, channel_id, published_at FROM catalog_publication
WHERE product_id = ANY(%s::bigint[]) AND state = 'published'
"""
_RATINGS = """
SELECT product_id, total, score, one, two, three, four, five, fit_small, fit_true, fit_large
FROM catalog_reviewsummary
WHERE product_id = ANY(%s::bigint[]) AND count > 0
"""
_FURTHER = """
SELECT product_id, category_id FROM catalog_productcategory
WHERE product_id = ANY(%s::bigint[]) ORDER BY id
"""


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


def gather(keys: Sequence[int]) -> tuple[list[Shown], dict[str, Named]]:
    """This gathers active products with everything a card tells, and the attributes they name."""
    ids = list(keys)
    products = fetch(_PRODUCTS, [ids], keep=False)
    variants = _variants(ids)
    pictures = _pictures(ids)
    published = _published(ids)
    asked = attributes.asked_by({row[4] for row in products if row[4] is not None})
    axes = {key: [one.code for one in wishes if one.is_axis] for key, wishes in asked.items()}
    further = _further(ids)
    rated = _ratings(ids)
    papers, packed = documents.papers_of(ids), boxes.lines_of(ids)
    guides = sizing.guides_of(ids)
    tree = _tree({row[5] for row in products if row[5] is not None} | _flat(further.values()))
    found = []
    for key, public_id, words, values, family, category, *rest in products:
        inside = {category, *further.get(key, ())} - {None}
        tax_class, popularity, version, brand, brand_name, family_code = rest
        found.append(
            Shown(
                id=key,
                public_id=public_id,
                words=_json(words),
                values=_json(values),
                brand=(brand or "", brand_name or ""),
                trail=tree.get(category or 0, []),
                categories={step.id: step.code for one in inside for step in tree.get(one, [])},
                axes=axes.get(family or 0, []),
                tax_class=tax_class,
                popularity=popularity,
                version=version,
                variants=variants.get(key, []),
                pictures=pictures.get(key, []),
                published=published.get(key, {}),
                rated=rated.get(key),
                documents=papers.get(key, ()),
                family=family_code or "",
                box=packed.get(key, ()),
                size_guide=_guide(guides.get(key)),
            )
        )
    return found, _named(found)


def _guide(found: Holding | None) -> ShownGuide | None:
    if found is None or not found.public_id:
        return None
    return ShownGuide(public_id=found.public_id, names=found.names, axis=found.axis)


def _variants(keys: list[int]) -> dict[int, list[ShownVariant]]:
    offers: dict[int, dict[int, list[Offer]]] = {}
    for variant, channel, key, priority, amount, was, least, starts, ends in fetch(
        _OFFERS, [keys], keep=False
    ):
        offers.setdefault(variant, {}).setdefault(channel, []).append(
            Offer(
                key=key,
                priority=priority,
                amount=amount,
                was=was,
                min_quantity=least,
                starts_at=starts,
                ends_at=ends,
            )
        )
    pieces: dict[int, dict[str, int]] = {}
    beyond: dict[int, set[str]] = {}
    for variant, code, count, more in fetch(_LEVELS, [keys], keep=False):
        pieces.setdefault(variant, {})[code] = count
        if more:
            beyond.setdefault(variant, set()).add(code)
    by_product: dict[int, list[ShownVariant]] = {}
    for row in fetch(_VARIANTS, [keys], keep=False):
        by_product.setdefault(row[1], []).append(
            ShownVariant(
                id=row[0],
                public_id=row[2],
                sku=row[3],
                gtin=row[4],
                values=_json(row[5]),
                options=_json(row[6]),
                weight_g=row[7],
                size_mm=(row[8], row[9], row[10]),
                max_quantity=row[11],
                expected_on=row[12],
                lead_days=row[13],
                beyond=beyond.get(row[0], set()),
                offers=offers.get(row[0], {}),
                pieces=pieces.get(row[0], {}),
            )
        )
    return by_product


def _pictures(keys: list[int]) -> dict[int, list[ShownPicture]]:
    found: dict[int, list[ShownPicture]] = {}
    for row in fetch(_PICTURES, [keys], keep=False):
        product, variant, key, width, height, color, alts, across, down = row
        found.setdefault(product, []).append(
            ShownPicture(
                key=key,
                width=width,
                height=height,
                color=color,
                alts=_json(alts),
                variant_id=variant,
                focus=(across, down),
            )
        )
    return found


def _published(keys: list[int]) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = {}
    for product, channel, since in fetch(_PUBLISHED, [keys], keep=False):
        found.setdefault(product, {})[channel] = since
    return found


def _ratings(keys: list[int]) -> dict[int, Rated]:
    return {
        product: Rated(
            average=average(total=total, count=sum(counts[:5])),
            score=score,
            stars=tuple(counts[:5]),
            fit=tuple(counts[5:]),
        )
        for product, total, score, *counts in fetch(_RATINGS, [keys], keep=False)
    }


def _further(keys: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for product, category in fetch(_FURTHER, [keys], keep=False):
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
