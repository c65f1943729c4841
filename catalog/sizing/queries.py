"""Reads of size guides."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from catalog.sizing.models import SizeGuide
from catalog.sizing.rules import Guide, Line, Measure
from commerce import rows
from commerce.errors import NotFound

# The product's own word counts most, then the nearest category, then the family.
_OF_PRODUCTS = """
SELECT DISTINCT ON (found.product) found.product, g.public_id, g.names, g.axis, g.asks_fit,
       found.source, found.key
FROM (
    SELECT p.id AS product, u.guide_id, 1000 AS near, 'product' AS source, p.id AS key
    FROM catalog_product p JOIN catalog_sizeguideuse u ON u.product_id = p.id
    WHERE p.id = ANY(%(keys)s::bigint[])
    UNION ALL
    SELECT p.id, u.guide_id, step.depth, 'category', u.category_id
    FROM catalog_product p JOIN catalog_category c ON c.id = p.category_id
    CROSS JOIN LATERAL unnest(string_to_array(btrim(c.path, '/'), '/')) WITH ORDINALITY
        AS step (key, depth)
    JOIN catalog_sizeguideuse u ON u.category_id = step.key::bigint
    WHERE p.id = ANY(%(keys)s::bigint[])
    UNION ALL
    SELECT p.id, u.guide_id, 0, 'family', u.family_id
    FROM catalog_product p JOIN catalog_sizeguideuse u ON u.family_id = p.family_id
    WHERE p.id = ANY(%(keys)s::bigint[])
) found LEFT JOIN catalog_sizeguide g ON g.id = found.guide_id
ORDER BY found.product, found.near DESC
"""


class UnknownGuide(NotFound):
    """No size guide has this id."""

    code = "unknown_size_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The guide that holds for a product, and why: `source` is product, category or family.

    An empty `public_id` means that the product shows none, by its own word.
    """

    public_id: str
    names: dict[str, str]
    axis: str
    asks_fit: bool
    source: str
    key: int


def guides_of(product_ids: Collection[int]) -> dict[int, Holding]:
    """This tells which guide holds for products; one query."""
    found = rows.fetch(_OF_PRODUCTS, {"keys": list(product_ids)}, keep=False)
    return {
        product: Holding(
            public_id=public_id or "",
            names=msgspec.json.decode(names) if names else {},
            axis=axis or "",
            asks_fit=bool(asks),
            source=source,
            key=key,
        )
        for product, public_id, names, axis, asks, source, key in found
    }


def guide_of(product_id: int) -> Holding | None:
    """This tells which guide a product shows; None where it shows none."""
    found = guides_of([product_id]).get(product_id)
    return found if found is not None and found.public_id else None


def asks_fit(product_id: int) -> bool:
    """This tells whether reviewers of a product say how it fits."""
    found = guide_of(product_id)
    return found is not None and found.asks_fit


def get_row(public_id: str) -> SizeGuide:
    """This finds a guide by public id.

    Raises:
        UnknownGuide: when there is none.
    """
    found = SizeGuide.objects.filter(public_id=public_id).first()
    if found is None:
        message = f"there is no size guide {public_id!r}"
        raise UnknownGuide(message, field="size_guide_id")
    return found


def told(row: SizeGuide) -> Guide:
    """This reads a whole guide; two queries."""
    return Guide(
        names=row.names,
        how=row.how,
        basis=row.basis,
        unit=row.unit,
        axis=row.axis,
        asks_fit=row.asks_fit,
        measures=tuple(
            Measure(code=one.code, names=one.names, kind=one.kind, attribute=one.attribute)
            for one in row.measures.all()
        ),
        lines=tuple(Line(size=one.size, cells=one.cells) for one in row.lines.all()),
    )


def uses(row: SizeGuide) -> dict[str, list[str]]:
    """This lists what a guide holds for: codes of families and categories, ids of products."""
    found: dict[str, list[str]] = {"families": [], "categories": [], "products": []}
    for one in row.uses.all():
        for kind, key in (
            ("families", one.family and one.family.code),
            ("categories", one.category and one.category.code),
            ("products", one.product and one.product.public_id),
        ):
            found[kind].extend([key] if key else [])
    return found
