"""The badge of the bag on every page."""

from typing import Any

from django import template

from orders.cart import pages, queries

register = template.Library()


@register.simple_tag(takes_context=True)
def bag_count(context: dict[str, Any]) -> int:
    """This counts the pieces in the visitor's bag; without cookie and account nothing is read."""
    request = context.get("request")
    if request is None or getattr(request, "channel", None) is None:
        return 0
    if pages.COOKIE not in request.COOKIES and not request.user.is_authenticated:
        return 0
    return queries.count(pages.holder_of(request))
