"""Reads of products that are sold no more, and of what comes after them."""

from dataclasses import dataclass
from typing import Any

import msgspec

from catalog.lifecycle import rules
from commerce.rows import fetch

_FAREWELL = """
SELECT p.id, p.words, p.farewell FROM catalog_productslug s JOIN catalog_product p ON p.id = s.product_id
WHERE s.slug = %s::text AND p.state = 'retired' LIMIT 1
"""
# Whoever comes after, one after another; the first that is sold again is meant.
_CHAIN = """
WITH RECURSIVE chain AS (
    SELECT p.successor_id AS id, 1 AS step FROM catalog_product p WHERE p.id = %s::bigint
    UNION ALL
    SELECT p.successor_id, c.step + 1 FROM chain c JOIN catalog_product p ON p.id = c.id
    WHERE c.step < %s::integer)
SELECT c.id, p.state, p.public_id FROM chain c JOIN catalog_product p ON p.id = c.id ORDER BY c.step
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell:
    """A product sold no more: its words by language, what its address answers, who may follow."""

    product_id: int
    words: dict[str, dict[str, Any]]
    farewell: str
    successors: tuple[int, ...] = ()

    def text(self, name: str, language: str) -> str:
        """A text in a language, else in any."""
        said = [self.words.get(language, {}), *self.words.values()]
        return next((one[name] for one in said if one.get(name)), "")


def farewell_of(*, slug: str) -> Farewell | None:
    """This finds the retired product a slug leads to, with its successors still sold, nearest first."""
    found = fetch(_FAREWELL, [slug])
    if not found:
        return None
    key, words, farewell = found[0]
    return Farewell(
        product_id=key,
        words=msgspec.json.decode(words),
        farewell=farewell,
        successors=tuple(one for one, state, _ in _chain(key) if state == "active"),
    )


def followers(product_id: int) -> dict[int, int | None]:
    """This tells who comes after a product, after that one, and so on."""
    keys = [product_id, *(one for one, _state, _public in _chain(product_id))]
    return dict(zip(keys, [*keys[1:], None], strict=True))


def _chain(product_id: int) -> list[tuple[int, str, str]]:
    return [(row[0], row[1], row[2]) for row in fetch(_CHAIN, [product_id, rules.LONGEST_CHAIN])]
