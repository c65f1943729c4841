"""The categories of the shop, for header, menu and footer."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

from catalog.taxonomy import queries
from commerce.storefront.paths import in_language

register = template.Library()


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A category on top of the tree."""

    name: str
    slug: str
    path: str


@register.simple_tag
def category_menu() -> tuple[MenuEntry, ...]:
    """This lists the categories on top of the tree, in the language of the page."""
    language = get_language() or "en"
    return tuple(
        MenuEntry(node.name, node.slug, in_language(f"/c/{node.slug}/", language))
        for node in queries.tree(language=language)
    )
