"""Prices and publications of a set."""

from datetime import datetime

from catalog.attributes import queries as attributes
from catalog.attributes.rules import Asked, missing
from catalog.contracts import RefusedRow, VariantRow
from catalog.feeds.actions.batch import Batch, copy_in
from catalog.feeds.rules import Checked
from catalog.pricing import actions as pricing
from catalog.pricing.models import Price, PriceList
from catalog.pricing.rules import Offer
from catalog.publishing import rules as readiness
from catalog.publishing.models import Publication
from commerce.money import Money

# Amount, price before, start, end; all prices of an import are for everyone and one piece.
Wanted = tuple[int, int | None, datetime | None, datetime | None]


def write_prices(batch: Batch) -> None:
    """This writes the channel's prices; new ones by COPY, changed ones one by one with their journal."""
    wanted = {
        batch.variant_ids[sku]: _wanted(variant)
        for one in batch.rows
        for sku, variant in zip(one.skus, one.row.variants, strict=True)
        if variant.price is not None
    }
    if not wanted:
        return
    base = pricing.base_list(channel=batch.channel)
    there = _there(base, list(wanted))
    fresh = {key: prices for key, prices in wanted.items() if key not in there}
    _copy_prices(batch, base, fresh)
    for key, prices in wanted.items():
        for amount, was, starts_at, ends_at in prices:
            if key in there and there[key].get(starts_at) != (amount, ends_at):
                _set(batch, base, variant_id=key, price=(amount, was, starts_at, ends_at))
    _note_updated(batch, set(fresh))


def write_publications(batch: Batch) -> None:
    """This shows rows that want it and lack nothing; a publication that exists is left as it is."""
    ids = [batch.product_ids[one.row.source_key] for one in batch.rows if one.row.publish]
    known = set(
        Publication.objects.filter(product_id__in=ids, channel_id=batch.channel.id).values_list(
            "product_id", flat=True
        )
    )
    asked = attributes.asked_by(set(batch.known.families.values()))
    fresh: list[tuple[int, datetime]] = []
    for one in batch.rows:
        key = batch.product_ids[one.row.source_key]
        if not one.row.publish or key in known:
            continue
        gaps = readiness.gaps(_draft(batch, one, asked), languages=batch.channel.languages)
        if gaps:
            reason = "; ".join(gap.detail for gap in gaps)
            batch.held_back.append(RefusedRow(source_key=one.row.source_key, reason=reason))
            continue
        fresh.append((key, one.row.published_at or batch.at))
    copy_in(
        "catalog_publication",
        ("product_id", "channel_id", "state", "published_at"),
        ((key, batch.channel.id, "published", since) for key, since in fresh),
    )
    batch.updated.update(key for key, _ in fresh)


def _wanted(variant: VariantRow) -> list[Wanted]:
    assert variant.price is not None
    price = variant.price.minor
    if variant.sale is None:
        return [(price, None, None, None)]
    if variant.sale_starts_at is None:
        return [(variant.sale.minor, price, None, None)]
    return [
        (price, None, None, None),
        (variant.sale.minor, price, variant.sale_starts_at, variant.sale_ends_at),
    ]


def _there(
    base: PriceList, variant_ids: list[int]
) -> dict[int, dict[datetime | None, tuple[int, datetime | None]]]:
    found: dict[int, dict[datetime | None, tuple[int, datetime | None]]] = {}
    rows = Price.objects.filter(
        price_list=base, variant_id__in=variant_ids, price_group="", min_quantity=1
    )
    for key, amount, starts, ends in rows.values_list(
        "variant_id", "amount_minor", "starts_at", "ends_at"
    ):
        found.setdefault(key, {})[starts] = (amount, ends)
    return found


def _copy_prices(batch: Batch, base: PriceList, fresh: dict[int, list[Wanted]]) -> None:
    copy_in(
        "catalog_price",
        ("price_list_id", "variant_id", "amount_minor", "was_minor", "min_quantity", "price_group",
         "starts_at", "ends_at", "turned_at"),
        (
            (base.pk, key, amount, was if _started(starts, batch.at) else None, 1, "", starts, ends,
             batch.at if _started(starts, batch.at) else None)
            for key, prices in fresh.items()
            for amount, was, starts, ends in prices
        ),
    )  # fmt: skip
    copy_in(
        "catalog_pricepoint",
        ("price_list_id", "variant_id", "amount_minor", "price_group", "min_quantity", "at", "by"),
        (
            (base.pk, key, min(p[0] for p in prices if _holds(p, batch.at)), "", 1, batch.at,
             str(batch.by))
            for key, prices in fresh.items()
        ),
    )  # fmt: skip


def _started(starts_at: datetime | None, at: datetime) -> bool:
    return starts_at is None or starts_at <= at


def _holds(price: Wanted, at: datetime) -> bool:
    return _started(price[2], at) and (price[3] is None or price[3] > at)


def _set(batch: Batch, base: PriceList, *, variant_id: int, price: Wanted) -> None:
    amount, was, starts_at, ends_at = price
    pricing.set_price(
        price_list=base,
        variant_id=variant_id,
        amount=Money(amount, base.currency),
        offer=Offer(key=0, priority=0, amount=amount, starts_at=starts_at, ends_at=ends_at),
        reduction=was is not None,
        by=batch.by,
        at=batch.at,
    )
    _note_updated(batch, {variant_id})


def _note_updated(batch: Batch, variant_ids: set[int]) -> None:
    for one in batch.rows:
        if any(batch.variant_ids[sku] in variant_ids for sku in one.skus):
            batch.updated.add(batch.product_ids[one.row.source_key])


def _draft(batch: Batch, one: Checked, asked: dict[int, tuple[Asked, ...]]) -> readiness.Draft:
    wishes = asked.get(batch.known.families.get(one.row.family, 0), ())
    languages = batch.channel.languages[:1]
    common = [wish for wish in wishes if not wish.is_axis]
    axes = [wish for wish in wishes if wish.is_axis]
    lacking = {
        language: (
            *missing(common, one.values, channel=batch.channel.code, language=language),
            *(
                code
                for values in one.variant_values
                for code in missing(axes, values, channel=batch.channel.code, language=language)
            ),
        )
        for language in languages
    }
    return readiness.Draft(
        names={language: said.get("name", "") for language, said in one.words.items()},
        missing=lacking,
        skus=one.skus,
        unpriced=[
            sku for sku, row in zip(one.skus, one.row.variants, strict=True) if row.price is None
        ],
        clashing=readiness.clashing(
            {
                sku: tuple(str(values.get(axis.code)) for axis in axes)
                for sku, values in zip(one.skus, one.variant_values, strict=True)
            }
        ),
    )
