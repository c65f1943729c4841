"""What a shelf says of landing pages: links to its own, and which one stands for its filters."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from catalog.contracts import CategoryNode
from catalog.landings import queries
from catalog.search.rules import words
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
    return [_link(one, node, language) for one in pages if one.id != here][:MOST]


@register.simple_tag(takes_context=True)
def landings_named(context: Mapping[str, Any], term: str) -> list[dict[str, str]]:
    """These are links to landing pages called what was searched, with goods here (S5)."""
    language, channel = get_language() or "en", context["request"].channel
    nodes = taxonomy.flat(language=language)
    wanted = " ".join(words.query_words(term, language))
    found = [
        one
        for one in queries.live().values()
        if one.category_code in nodes
        and words.same(wanted, " ".join(words.words(one.said(language)["heading"], language)))
    ]
    there = queries.filled(channel, tuple(one.id for one in found))
    return [_link(one, nodes[one.category_code], language) for one in found if one.id in there]


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


def _link(page: queries.Named, node: CategoryNode, language: str) -> dict[str, str]:
    return {
        "name": page.said(language)["heading"],
        "path": paths.in_language(queries.address(page, node, language=language), language),
    }


def _node(asked: Asked) -> tuple[Any, str]:
    language = get_language() or "en"
    return taxonomy.flat(language=language).get(asked.category), language
