"""The badge of the bag on every page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from catalog import public as catalog
from catalog.contracts import ProductCard
from orders.cart import queries
from orders.cart.pages import holding

register = template.Library()

IDEAS = 6


@register.simple_tag(takes_context=True)
def bag_count(context: dict[str, Any]) -> int:
    """This counts the pieces in the visitor's bag; without cookie and account nothing is read."""
    request = context.get("request")
    if request is None or getattr(request, "channel", None) is None:
        return 0
    if holding.COOKIE not in request.COOKIES and not request.user.is_authenticated:
        return 0
    return queries.count(holding.holder_of(request))


@register.simple_tag(takes_context=True)
def bag_ideas(context: dict[str, Any]) -> tuple[ProductCard, ...]:
    """This finds what sells best, for whoever looks at an empty bag (C7)."""
    channel = context["request"].channel
    return catalog.product_cards(channel=channel, language=get_language() or "en", limit=IDEAS)
