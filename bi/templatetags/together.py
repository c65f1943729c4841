"""What goes with a bag (C8) or a product (P11): bought together with it by others."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.translation import get_language

from bi.pairs import queries
from catalog import public as catalog
from catalog.contracts import ProductCard
from commerce import clock, memo
from commerce.channels.queries import ChannelInfo

register = template.Library()

SHOWN, BESIDE = 6, 3
LOOKED_AT, FEWEST, MOST_SHELVES = 18, 2, 3
KEEP_SECONDS = 60.0


@register.simple_tag(takes_context=True)
def goes_with(
    context: dict[str, Any], lines: Iterable[Mapping[str, Any]]
) -> tuple[ProductCard, ...]:
    """These are cards of what goes with the lines of a bag and can be had; none when nothing does.

    One statement, up to three more where nobody bought anything together with it; what was bought together
    is kept for a minute, what it costs and whether it is there never is.
    """
    sold = [line for line in lines if line.get("product_id")]
    if not sold:
        return ()
    products = tuple(sorted({int(line["product_id"]) for line in sold}))
    found = _bought_with(context, products)
    if len(found) < FEWEST:
        shelves = dict.fromkeys(str(line["category"]) for line in sold if line["category"])
        rows = [_shelf(context, one) for one in list(shelves)[:MOST_SHELVES]]
        # By turns, so that a bag of a vase and a lamp is not answered with lamps alone.
        turns = (card for turn in zip_longest(*rows) for card in turn if card)
        found = _wanted((*found, *turns), products)
    return tuple(found[:SHOWN])


@register.simple_tag(takes_context=True)
def bought_beside(context: dict[str, Any], product_id: int) -> tuple[ProductCard, ...]:
    """These are cards of what others bought together with a product and can be had; the most often first."""
    return tuple(_bought_with(context, (product_id,))[:BESIDE])


def _bought_with(context: dict[str, Any], products: tuple[int, ...]) -> list[ProductCard]:
    channel, language = _here(context)
    others = _companions(channel.code, products)
    cards = catalog.cards_of_products(
        channel=channel, language=language, product_ids=others, at=clock.now()
    )
    return _wanted((cards[key] for key in others if key in cards), products)


def _shelf(context: dict[str, Any], category: str) -> tuple[ProductCard, ...]:
    channel, language = _here(context)
    return catalog.product_cards(
        channel=channel, language=language, category=category, limit=LOOKED_AT
    )


def _here(context: dict[str, Any]) -> tuple[ChannelInfo, str]:
    channel = context["request"].channel
    language = get_language() or "en"
    return channel, language if language in channel.languages else channel.language


@memo.kept(seconds=KEEP_SECONDS)
def _companions(channel: str, products: tuple[int, ...]) -> tuple[int, ...]:
    return queries.bought_with(channel=channel, product_ids=products, limit=LOOKED_AT)


def _wanted(cards: Iterable[ProductCard], products: tuple[int, ...]) -> list[ProductCard]:
    unique = {card.product_id: card for card in cards}
    return [card for key, card in unique.items() if card.available and key not in products]
