"""The shelves as maps for crawlers: which products a channel shows, when they changed, what shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from catalog.assets.rules import picture_url, widths
from commerce.channels.queries import ChannelInfo
from commerce.rows import fetch

# So many keys make one part; a part never holds more, and keeps its goods however many come after.
SPAN = 10_000
SET = 1_000
MOST_IMAGES = 5
# One step through the index per part that holds anything.
_PARTS = """
WITH RECURSIVE part AS (
    SELECT min(product_id) / %(span)s::bigint AS number FROM catalog_listing
    WHERE channel_id = %(channel)s::bigint AND language = %(language)s::text
    UNION ALL
    SELECT (SELECT min(product_id) / %(span)s::bigint FROM catalog_listing
            WHERE channel_id = %(channel)s::bigint AND language = %(language)s::text
              AND product_id >= (part.number + 1) * %(span)s::bigint)
    FROM part WHERE part.number IS NOT NULL
)
SELECT number FROM part WHERE number IS NOT NULL ORDER BY number
"""
_GOODS = """
SELECT product_id, language, slug, changed_at FROM catalog_listing
WHERE channel_id = %s::bigint AND language = ANY(%s::text[])
  AND product_id >= %s::bigint AND product_id < %s::bigint
ORDER BY product_id
"""
_PICTURES = """
SELECT i.product_id, a.key, a.width FROM catalog_picture i JOIN catalog_asset a ON a.id = i.asset_id
WHERE i.product_id >= %s::bigint AND i.product_id < %s::bigint
ORDER BY i.product_id, i.position, i.id
"""


_FILLED = """
SELECT c.id FROM catalog_category c WHERE EXISTS (
    SELECT 1 FROM catalog_placing p WHERE p.channel_id = %s::bigint AND p.category_id = c.id)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A product on the map: its slug by language, when its page changed in each, its pictures."""

    slugs: dict[str, str]
    changed_at: dict[str, datetime]
    images: tuple[str, ...]


def parts(*, channel: ChannelInfo) -> list[int]:
    """This lists the numbers of the parts that hold products."""
    rows = fetch(_PARTS, {"span": SPAN, "channel": channel.id, "language": channel.language})
    return [int(row[0]) for row in rows]


def mapped(*, channel: ChannelInfo, number: int) -> Iterator[Mapped]:
    """This reads the products of a part, set by set: two statements per thousand keys."""
    if not 0 <= number < 10**12:
        return
    for start in range(number * SPAN, (number + 1) * SPAN, SET):
        yield from _set(channel, start, start + SET)


def _set(channel: ChannelInfo, start: int, end: int) -> Iterator[Mapped]:
    goods = fetch(_GOODS, [channel.id, list(channel.languages), start, end])
    if not goods:
        return
    pictures: dict[int, list[str]] = {}
    for product, key, width in fetch(_PICTURES, [start, end]):
        pictures.setdefault(product, []).append(picture_url(key, widths(width)[-1]))
    found: dict[int, Mapped] = {}
    for product, language, slug, changed_at in goods:
        images = tuple(dict.fromkeys(pictures.get(product, ())))[:MOST_IMAGES]
        one = found.setdefault(product, Mapped(slugs={}, changed_at={}, images=images))
        one.slugs[language] = slug
        one.changed_at[language] = changed_at
    yield from found.values()


def filled(*, channel: ChannelInfo) -> set[int]:
    """This lists the categories that hold something in a channel: one step through the index for each."""
    rows = fetch(_FILLED, [channel.id])
    return {int(row[0]) for row in rows}
