"""Full text search with facet counts: matches, page and counts by one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.attributes.models import Attribute
from catalog.attributes.rules import said
from catalog.search.queries import listings, mending, phrasing
from catalog.search.rules import asking, words
from catalog.search.rules.asking import Asked, Facet, FacetValue
from catalog.taxonomy import queries as taxonomy
from catalog.taxonomy.models import Brand
from commerce import memo
from commerce.channels.queries import ChannelInfo
from commerce.rows import fetch

# Above so many matches, ranking and counts look at this many and say that they are approximate. Twice as
# many took a third longer among a million variants.
CAP = 2000
KEEP_SECONDS = 5.0
COUNTS_KEPT = 10.0
_MATCHED = """
FROM catalog_listing l
WHERE catalog_scoped(l.document, l.channel_id, l.language) @@ %(query)s::tsquery
"""
_LISTED = """
FROM catalog_placing p
JOIN catalog_listing l ON l.channel_id = p.channel_id AND l.language = %(language)s::text
                      AND l.product_id = p.product_id
WHERE p.channel_id = %(channel)s::bigint AND p.category_id = %(category)s::bigint
"""
# Sold-out products follow after everything that can be bought.
_SCORE = """
(ts_rank('{0.1,0.25,0.5,1}', l.document, %(ranked)s::tsquery) * 10000)::bigint
+ CASE WHEN l.available THEN 10000 ELSE 0 END
"""
_FOUND = """
WITH hits AS MATERIALIZED (
    SELECT l.product_id, l.price_minor, l.popularity, l.rating, l.published_at, l.name, l.tokens,
           {score} AS score, {missed} AS missed, {missed_code} AS missed_code
    {source}{within}
    LIMIT %(cap)s::bigint
), page AS (
    SELECT h.product_id, {keys}, row_number() OVER (ORDER BY {order}) AS place
    FROM hits h WHERE h.missed = 0 {later} ORDER BY {order} LIMIT %(limit)s::bigint OFFSET %(skip)s::bigint
), counts AS (
    SELECT t.token, count(*) AS n
    FROM hits h CROSS JOIN LATERAL unnest(h.tokens) AS t(token)
    WHERE %(count)s::boolean
      AND (h.missed = 0 OR (h.missed = 1 AND split_part(t.token, ':', 1) = h.missed_code))
    GROUP BY t.token
)
SELECT (SELECT count(*) FROM hits), (SELECT count(*) FROM hits WHERE missed = 0),
       (SELECT min(price_minor) FROM hits WHERE missed = 0),
       (SELECT max(price_minor) FROM hits WHERE missed = 0),
       (SELECT array_agg(token) FROM counts), (SELECT array_agg(n) FROM counts), {prices},
       l.card, l.single_variant_id, {shown}, g.product_id
FROM (SELECT 1) AS one LEFT JOIN page g ON true
LEFT JOIN catalog_listing l ON l.channel_id = %(channel)s::bigint
    AND l.language = %(language)s::text AND l.product_id = g.product_id
ORDER BY g.place
"""
_PRICES = "(SELECT array_agg(DISTINCT price_minor) FROM hits WHERE missed = 0)"
_ORDERS = {
    "best": (("score", "popularity"), "DESC", ("bigint", "bigint")),
    "popular": (("popularity",), "DESC", ("bigint",)),
    "rating": (("rating",), "DESC", ("bigint",)),
    "newest": (("published_at",), "DESC", ("timestamptz",)),
    "price": (("price_minor",), "ASC", ("bigint",)),
    "-price": (("price_minor",), "DESC", ("bigint",)),
    "name": (("name",), "ASC", ("text",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: a page, how many there are, counts per token, the price span in minor units.

    `prices` are all there are, in minor units, where they were asked for (`spread`).
    `approximate` tells that there were more matches than are counted. `corrected` is what was
    searched instead when the words as typed found nothing; `broadened` that any word was enough.
    """

    page: listings.Page
    total: int
    approximate: bool
    counts: Mapping[str, int]
    price_span: tuple[int, int] | None
    prices: frozenset[int] = frozenset()
    corrected: str = ""
    broadened: bool = False


def search(
    *,
    asked: Asked,
    channel: ChannelInfo,
    language: str,
    literally: bool = False,
    spread: bool = False,
) -> Found:
    """This searches by words; one query once the words are known.

    When nothing matches, slips are set right, and after that any of the words is enough; not when the
    words are meant `literally`.
    """
    terms = words.query_words(asked.words, language)
    if not terms:
        return _nothing()
    place: dict[str, Any] = {"channel": channel, "language": language, "spread": spread}
    found = _run(_phrased(terms, asked, language), asked=asked, **place)
    if found.total or asked.after or asked.skip or asked.chosen or literally:
        return found
    mended = mending.mend(terms, language=language)
    if mended:
        again = replace(asked, words=mended.text)
        better = _run(_phrased(mended.terms, again, language), asked=again, **place)
        if better.total:
            return replace(better, corrected=mended.text)
    if len(terms) > 1:
        known = mended.terms if mended else terms
        broad = _run(_phrased(known, asked, language, every=False), asked=asked, **place)
        return replace(broad, broadened=broad.total > 0)
    return found


def count(*, asked: Asked, channel: ChannelInfo, language: str, spread: bool = False) -> Found:
    """This reads a page of a list without words afresh, beside counts that may be seconds old.

    Counting looks at every product of the list, so it is kept in the process for `COUNTS_KEPT` seconds
    per question; what can be bought, and for how much, is always read anew.
    """
    page = listings.browse(asked=asked, channel=channel, language=language)
    chosen = tuple((code, tuple(values)) for code, values in asked.chosen.items())
    key = (asked.category_id, asked.category, chosen, asked.price_from, asked.price_to)
    counted = _counted(channel, language, key, spread=spread)
    return replace(counted, page=page)


def count_in_store(
    *, asked: Asked, found: Found, channel: ChannelInfo, language: str, store: str
) -> int:
    """This counts what would be left of a list or a search if it had to lie in a store (a code).

    One query, none while a list's count is kept.
    """
    chosen = {**asked.chosen, asking.STORE: (store,)}
    narrow = replace(
        asked, chosen=chosen, words=found.corrected or asked.words, after=(), skip=0, limit=1
    )
    if not narrow.words:
        parts = tuple((code, tuple(values)) for code, values in chosen.items())
        key = (narrow.category_id, narrow.category, parts, narrow.price_from, narrow.price_to)
        return _counted(channel, language, key).total
    terms = words.query_words(narrow.words, language)
    if not terms:
        return 0
    query = _phrased(terms, narrow, language, every=not found.broadened)
    return _run(query, asked=narrow, channel=channel, language=language).total


@memo.kept(seconds=COUNTS_KEPT)
def _counted(
    channel: ChannelInfo,
    language: str,
    key: tuple[int, str, tuple[tuple[str, tuple[str, ...]], ...], int | None, int | None],
    *,
    spread: bool = False,
) -> Found:
    category_id, category, chosen, price_from, price_to = key
    asked = Asked(
        category_id=category_id,
        category=category,
        chosen=dict(chosen),
        price_from=price_from,
        price_to=price_to,
        limit=1,
    )
    return _run(None, asked=asked, channel=channel, language=language, spread=spread)


def facets(found: Found, *, asked: Asked, language: str, channel: ChannelInfo) -> tuple[Facet, ...]:
    """This words the counts for people; values without a match stay, with a count of none."""
    names = facet_names(language)
    result = []
    for facet in names.values():
        shown = tuple(
            replace(
                value,
                count=found.counts.get(f"{facet.code}:{value.value}", 0),
                chosen=value.value in asked.chosen.get(facet.code, ()),
            )
            for value in _values(facet, found.counts)
        )
        if any(value.count or value.chosen for value in shown):
            result.append(replace(facet, values=shown))
    return tuple(result)


@memo.kept(seconds=KEEP_SECONDS)
def facet_names(language: str) -> dict[str, Facet]:
    """This lists what can be filtered by, worded; kept in the process for some seconds."""
    return _facet_names(language)


def _phrased(
    terms: Sequence[str], asked: Asked, language: str, *, every: bool = True
) -> tuple[str, str]:
    return phrasing.query_of(terms, text=asked.words, language=language, every=every)


def _run(
    query: tuple[str, str] | None,
    *,
    asked: Asked,
    channel: ChannelInfo,
    language: str,
    spread: bool = False,
) -> Found:
    groups = [(code, vals) for code, vals in asked.chosen.items() if vals]
    values: dict[str, Any] = {
        "channel": channel.id,
        "language": language,
        "category": asked.category_id,
        "cap": CAP,
        "limit": asked.limit + 1,
        "skip": asked.skip,
        "count": not asked.after,
    }
    if query is not None:
        values["query"] = phrasing.scoped(query[0], channel=channel, language=language)
        values["ranked"] = query[1]
    for place, tokens in enumerate(asking.tokens_by_facet(asked.chosen)):
        values[f"group_{place}"] = tokens
        values[f"code_{place}"] = groups[place][0]
    sql = _statement(asked, values, searching=query is not None)
    sql = sql.replace("{prices}", _PRICES if spread else "NULL::bigint[]")
    rows = fetch(sql, values, keep=not groups and query is None)
    return _found(rows, asked)


def _statement(asked: Asked, values: dict[str, Any], *, searching: bool) -> Any:
    keys, order, casts = _ORDERS[asked.sort]
    groups = asking.tokens_by_facet(asked.chosen)
    codes = [code for code, chosen in asked.chosen.items() if chosen]
    misses = [f"(NOT {listings.wanted(codes[n], n)})" for n in range(len(groups))]
    whens = [f"WHEN {miss} THEN %(code_{n})s::text" for n, miss in enumerate(misses)]
    later = ""
    if asked.after:
        than = "<" if order == "DESC" else ">"
        marks = [f"%(after_{n})s::{cast}" for n, cast in enumerate((*casts, "bigint"))]
        columns = ", ".join([*(f"h.{key}" for key in keys), "h.product_id"])
        later = f"AND ({columns}) {than} ({', '.join(marks)})"
        values |= {f"after_{n}": value for n, value in enumerate(asked.after)}
    parts = {
        "score": _SCORE if searching else "0",
        "missed": " + ".join(f"{miss}::int" for miss in misses) or "0",
        "missed_code": f"CASE {' '.join(whens)} ELSE '' END" if whens else "''",
        "source": _MATCHED if searching else _LISTED,
        "within": _within(asked, values, searching=searching),
        "keys": ", ".join(f"h.{key}" for key in keys),
        "order": ", ".join(f"h.{key} {order}" for key in (*keys, "product_id")),
        "later": later,
        "shown": ", ".join(f"g.{key}" for key in keys),
    }
    sql = _FOUND
    for name, part in parts.items():
        sql = sql.replace("{" + name + "}", part)
    return sql


def _within(asked: Asked, values: dict[str, Any], *, searching: bool) -> str:
    parts = []
    if searching and asked.category:
        parts.append("l.tokens @> ARRAY[%(inside)s::text]")
        values["inside"] = f"category:{asked.category}"
    for name, sign in (("price_from", ">="), ("price_to", "<=")):
        amount = getattr(asked, name)
        if amount is not None:
            parts.append(f"l.price_minor {sign} %({name})s::bigint")
            values[name] = amount
    return "".join(f" AND {part}" for part in parts)


def _found(rows: Sequence[tuple[Any, ...]], asked: Asked) -> Found:
    seen, total, lowest, highest, tokens, counted, prices = rows[0][:7]
    page = listings.page_of([row[7:] for row in rows if row[7] is not None], limit=asked.limit)
    return Found(
        page=page,
        total=total,
        approximate=seen >= CAP,
        counts=dict(zip(tokens or (), counted or (), strict=True)),
        price_span=None if lowest is None else (lowest, highest),
        prices=frozenset(prices or ()),
    )


def _nothing() -> Found:
    page = listings.Page(cards=[], after=None)
    return Found(page=page, total=0, approximate=False, counts={}, price_span=None)


def _values(facet: Facet, counts: Mapping[str, int]) -> Sequence[FacetValue]:
    """Options keep their order; numbers and texts are listed as they occur."""
    if facet.values:
        return facet.values
    start = f"{facet.code}:"
    there = [token.removeprefix(start) for token in counts if token.startswith(start)]
    return [
        FacetValue(value=value, text=value, hex="", count=0, chosen=False)
        for value in sorted(there, key=lambda value: (len(value.partition(".")[0]), value))
    ]


def _facet_names(language: str) -> dict[str, Facet]:
    found = {"category": _category_facet(language), "brand": _brand_facet()}
    rows = Attribute.objects.filter(is_facet=True).prefetch_related("options")
    for row in rows.order_by("position", "code"):
        found[row.code] = Facet(
            code=row.code,
            name=said(row.names, language) or row.code,
            kind=row.kind,
            values=tuple(
                _value(option.code, said(option.names, language) or option.code, option.hex)
                for option in row.options.all()
            )
            or ((_value("yes", "yes"), _value("no", "no")) if row.kind == "boolean" else ()),
        )
    stars = tuple(_value(str(least), f"{least}+") for least in (4, 3, 2))
    found["rating"] = Facet(code="rating", name="rating", kind="rating", values=stars)
    for code in ("available", "sale"):
        found[code] = Facet(code=code, name=code, kind="boolean", values=(_value("yes", "yes"),))
    return found


def _category_facet(language: str) -> Facet:
    nodes = taxonomy.flat(language=language).values()
    values = tuple(_value(node.code, node.name) for node in nodes)
    return Facet(code="category", name="category", kind="category", values=values)


def _brand_facet() -> Facet:
    rows = Brand.objects.order_by("name").values_list("code", "name")
    values = tuple(_value(code, name) for code, name in rows)
    return Facet(code="brand", name="brand", kind="brand", values=values)


def _value(code: str, text: str, color: str = "") -> FacetValue:
    return FacetValue(value=code, text=text, hex=color, count=0, chosen=False)
