"""What a shelf says of landing pages: links to its own, and which one stands for its filters."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from catalog.landings import queries
from catalog.search.rules.asking import Asked
from catalog.taxonomy import queries as taxonomy
from commerce.storefront import paths

register = template.Library()
MOST = 8


@register.simple_tag(takes_context=True)
def popular_choices(context: Mapping[str, Any], asked: Asked) -> list[dict[str, str]]:
    """These are links to landing pages of the shelf's category that have goods here, without the present one."""
    node, language = _node(asked)
    if node is None:
        return []
    here, channel = context.get("landing"), context["request"].channel
    pages = queries.of_category(category_id=asked.category_id, channel=channel)
    return [
        {
            "name": one.said(language)["heading"],
            "path": paths.in_language(queries.address(one, node, language=language), language),
        }
        for one in pages
        if one.id != here
    ][:MOST]


@register.simple_tag
def landing_path(asked: Asked) -> str:
    """This is the address that stands for the chosen filters of a category (SEO1); empty for none."""
    if not asked.category_id or asked.price_from is not None or asked.price_to is not None:
        return ""
    found = queries.of_state(category_id=asked.category_id, chosen=asked.chosen)
    node, language = _node(asked)
    if found is None or node is None:
        return ""
    return paths.in_language(queries.address(found, node, language=language), language)


def _node(asked: Asked) -> tuple[Any, str]:
    language = get_language() or "en"
    return taxonomy.flat(language=language).get(asked.category), language
