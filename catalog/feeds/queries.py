"""What importers compare with."""

from collections.abc import Sequence
from typing import Any

from catalog.attributes import queries as attributes
from catalog.attributes.models import Family
from catalog.contracts import ProductRow
from catalog.feeds.rules import Known
from catalog.products.models import Picture, Product, ProductCategory, Variant
from catalog.taxonomy.models import Category
from commerce.channels.queries import ChannelInfo

PRODUCT = (
    "id", "source_key", "words", "values", "family_id", "brand_id", "category_id", "tax_class",
    "popularity", "public_id",
)  # fmt: skip
VARIANT = (
    "id", "product_id", "sku", "gtin", "values", "weight_g", "length_mm", "width_mm", "height_mm",
    "max_quantity", "cost_minor", "cost_currency", "options",
)  # fmt: skip


def known(rows: Sequence[ProductRow], *, channel: ChannelInfo) -> Known:
    """This reads what the rows refer to; four queries."""
    codes = {code for row in rows for code in row.values}
    codes |= {code for row in rows for variant in row.variants for code in variant.values}
    places = {code for row in rows for code in (row.category, *row.categories)} - {""}
    families = Family.objects.filter(code__in={row.family for row in rows})
    categories = Category.objects.filter(code__in=places)
    return Known(
        families=dict(families.values_list("code", "id")),
        categories=dict(categories.values_list("code", "id")),
        kinds=attributes.kinds(codes),
        currency=channel.currency,
    )


def products(source_keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """This reads the products that are there, by source key."""
    rows = Product.objects.filter(source_key__in=source_keys).values(*PRODUCT)
    return {str(row["source_key"]): dict(row) for row in rows}


def variants(skus: Sequence[str]) -> dict[str, dict[str, Any]]:
    """This reads the variants that are there, by SKU."""
    rows = Variant.objects.filter(sku__in=skus).values(*VARIANT)
    return {str(row["sku"]): dict(row) for row in rows}


def gtin_owners(gtins: Sequence[str]) -> dict[str, str]:
    """This tells which SKU has a GTIN."""
    return dict(Variant.objects.filter(gtin__in=gtins).values_list("gtin", "sku"))


def further(product_ids: Sequence[int]) -> set[tuple[int, int]]:
    """This lists the further categories of products."""
    rows = ProductCategory.objects.filter(product_id__in=product_ids)
    return set(rows.values_list("product_id", "category_id"))


def pictures(product_ids: Sequence[int]) -> dict[int, list[tuple[int | None, int]]]:
    """This lists the galleries of products in order: (variant, asset)."""
    found: dict[int, list[tuple[int | None, int]]] = {}
    rows = Picture.objects.filter(product_id__in=product_ids).order_by("position", "id")
    for product, variant, asset in rows.values_list("product_id", "variant_id", "asset_id"):
        found.setdefault(product, []).append((variant, asset))
    return found
