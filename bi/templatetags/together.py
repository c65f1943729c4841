"""What goes with a bag (C8) or a product (P11): bought together with it by others."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from bi.pairs import queries
from catalog import public as catalog
from catalog.contracts import ProductCard
from commerce import clock, memo

register = template.Library()

SHOWN, LOOKED_AT, FEWEST = 6, 18, 2
BESIDE = 3
KEEP_SECONDS = 60.0


@register.simple_tag(takes_context=True)
def goes_with(
    context: dict[str, Any], lines: Iterable[Mapping[str, Any]]
) -> tuple[ProductCard, ...]:
    """These are cards of what goes with the lines of a bag and can be had; none when nothing does.

    One statement, a second one where nobody bought anything together with it; what was bought together is
    kept for a minute, what it costs and whether it is there never is.
    """
    sold = [line for line in lines if line.get("product_id")]
    if not sold:
        return ()
    products = tuple(sorted({int(line["product_id"]) for line in sold}))
    shelves = tuple(sorted({str(line["category"]) for line in sold if line["category"]}))
    channel = context["request"].channel
    language = get_language() or "en"
    spoken = language if language in channel.languages else channel.language
    others = _companions(channel.code, products)
    cards = catalog.cards_of_products(
        channel=channel, language=spoken, product_ids=others, at=clock.now()
    )
    found = [cards[key] for key in others if key in cards]
    if len(_wanted(found, products)) < FEWEST and shelves:
        found += catalog.product_cards(
            channel=channel, language=spoken, category=shelves[0], limit=LOOKED_AT
        )
    return tuple(_wanted(found, products)[:SHOWN])


@register.simple_tag(takes_context=True)
def bought_beside(context: dict[str, Any], product_id: int) -> tuple[ProductCard, ...]:
    """These are cards of what others bought together with a product and can be had; the most often first."""
    channel = context["request"].channel
    language = get_language() or "en"
    spoken = language if language in channel.languages else channel.language
    others = _companions(channel.code, (product_id,))
    cards = catalog.cards_of_products(
        channel=channel, language=spoken, product_ids=others, at=clock.now()
    )
    return tuple(_wanted((cards[key] for key in others if key in cards), (product_id,))[:BESIDE])


@memo.kept(seconds=KEEP_SECONDS)
def _companions(channel: str, products: tuple[int, ...]) -> tuple[int, ...]:
    return queries.bought_with(channel=channel, product_ids=products, limit=LOOKED_AT)


def _wanted(cards: Iterable[ProductCard], products: tuple[int, ...]) -> list[ProductCard]:
    unique = {card.product_id: card for card in cards}
    return [card for key, card in unique.items() if card.available and key not in products]
