"""Lists and product pages: narrow reads of finished rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from catalog.contracts import ProductCard
from catalog.search.rules import asking
from catalog.search.rules.asking import Asked
from commerce import memo
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from commerce.rows import fetch
from commerce.storefront import pictures

NEW = timedelta(days=30)
FACES_KEPT = 60.0
_JOIN = """
SELECT l.card, l.single_variant_id, {key}, p.product_id
FROM catalog_placing p
JOIN catalog_listing l ON l.channel_id = p.channel_id AND l.language = %(language)s::text
                      AND l.product_id = p.product_id
WHERE p.channel_id = %(channel)s::bigint AND p.category_id = %(category)s::bigint
"""
# Sort: its column, the comparison that continues after a row, the order, how the cursor is read.
_ORDERS = {
    "popular": ("p.popularity", "<", "DESC", "bigint"),
    "rating": ("p.rating", "<", "DESC", "bigint"),
    "newest": ("p.published_at", "<", "DESC", "timestamptz"),
    "price": ("p.price_minor", ">", "ASC", "bigint"),
    "-price": ("p.price_minor", "<", "DESC", "bigint"),
    "name": ("l.name", ">", "ASC", "text"),
}
_FIRST, _NEXT = (
    {
        sort: _JOIN.replace("{key}", key)
        + (f"AND ({key}, p.product_id) {than} (%(key)s::{cast}, %(id)s::bigint)" if later else "")
        + "{filters}"
        + f" ORDER BY {key} {order}, p.product_id {order} LIMIT %(limit)s::bigint OFFSET %(skip)s::bigint"
        for sort, (key, than, order, cast) in _ORDERS.items()
    }
    for later in (False, True)
)
_BY_PUBLIC_ID = """
SELECT sheet, etag, slug, product_id FROM catalog_listing
WHERE public_id = %s::text AND channel_id = %s::bigint AND language = %s::text
"""
_BY_PUBLIC_IDS = """
SELECT sheet, etag, slug, product_id, public_id FROM catalog_listing
WHERE public_id = ANY(%s::text[]) AND channel_id = %s::bigint AND language = %s::text
"""
_BY_SLUG = """
SELECT sheet, etag, slug, product_id FROM catalog_listing
WHERE slug = %s::text AND channel_id = %s::bigint AND language = %s::text
"""
# A slug of the past, or of another language, leads to the product's present listing.
_BY_OLD_SLUG = """
SELECT l.sheet, l.etag, l.slug, l.product_id
FROM catalog_productslug s JOIN catalog_listing l ON l.product_id = s.product_id
WHERE s.slug = %s::text AND l.channel_id = %s::bigint AND l.language = %s::text
ORDER BY (s.language = l.language) DESC, s.current DESC, s.id LIMIT 1
"""
_CARDS = """
SELECT l.card, l.single_variant_id, l.product_id, {key}
FROM catalog_listing l {join}
WHERE l.channel_id = %(channel)s::bigint AND l.language = %(language)s::text
  AND {key} = ANY(%(keys)s::text[])
"""
_BY_SKUS = _CARDS.replace("{join}", "JOIN catalog_variant v ON v.product_id = l.product_id")
_BY_SKUS = _BY_SKUS.replace("{key}", "v.sku")
_CATEGORY_OF = """
SELECT c.code FROM catalog_productslug s JOIN catalog_product p ON p.id = s.product_id
JOIN catalog_category c ON c.id = p.category_id
WHERE s.slug = %s::text ORDER BY s.current DESC, s.id LIMIT 1
"""
_FACES = """
SELECT c.id, f.card, f.product_id FROM unnest(%(keys)s::bigint[]) AS c(id)
CROSS JOIN LATERAL (
    SELECT l.card, l.product_id FROM catalog_placing p
    JOIN catalog_listing l ON l.channel_id = p.channel_id AND l.language = %(language)s::text
                          AND l.product_id = p.product_id
    WHERE p.channel_id = %(channel)s::bigint AND p.category_id = c.id
    ORDER BY p.popularity DESC, p.product_id DESC LIMIT 1
) f
"""
_IN_STORE = """EXISTS (
    SELECT 1 FROM catalog_variant v JOIN catalog_sellable s ON s.variant_id = v.id
    WHERE v.product_id = l.product_id AND v.active AND s.pieces > 0
      AND s.warehouse_code = ANY(%(group_{place})s::text[]))"""
_BY_SLUGS = _CARDS.replace("{join}", "").replace("{key}", "l.slug")
_BY_PRODUCTS = """
SELECT card, single_variant_id, product_id FROM catalog_listing
WHERE channel_id = %s::bigint AND language = %s::text AND product_id = ANY(%s::bigint[])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finished card as text, with the keys that stay inside the house."""

    text: str
    product_id: int
    single_variant_id: int | None

    def card(self, *, at: datetime) -> ProductCard:
        """This reads the text back into the value that pages use."""
        return product_card(self, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list, and the sort values of its last row if more follow."""

    cards: list[Told]
    after: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A product page as text; `slug` is the present one: another was asked for when it differs."""

    text: str
    etag: str
    slug: str
    product_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A picture that stands for a category."""

    url: str
    width: int
    height: int


def browse(*, asked: Asked, channel: ChannelInfo, language: str) -> Page:
    """This reads a page of a category, or of everything, in an order; one query."""
    filters, values = _filters(asked)
    values |= {
        "channel": channel.id,
        "language": language,
        "category": asked.category_id,
        "limit": asked.limit + 1,
        "skip": asked.skip,
    }
    statements = _FIRST
    if asked.after:
        statements = _NEXT
        values |= {"key": asked.after[0], "id": asked.after[1]}
    sql: Any = statements[asked.sort].replace("{filters}", filters)
    # With filters the values decide the plan, so it is made anew; without them it is kept.
    rows = fetch(sql, values, keep=not filters)
    return page_of(rows, limit=asked.limit)


def page_of(rows: Sequence[tuple[Any, ...]], *, limit: int) -> Page:
    """This makes a page of rows: card, variant, sort values..., product; one too many if more follow."""
    shown = rows[:limit]
    return Page(
        cards=[Told(text=row[0], single_variant_id=row[1], product_id=row[-1]) for row in shown],
        after=tuple(shown[-1][2:]) if len(rows) > limit else None,
    )


def category_of(*, slug: str) -> str:
    """This tells the code of the category a product belongs to, sold or not; empty for none."""
    rows = fetch(_CATEGORY_OF, [slug])
    return str(rows[0][0]) if rows else ""


def find_sheet(
    *, channel: ChannelInfo, language: str, public_id: str = "", slug: str = ""
) -> Sheet | None:
    """This finds a product page by public id or slug; one query, a second one for slugs of the past."""
    if public_id:
        rows = fetch(_BY_PUBLIC_ID, [public_id, channel.id, language])
    else:
        rows = fetch(_BY_SLUG, [slug, channel.id, language])
        rows = rows or fetch(_BY_OLD_SLUG, [slug, channel.id, language])
    if not rows:
        return None
    text, etag, present, product_id = rows[0]
    return Sheet(text=text, etag=etag, slug=present, product_id=product_id)


def sheets_of(
    *, channel: ChannelInfo, language: str, public_ids: Sequence[str]
) -> dict[str, Sheet]:
    """This finds product pages by public id; those that do not show are left out. One query."""
    rows = fetch(_BY_PUBLIC_IDS, [list(public_ids), channel.id, language])
    return {
        public_id: Sheet(text=text, etag=etag, slug=slug, product_id=product_id)
        for text, etag, slug, product_id, public_id in rows
    }


def cards_of(
    *,
    channel: ChannelInfo,
    language: str,
    skus: Sequence[str] = (),
    slugs: Sequence[str] = (),
) -> list[Told]:
    """This reads the cards of named products, in the order named, each once; one query."""
    keys = list(skus or slugs)
    values = {"channel": channel.id, "language": language, "keys": keys}
    rows = fetch(_BY_SKUS if skus else _BY_SLUGS, values)
    found = {
        key: Told(text=card, product_id=product_id, single_variant_id=single)
        for card, single, product_id, key in rows
    }
    return list(dict.fromkeys(found[key] for key in keys if key in found))


def cards_of_products(
    *, channel: ChannelInfo, language: str, product_ids: Collection[int]
) -> dict[int, Told]:
    """This reads the cards of products by id; those that do not show are left out. One query."""
    rows = fetch(_BY_PRODUCTS, [channel.id, language, sorted(set(product_ids))])
    return {
        product_id: Told(text=card, product_id=product_id, single_variant_id=single)
        for card, single, product_id in rows
    }


@memo.kept(seconds=FACES_KEPT)
def faces(channel: ChannelInfo, language: str, category_ids: tuple[int, ...]) -> dict[int, Face]:
    """This finds a picture for each category: that of its most popular product; one query a minute."""
    values = {"channel": channel.id, "language": language, "keys": list(category_ids)}
    pictures = {key: _decode(card).image for key, card, _product in fetch(_FACES, values)}
    return {
        key: Face(url=image.url, width=image.width, height=image.height)
        for key, image in pictures.items()
        if image
    }


def product_card(told: Told, *, at: datetime) -> ProductCard:
    """This reads a finished card back into the value that pages use; new is what is younger than 30 days."""
    card = _decode(told.text)
    image = card.image
    return ProductCard(
        product_id=told.product_id,
        public_id=card.id,
        slug=card.slug,
        name=card.name,
        brand=card.brand,
        summary=card.summary,
        image=image.url if image else "",
        image_alt=image.alt if image else "",
        image_width=image.width if image else 0,
        image_height=image.height if image else 0,
        backdrop=image.color if image else "",
        focus=pictures.focus(image.focal_x, image.focal_y) if image else "",
        hover_image=card.hover_image,
        price=card.price.value,
        was=card.was.value if card.was else None,
        ranged=card.price_from,
        includes_tax=card.includes_tax,
        available=card.available,
        low_stock=card.low_stock,
        backorder=card.backorder,
        swatches=tuple((one.name, one.hex) for one in card.swatches),
        variant_count=card.variant_count,
        single_variant_id=told.single_variant_id,
        is_new=at - card.published_at < NEW,
        base_price=card.base_price.value if card.base_price else None,
        base_unit=card.base_price.unit if card.base_price else "",
        language=card.language,
        rating=card.rating.average if card.rating else "",
        rating_count=card.rating.count if card.rating else 0,
    )


def wanted(code: str, place: int) -> str:
    """This is the condition that a listing `l` has one of the values in `group_<place>` of a facet."""
    condition = _IN_STORE if code == asking.STORE else "l.tokens && %(group_{place})s::text[]"
    return condition.replace("{place}", str(place))


def _filters(asked: Asked) -> tuple[str, dict[str, Any]]:
    parts: list[str] = []
    values: dict[str, Any] = {}
    codes = [code for code, chosen in asked.chosen.items() if chosen]
    for place, group in enumerate(asking.tokens_by_facet(asked.chosen)):
        parts.append(f" AND {wanted(codes[place], place)}")
        values[f"group_{place}"] = group
    if asked.price_from is not None:
        parts.append(" AND p.price_minor >= %(price_from)s::bigint")
        values["price_from"] = asked.price_from
    if asked.price_to is not None:
        parts.append(" AND p.price_minor <= %(price_to)s::bigint")
        values["price_to"] = asked.price_to
    return "".join(parts), values


class _Amount(msgspec.Struct):
    amount: str
    currency: str

    @property
    def value(self) -> Money:
        return Money.parse(self.amount, self.currency)


class _Image(msgspec.Struct):
    url: str
    alt: str
    width: int
    height: int
    color: str
    focal_x: int = 50
    focal_y: int = 50


class _Swatch(msgspec.Struct):
    name: str
    hex: str


class _Rating(msgspec.Struct):
    average: str
    count: int


class _BasePrice(_Amount):
    unit: str


class _Card(msgspec.Struct):
    id: str
    slug: str
    name: str
    summary: str
    brand: str
    image: _Image | None
    hover_image: str
    price: _Amount
    price_from: bool
    was: _Amount | None
    includes_tax: bool
    available: bool
    low_stock: bool
    variant_count: int
    variant_id: str | None
    swatches: list[_Swatch]
    published_at: datetime
    rating: _Rating | None = None
    base_price: _BasePrice | None = None
    backorder: bool = False
    language: str = ""


_decode = msgspec.json.Decoder(_Card).decode
