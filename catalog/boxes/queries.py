"""Reads of boxes."""

from collections.abc import Collection, Mapping

import msgspec

from commerce.rows import fetch

_LINES = """
SELECT product_id, quantity, words FROM catalog_boxline
WHERE product_id = ANY(%s::bigint[]) ORDER BY position, id
"""
Line = tuple[int, Mapping[str, str]]


def lines_of(product_ids: Collection[int]) -> dict[int, list[Line]]:
    """This tells what is in the boxes of products, as (quantity, {language: text}); one query."""
    found: dict[int, list[Line]] = {}
    for product, quantity, words in fetch(_LINES, [list(product_ids)], keep=False):
        found.setdefault(product, []).append((quantity, msgspec.json.decode(words)))
    return found
