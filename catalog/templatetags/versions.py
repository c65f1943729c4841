"""The version of a product to put into a bag where nobody chose one."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django import template
from django.utils.translation import get_language

from catalog.contracts import ProductCard
from catalog.search.pages.product import chosen_variant
from catalog.search.queries import listings
from commerce.money import Money

register = template.Library()


@register.simple_tag(takes_context=True)
def with_versions(context: dict[str, Any], cards: Sequence[ProductCard]) -> list[dict[str, Any]]:
    """This adds to each card the version its page would show first, with what that costs; one statement."""
    if not cards:
        return []
    channel = context["request"].channel
    language = get_language() or "en"
    spoken = language if language in channel.languages else channel.language
    sheets = listings.sheets_of(
        channel=channel, language=spoken, public_ids=[card.public_id for card in cards]
    )
    found = []
    for card in cards:
        if card.public_id not in sheets:
            continue
        variant = chosen_variant(msgspec.json.decode(sheets[card.public_id].text), {}, now="")
        if variant["stock"] != "none":
            price = Money.parse(variant["price"]["amount"], variant["price"]["currency"])
            found.append({"card": card, "variant": variant, "price": price})
    return found
