"""What is sold where, and how ready a product is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from catalog.assets.rules import picture_url
from catalog.attributes import queries as attributes
from catalog.attributes.rules import completeness, missing
from catalog.contracts import VariantCard
from catalog.pricing import queries as pricing
from catalog.pricing import rules as price_rules
from catalog.products.models import Picture, Product, Variant
from catalog.products.rules import ready_on
from catalog.publishing import rules
from catalog.publishing.models import Publication
from commerce import rows
from commerce.channels.queries import ChannelInfo
from commerce.money import Money

# Wanted variants on the left, in their order; on the right the first list that has a price for the
# quantity, and in it the lowest amount: the same choice as pricing.rules.choose.
_SOLD = """
SELECT w.ord, w.quantity, v.id, v.public_id, p.id, p.public_id, v.sku, v.gtin,
       COALESCE(p.words->%(language)s::text->>'name', p.words->%(fallback)s::text->>'name',
                p.words->'en'->>'name', v.sku),
       COALESCE(v.options->>%(language)s::text, v.options->>%(fallback)s::text, ''),
       COALESCE(p.words->%(language)s::text->>'slug', p.words->%(fallback)s::text->>'slug',
                p.public_id),
       COALESCE(k.key, ''), o.amount_minor, o.was_minor, o.currency, o.includes_tax, o.code,
       p.tax_class, v.weight_g, v.max_quantity, COALESCE(c.code, ''), COALESCE(b.name, ''),
       v.lead_days, v.expected_on
FROM unnest(%(keys)s::{kind}[], %(quantities)s::bigint[]) WITH ORDINALITY AS w(key, quantity, ord)
JOIN catalog_variant v ON v.{column} = w.key AND v.active
JOIN catalog_product p ON p.id = v.product_id AND p.state = 'active'
JOIN catalog_publication u
  ON u.product_id = p.id AND u.channel_id = %(channel)s::bigint AND u.state = 'published'
CROSS JOIN LATERAL (
    SELECT q.amount_minor, q.was_minor, l.currency, l.includes_tax, l.code
    FROM catalog_price q
    JOIN catalog_pricelist l
      ON l.id = q.price_list_id AND l.channel_id = %(channel)s::bigint AND l.active
    WHERE q.variant_id = v.id AND q.min_quantity <= w.quantity
      AND q.price_group IN ('', %(price_group)s::text)
      AND (q.starts_at IS NULL OR q.starts_at <= %(at)s::timestamptz)
      AND (q.ends_at IS NULL OR q.ends_at > %(at)s::timestamptz)
    ORDER BY l.priority DESC, q.amount_minor, q.id LIMIT 1
) o
LEFT JOIN LATERAL (
    SELECT a.key FROM catalog_picture i JOIN catalog_asset a ON a.id = i.asset_id
    WHERE i.product_id = p.id AND (i.variant_id = v.id OR i.variant_id IS NULL)
    ORDER BY (i.variant_id IS NULL), i.position, i.id LIMIT 1
) k ON true
LEFT JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
ORDER BY w.ord
"""
_COLUMNS = {
    "variant_id": ("id", "bigint"),
    "sku": ("sku", "text"),
    "public_id": ("public_id", "text"),
}
_SQL = {
    name: _SOLD.replace("{column}", column).replace("{kind}", kind)
    for name, (column, kind) in _COLUMNS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Variants somebody asks for: `by` names the key column (variant_id, sku or public_id)."""

    by: str
    keys: Sequence[int | str]
    quantities: Sequence[int]


def variants_on_sale(channel: ChannelInfo) -> tuple[int, ...]:
    """This lists the active variants of every product that shows in a channel."""
    live = Publication.objects.filter(channel_id=channel.id, state="published")
    rows = Variant.objects.filter(active=True, product__in=live.values("product_id"))
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def sold(
    *, wish: Wish, channel: ChannelInfo, language: str, at: datetime, price_group: str = ""
) -> list[tuple[int, int, VariantCard]]:
    """This prices wanted variants of a channel as (place from 0, quantity, card); one query.

    Variants that are unknown, not published there or without a price are left out.
    """
    values: dict[str, Any] = {
        "keys": list(wish.keys),
        "quantities": list(wish.quantities),
        "channel": channel.id,
        "language": language,
        "fallback": channel.language,
        "price_group": price_group,
        "at": at,
    }
    found = rows.fetch(_SQL[wish.by], values)
    today = at.astimezone(ZoneInfo(channel.time_zone)).date()
    return [(row[0] - 1, row[1], _card(row, today)) for row in found]


def draft_of(product: Product, *, channel: ChannelInfo, at: datetime) -> rules.Draft:
    """This gathers what readiness looks at; a constant number of queries."""
    family = product.family
    asked = attributes.asked_by([family.pk]).get(family.pk, ()) if family else ()
    variants = list(Variant.objects.filter(product=product, active=True).order_by("position", "id"))
    offers = pricing.open_offers([variant.pk for variant in variants])
    axes = [one.code for one in asked if one.is_axis]
    common = [one for one in asked if not one.is_axis]
    return rules.Draft(
        names={language: said.get("name", "") for language, said in product.words.items()},
        missing={
            language: (
                *missing(common, product.values, channel=channel.code, language=language),
                *_missing_axes(asked, variants, channel=channel.code, language=language),
            )
            for language in channel.languages
        },
        skus=[variant.sku for variant in variants],
        unpriced=[
            variant.sku
            for variant in variants
            if price_rules.choose(offers.get((variant.pk, channel.id), ()), at=at, quantity=1)
            is None
        ],
        clashing=rules.clashing(
            {v.sku: tuple(str(v.values.get(axis)) for axis in axes) for v in variants}
        ),
        has_picture=Picture.objects.filter(product=product).exists(),
        needs_picture=bool(family and family.needs_picture),
        retired=product.state != "active",
    )


def ratios(
    products: Sequence[Product], *, channels: Sequence[ChannelInfo]
) -> dict[int, dict[tuple[str, str], int]]:
    """This tells how complete products are, per channel and language; two queries for any number."""
    asked = attributes.asked_by({p.family_id for p in products if p.family_id is not None})
    found: dict[int, dict[tuple[str, str], int]] = {}
    values = _all_values(products)
    for product in products:
        wishes = asked.get(product.family_id or 0, ())
        found[product.pk] = {
            (channel.code, language): completeness(
                wishes, values[product.pk], channel=channel.code, language=language
            )
            for channel in channels
            for language in channel.languages
        }
    return found


def states(product_ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """This tells the publication state per product and channel id; one query."""
    found: dict[int, dict[int, str]] = {}
    rows = Publication.objects.filter(product_id__in=product_ids)
    for product, channel, state in rows.values_list("product_id", "channel_id", "state"):
        found.setdefault(product, {})[channel] = state
    return found


def _all_values(products: Sequence[Product]) -> dict[int, Mapping[str, Any]]:
    """An axis counts as answered when every active variant answers it."""
    of_variants: dict[int, list[Mapping[str, Any]]] = {}
    rows = Variant.objects.filter(product_id__in=[p.pk for p in products], active=True)
    for product_id, values in rows.values_list("product_id", "values"):
        of_variants.setdefault(product_id, []).append(values)
    found: dict[int, Mapping[str, Any]] = {}
    for product in products:
        variants = of_variants.get(product.pk, [])
        common = set(variants[0]).intersection(*variants[1:]) if variants else set()
        found[product.pk] = {code: variants[0][code] for code in common} | product.values
    return found


def _missing_axes(
    asked: Sequence[Any], variants: Sequence[Variant], *, channel: str, language: str
) -> list[str]:
    axes = [one for one in asked if one.is_axis]
    lacking = {
        code
        for variant in variants
        for code in missing(axes, variant.values, channel=channel, language=language)
    }
    return sorted(lacking)


def _card(row: tuple[Any, ...], today: date) -> VariantCard:
    currency = row[14]
    return VariantCard(
        variant_id=row[2],
        variant_public_id=row[3],
        product_id=row[4],
        product_public_id=row[5],
        sku=row[6],
        gtin=row[7],
        name=row[8],
        options=row[9],
        slug=row[10],
        image=picture_url(row[11]) if row[11] else "",
        unit=Money(row[12], currency),
        was=None if row[13] is None else Money(row[13], currency),
        includes_tax=row[15],
        tax_class=row[17],
        weight_g=row[18],
        max_quantity=row[19],
        ready_on=ready_on(lead_days=row[22], expected_on=row[23], today=today),
        price_list=row[16],
        category=row[20],
        brand=row[21],
    )
