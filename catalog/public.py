"""Verbs that other apps may call in catalog."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from catalog.contracts import CategoryNode, PricedLine, SellableLevel, VariantCard, WantedLine
from catalog.products import actions as products
from catalog.products import queries as product_queries
from catalog.publishing import queries as publishing
from catalog.taxonomy import queries as taxonomy
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Refused
from commerce.identity.actor import Actor
from commerce.money import Money


class NotSold(Refused):
    """Some wanted variants are unknown, not published in the channel, or have no price there."""

    code = "not_sold"


def price_lines(
    *,
    lines: Sequence[WantedLine],
    channel: ChannelInfo,
    language: str,
    at: datetime,
    price_group: str = "",
) -> tuple[PricedLine, ...]:
    """This prices lines in the order given; tiers count per line. One query.

    Raises:
        NotSold: `data["variant_ids"]` lists the variants that cannot be sold here.
    """
    found = publishing.sold(
        wish=publishing.Wish(
            by="variant_id",
            keys=[line.variant_id for line in lines],
            quantities=[line.quantity for line in lines],
        ),
        channel=channel,
        language=language,
        at=at,
        price_group=price_group,
    )
    there = {place for place, _, _ in found}
    lost = [line.variant_id for place, line in enumerate(lines) if place not in there]
    if lost:
        message = "some items are not sold here any more"
        raise NotSold(message, variant_ids=sorted(set(lost)))
    return tuple(
        PricedLine(card=card, quantity=quantity, total=card.unit * quantity)
        for _, quantity, card in found
    )


def find_card(
    *,
    channel: ChannelInfo,
    language: str,
    at: datetime,
    sku: str = "",
    public_id: str = "",
    variant_id: int | None = None,
) -> VariantCard | None:
    """This finds one sellable variant by id, public id or SKU; None when it is not sold here."""
    by, key = _key(sku=sku, public_id=public_id, variant_id=variant_id)
    found = publishing.sold(
        wish=publishing.Wish(by=by, keys=[key], quantities=[1]),
        channel=channel,
        language=language,
        at=at,
    )
    return found[0][2] if found else None


def find_cards(
    *,
    channel: ChannelInfo,
    language: str,
    at: datetime,
    variant_ids: Sequence[int] = (),
    skus: Sequence[str] = (),
    public_ids: Sequence[str] = (),
) -> dict[int, VariantCard]:
    """This finds sellable variants by ids, public ids or SKUs, keyed by variant id. One query."""
    by: str = "variant_id" if variant_ids else "sku" if skus else "public_id"
    keys: list[int | str] = [*(variant_ids or skus or public_ids)]
    found = publishing.sold(
        wish=publishing.Wish(by=by, keys=keys, quantities=[1] * len(keys)),
        channel=channel,
        language=language,
        at=at,
    )
    return {card.variant_id: card for _, _, card in found}


def categories(*, channel: ChannelInfo, language: str) -> tuple[CategoryNode, ...]:
    """This is the visible category tree in a language, kept in the process for some seconds."""
    return taxonomy.tree(language=language)


def variant_skus(*, variant_ids: Collection[int]) -> dict[int, str]:
    """This tells the SKU of each variant that exists, sold or not."""
    return product_queries.skus(variant_ids)


def variant_costs(*, variant_ids: Collection[int]) -> dict[int, Money]:
    """This tells what one piece costs us, for the variants where it is known."""
    return product_queries.costs(variant_ids)


@db.transaction_required
def rank_products(*, scores: Mapping[int, int], by: Actor, at: datetime) -> int:
    """This sets how popular products are ({product id: score}); returns how many changed."""
    return products.rank(scores=scores, by=by, at=at)


@db.transaction_required
def note_stock(*, levels: Sequence[SellableLevel], at: datetime) -> None:
    """This takes over what warehouses can promise, for bulk loads that announce no facts."""
    products.note_levels(levels=levels)


def _key(*, sku: str, public_id: str, variant_id: int | None) -> tuple[str, int | str]:
    if variant_id is not None:
        return "variant_id", variant_id
    return ("public_id", public_id) if public_id else ("sku", sku)
