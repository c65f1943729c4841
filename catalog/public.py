"""Verbs that other apps may call in catalog."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from catalog.alerts import queries as alerts
from catalog.assets import queries as assets
from catalog.contracts import (
    CategoryNode,
    Imported,
    PictureFacts,
    PricedLine,
    ProductCard,
    ProductRow,
    SellableLevel,
    VariantCard,
    WantedLine,
)
from catalog.feeds import actions as feeds
from catalog.pricing import queries as pricing
from catalog.products import actions as products
from catalog.products import queries as product_queries
from catalog.publishing import queries as publishing
from catalog.questions import queries as questions
from catalog.reviews import queries as reviews
from catalog.search import actions as search
from catalog.search.queries import checking, finding, listings
from catalog.search.rules.asking import BEST, Asked, check_sort
from catalog.taxonomy import queries as taxonomy
from commerce import clock, db
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


def picture_facts(*, keys: Sequence[str]) -> dict[str, PictureFacts]:
    """This tells the sizes of pictures by key; unknown ones are left out. One query a minute."""
    return assets.picture_facts(keys)


def product_cards(
    *,
    channel: ChannelInfo,
    language: str,
    category: str = "",
    skus: Sequence[str] = (),
    slugs: Sequence[str] = (),
    sort: str = "popular",
    limit: int = 8,
    at: datetime | None = None,
) -> tuple[ProductCard, ...]:
    """This reads product cards: named ones in their order, else the first of a category or of all.

    `sort` is popular, newest, price, -price or name. A category that does not show has no cards.
    One query, a second one while the category tree is not at hand.
    """
    moment = at or clock.now()
    if skus or slugs:
        told = listings.cards_of(channel=channel, language=language, skus=skus, slugs=slugs)
        return tuple(one.card(at=moment) for one in told[:limit])
    node = taxonomy.flat(language=language).get(category) if category else None
    if category and node is None:
        return ()
    asked = Asked(
        category_id=node.category_id if node else 0,
        category=category,
        sort=check_sort(sort, searching=False),
        limit=limit,
    )
    page = listings.browse(asked=asked, channel=channel, language=language)
    return tuple(one.card(at=moment) for one in page.cards)


def search_cards(
    *, text: str, channel: ChannelInfo, language: str, at: datetime, limit: int = 8
) -> tuple[ProductCard, ...]:
    """This finds products by words, best first, as the shop's own search does."""
    found = finding.search(
        asked=Asked(words=text, sort=BEST, limit=limit), channel=channel, language=language
    )
    return tuple(one.card(at=at) for one in found.page.cards)


def variants_of(*, product_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """This lists the active variants of products: product -> variants."""
    return product_queries.variants_of(product_ids)


def cards_of_products(
    *, product_ids: Collection[int], channel: ChannelInfo, language: str, at: datetime
) -> dict[int, ProductCard]:
    """This reads the cards of products by id, for lists that outlive them: the unsold are left out. One query."""
    told = listings.cards_of_products(channel=channel, language=language, product_ids=product_ids)
    return {product_id: one.card(at=at) for product_id, one in told.items()}


def categories(*, channel: ChannelInfo, language: str) -> tuple[CategoryNode, ...]:
    """This is the visible category tree in a language, kept in the process for some seconds."""
    return taxonomy.tree(language=language)


def variants_on_sale(*, channel: ChannelInfo) -> tuple[int, ...]:
    """This lists the active variants of every product that shows in a channel."""
    return publishing.variants_on_sale(channel)


def variant_skus(*, variant_ids: Collection[int]) -> dict[int, str]:
    """This tells the SKU of each variant that exists, sold or not."""
    return product_queries.skus(variant_ids)


def variant_products(*, variant_ids: Collection[int]) -> dict[int, int]:
    """This tells the product of each variant that exists, sold or not."""
    return product_queries.products_of(variant_ids)


def variant_ids(*, skus: Collection[str]) -> dict[str, int]:
    """This finds the variants that have these SKUs, sold or not; unknown SKUs are left out."""
    return product_queries.ids_by_sku(skus)


def variant_costs(*, variant_ids: Collection[int]) -> dict[int, Money]:
    """This tells what one piece costs us, for the variants where it is known."""
    return product_queries.costs(variant_ids)


@db.transaction_required
def rank_products(*, scores: Mapping[int, int], at: datetime) -> tuple[int, ...]:
    """This sets how popular products are ({product id: score}), those left out not at all.

    Returns the ids of those that changed; their listings follow in the background.
    """
    changed = products.rank(scores=scores)
    if changed:
        search.mark_stale(product_ids=changed, at=at)
    return tuple(changed)


@db.transaction_required
def note_stock(*, levels: Sequence[SellableLevel], at: datetime) -> None:
    """This takes over what warehouses can promise, for bulk loads that announce no facts.

    The listings follow in the background.
    """
    changed = products.note_levels(levels=levels)
    if changed:
        search.mark_stale(product_ids=changed, at=at)


@db.transaction_required
def refresh_listings(*, product_ids: Collection[int], at: datetime) -> int:
    """This writes the listings of products anew at once, for seeds that show them right after."""
    return search.refresh(product_ids=product_ids, at=at)


@db.transaction_required
def import_products(
    *,
    rows: Sequence[ProductRow],
    channel: ChannelInfo,
    at: datetime,
    by: Actor,
    listings: bool = True,
) -> Imported:
    """This takes many products with prices and publication in one channel, set by set.

    Bad rows are refused one by one; the same rows again change nothing; the same products for
    another channel add its prices and publication. Listings are written at once, or without
    `listings` soon after: for callers that bring stock next.
    """
    return feeds.import_products(rows=rows, channel=channel, at=at, by=by, listings=listings)


def shopper_records(*, customer_id: int) -> dict[str, list[dict[str, Any]]]:
    """This lists what catalog keeps of a person, for the copy of their data: reviews, questions, stock alerts."""
    return {
        "reviews": reviews.written_by(customer_id=customer_id),
        "questions": questions.asked_by(customer_id=customer_id),
        "stock_alerts": alerts.waiting_of(customer_id=customer_id),
    }


def verify() -> list[str]:
    """This lists where the read model or the price journal differs from the tables; empty is good."""
    at = clock.now()
    return [*checking.drift(at=at), *pricing.journal_drift(at=at)]


def _key(*, sku: str, public_id: str, variant_id: int | None) -> tuple[str, int | str]:
    if variant_id is not None:
        return "variant_id", variant_id
    return ("public_id", public_id) if public_id else ("sku", sku)
