"""Checking rows of an importer one by one, so that a bad one does not spoil the others."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.attributes.rules import BadValue, Kind, check
from catalog.contracts import ProductRow, RefusedRow, VariantRow
from catalog.products.rules import check_gtin, check_sku, check_words
from commerce.errors import Anticipated, Refused


class BadRow(Refused):
    """A row cannot be taken."""

    code = "bad_row"


class Known:
    """What rows may refer to: codes of families and categories with their keys, and attributes."""

    def __init__(
        self,
        *,
        families: Mapping[str, int],
        categories: Mapping[str, int],
        kinds: Mapping[str, Kind],
        currency: str,
    ) -> None:
        self.families = families
        self.categories = categories
        self.kinds = kinds
        self.currency = currency


class Checked:
    """A good row: words, values and numbers in their stored form."""

    __slots__ = ("gtins", "row", "skus", "values", "variant_values", "words")

    def __init__(self, row: ProductRow, known: Known) -> None:
        self.row = row
        self.words = check_words(row.words)
        self.values = _values(row.values, known)
        self.skus = [check_sku(one.sku) for one in row.variants]
        self.gtins = [check_gtin(one.gtin) for one in row.variants]
        self.variant_values = [_values(one.values, known) for one in row.variants]


def check_rows(rows: Sequence[ProductRow], known: Known) -> tuple[list[Checked], list[RefusedRow]]:
    """This parts good rows from bad ones; a key or SKU that comes twice is bad the second time."""
    good: list[Checked] = []
    bad: list[RefusedRow] = []
    seen: set[str] = set()
    skus: set[str] = set()
    for row in rows:
        try:
            checked = _checked(row, known)
            _refuse_twice(row.source_key, checked.skus, seen=seen, known_skus=skus)
        except Anticipated as error:
            bad.append(RefusedRow(source_key=row.source_key, reason=error.message))
            continue
        seen.add(row.source_key)
        skus.update(checked.skus)
        good.append(checked)
    return good, bad


def _checked(row: ProductRow, known: Known) -> Checked:
    if not row.source_key or len(row.source_key) > 120:
        message = "a row needs a source_key of 1 to 120 characters"
        raise BadRow(message, field="source_key")
    if row.family and row.family not in known.families:
        message = f"there is no family {row.family!r}"
        raise BadRow(message, field="family")
    for code in (row.category, *row.categories):
        if code and code not in known.categories:
            message = f"there is no category {code!r}"
            raise BadRow(message, field="category")
    for variant in row.variants:
        _check_prices(variant, known.currency)
    return Checked(row, known)


def _check_prices(variant: VariantRow, currency: str) -> None:
    for amount in (variant.price, variant.sale):
        if amount is not None and (amount.currency != currency or amount.minor < 0):
            message = f"{variant.sku}: prices are not negative and in {currency}"
            raise BadRow(message, field="price")
    if variant.sale is not None and (variant.price is None or not variant.sale < variant.price):
        message = f"{variant.sku}: a sale is below the price"
        raise BadRow(message, field="sale")
    if variant.sale_ends_at is not None and variant.sale_starts_at is None:
        message = f"{variant.sku}: a sale that ends needs a start"
        raise BadRow(message, field="sale_starts_at")


def _refuse_twice(key: str, skus: Sequence[str], *, seen: set[str], known_skus: set[str]) -> None:
    if key in seen:
        message = f"{key!r} comes twice"
        raise BadRow(message, field="source_key")
    if len(set(skus)) < len(skus) or not known_skus.isdisjoint(skus):
        message = f"a SKU of {key!r} comes twice"
        raise BadRow(message, field="sku")


def _values(values: Mapping[str, Any], known: Known) -> dict[str, Any]:
    found = {}
    for code, value in values.items():
        kind = known.kinds.get(code)
        if kind is None:
            message = f"there is no attribute {code!r}"
            raise BadValue(message, field=f"values/{code}")
        found[code] = check(kind, value)
    return found
