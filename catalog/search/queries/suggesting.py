"""Suggestions while somebody types: completed words, categories, products."""

from dataclasses import dataclass

from catalog.contracts import CategoryNode
from catalog.search.queries import listings, phrasing
from catalog.search.rules import words
from catalog.taxonomy import queries as taxonomy
from commerce.channels.queries import ChannelInfo
from commerce.rows import fetch

SHORTEST = 2
MOST_WORDS = 4
MOST_CATEGORIES = 2
MOST_PRODUCTS = 4
_CAP = 300
_PRODUCTS = """
SELECT h.card, h.single_variant_id, h.product_id FROM (
    SELECT card, single_variant_id, product_id, available, popularity FROM catalog_listing
    WHERE catalog_scoped(document, channel_id, language) @@ %(query)s::tsquery LIMIT %(cap)s::bigint
) h ORDER BY h.available DESC, h.popularity DESC, h.product_id DESC LIMIT %(most)s::bigint
"""
_WORDS = """
SELECT shown FROM catalog_term
WHERE language = %s::text AND word LIKE %s::text AND documents > 0
  AND numnode(plainto_tsquery(%s::regconfig, shown)) > 0
ORDER BY documents DESC, word LIMIT %s::bigint
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What might be meant, at most ten: queries, categories, products."""

    queries: list[str]
    categories: list[CategoryNode]
    products: list[listings.Told]


def suggest(*, text: str, channel: ChannelInfo, language: str) -> Suggestions:
    """This suggests from the second letter on; two queries."""
    terms = words.query_words(text, language)
    if not terms or len(terms[-1]) < SHORTEST:
        return Suggestions(queries=[], categories=[], products=[])
    prefix = phrasing.prefix_query(terms, language=language)
    values = {
        "query": phrasing.scoped(prefix, channel=channel, language=language),
        "cap": _CAP,
        "most": MOST_PRODUCTS,
    }
    products = [
        listings.Told(text=card, single_variant_id=single, product_id=product_id)
        for card, single, product_id in fetch(_PRODUCTS, values, keep=False)
    ]
    return Suggestions(
        queries=_completed(text, terms, language),
        categories=_categories(terms, language),
        products=products,
    )


def named(text: str, *, language: str) -> list[CategoryNode]:
    """This finds the categories that are called what was searched, in one number or the other (S5)."""
    wanted = " ".join(words.query_words(text, language))
    return [
        node
        for node in taxonomy.flat(language=language).values()
        if words.same(wanted, " ".join(words.words(node.name, language)))
    ]


def _completed(text: str, terms: list[str], language: str) -> list[str]:
    """The typed words before the last one stay as they were typed; of one and many, the more frequent is enough."""
    typed = text.split()[:-1]
    rows = fetch(
        _WORDS, [language, f"{terms[-1]}%", words.config_of(language), 2 * MOST_WORDS], keep=False
    )
    found: list[str] = []
    for (shown,) in rows:
        if not any(words.same(shown, other) for other in found):
            found.append(shown)
    return [" ".join([*typed, shown]) for shown in found[:MOST_WORDS]]


def _categories(terms: list[str], language: str) -> list[CategoryNode]:
    wanted = " ".join(terms)
    found = []
    for node in taxonomy.flat(language=language).values():
        name = " ".join(words.words(node.name, language))
        if name.startswith(wanted) or f" {wanted}" in name:
            found.append((not name.startswith(wanted), node.depth, node.name, node))
    return [row[3] for row in sorted(found, key=lambda row: row[:3])][:MOST_CATEGORIES]
