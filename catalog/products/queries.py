"""Reads of products and variants."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from catalog.attributes import queries as attributes
from catalog.attributes.rules import said, worded
from catalog.products import rules
from catalog.products.models import Product, Variant
from commerce import rows
from commerce.errors import NotFound
from commerce.money import Money


class UnknownProduct(NotFound):
    """No product has this id."""

    code = "unknown_product"


class UnknownVariant(NotFound):
    """No variant has this id."""

    code = "unknown_variant"


_IDS = "SELECT sku, id FROM catalog_variant WHERE sku = ANY(%s::text[])"


def get_product(public_id: str) -> Product:
    """This finds a product by public id.

    Raises:
        UnknownProduct: when there is none.
    """
    found = Product.objects.filter(public_id=public_id).first()
    if found is None:
        message = f"there is no product {public_id!r}"
        raise UnknownProduct(message)
    return found


def get_variant(product: Product, public_id: str) -> Variant:
    """This finds a variant of a product by public id.

    Raises:
        UnknownVariant: when there is none.
    """
    found = Variant.objects.filter(product=product, public_id=public_id).first()
    if found is None:
        message = f"there is no variant {public_id!r}"
        raise UnknownVariant(message)
    return found


def skus(variant_ids: Collection[int]) -> dict[int, str]:
    """This tells the SKU of each variant; one query."""
    return dict(Variant.objects.filter(id__in=variant_ids).values_list("id", "sku"))


def products_of(variant_ids: Collection[int]) -> dict[int, int]:
    """This tells the product of each variant that exists."""
    return dict(Variant.objects.filter(pk__in=variant_ids).values_list("pk", "product_id"))


def variants_of(product_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """This lists the active variants of each product; one query."""
    found: dict[int, tuple[int, ...]] = dict.fromkeys(product_ids, ())
    rows = Variant.objects.filter(product_id__in=product_ids, active=True).order_by("pk")
    for product_id, variant_id in rows.values_list("product_id", "pk"):
        found[product_id] += (variant_id,)
    return found


def ids_by_sku(skus: Collection[str]) -> dict[str, int]:
    """This finds variants by SKU; one query."""
    found = rows.fetch(_IDS, [list(skus)])
    return {sku: key for sku, key in found}  # noqa: C416 - says what the pair is


def costs(variant_ids: Collection[int]) -> dict[int, Money]:
    """This tells what one piece of each variant cost us, where it is known; one query."""
    rows = Variant.objects.filter(id__in=variant_ids, cost_minor__isnull=False)
    return {
        key: Money(minor, currency)
        for key, minor, currency in rows.values_list("id", "cost_minor", "cost_currency")
        if minor is not None
    }


def option_words(
    family_of: Mapping[int, int | None],
    variants: Iterable[tuple[int, int, Mapping[str, Any]]],
    *,
    languages: Collection[str],
) -> dict[int, dict[str, str]]:
    """This words the axes of variants, per variant and language; three queries for any number.

    `family_of` is {product: family}, `variants` are (variant, product, values).
    """
    asked = attributes.asked_by({key for key in family_of.values() if key is not None})
    axes = {family: [one.code for one in wishes if one.is_axis] for family, wishes in asked.items()}
    codes = {code for some in axes.values() for code in some}
    rows = attributes.attributes(codes) if codes else {}
    names = {
        code: {option.code: option.names for option in row.options.all()}
        for code, row in rows.items()
    }
    found = {}
    for key, product, values in variants:
        mine = [rows[code] for code in axes.get(family_of[product] or 0, ()) if code in rows]
        found[key] = {
            language: rules.options_text(
                [
                    worded(
                        values.get(row.code),
                        kind=row.kind,
                        unit=row.unit,
                        options=names[row.code],
                        language=language,
                    )
                    for row in mine
                ]
            )
            for language in languages
            if mine
        }
    return found


def name_of(product: Product, language: str) -> str:
    """This is the product's name in a language, else in any."""
    words = product.words.get(language) or {}
    names = {code: texts.get("name", "") for code, texts in product.words.items()}
    return str(words.get("name") or said({k: v for k, v in names.items() if v}, language))
