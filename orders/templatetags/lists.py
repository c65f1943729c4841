"""What hangs on hearts, and what waits beside the bag."""

from typing import Any

from django import template

from commerce import clock
from orders.lists.pages import visitor
from orders.lists.queries import kept
from orders.lists.queries.kept import ItemView

register = template.Library()


@register.simple_tag(takes_context=True)
def listed_products(context: dict[str, Any]) -> str:
    """This names the products on the visitor's lists, for the page's hearts; "" without reading for strangers."""
    return " ".join(str(one) for one in _listed(context))


@register.simple_tag(takes_context=True)
def is_listed(context: dict[str, Any], product_id: int) -> bool:
    """This tells whether a product is on a list of the visitor."""
    return product_id in _listed(context)


@register.simple_tag(takes_context=True)
def saved_for_later(context: dict[str, Any]) -> tuple[ItemView, ...]:
    """This is what the visitor took out of the bag for later."""
    request = context.get("request")
    if request is None or not _may_have(request):
        return ()
    return kept.later_items(visitor.owner_of(request), at=clock.now())


def _listed(context: dict[str, Any]) -> tuple[int, ...]:
    """Read once per page."""
    request = context.get("request")
    if request is None or not _may_have(request):
        return ()
    if not hasattr(request, "listed_products"):
        request.listed_products = kept.listed_products(visitor.owner_of(request))
    found: tuple[int, ...] = request.listed_products
    return found


def _may_have(request: Any) -> bool:
    here = getattr(request, "channel", None) is not None
    return here and (visitor.COOKIE in request.COOKIES or request.user.is_authenticated)
