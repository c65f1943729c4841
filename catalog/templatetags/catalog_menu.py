"""The categories of the shop, for header, menu and footer."""

from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalog import public as catalog
from catalog.contracts import CategoryNode, ProductCard
from catalog.taxonomy import queries
from catalog.templatetags.product_cards import srcset
from commerce import memo
from commerce.channels.queries import ChannelInfo, UnknownChannel
from commerce.storefront.paths import in_language

register = template.Library()

GOODS_PER_PANEL = 3
GOOD_WIDTHS = (320,)
KEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class MenuGood:
    """A product that stands for its category in the menu."""

    name: str
    slug: str
    image: str
    image_width: int
    image_height: int
    srcset: str


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A category of the menu, with what lies below it."""

    name: str
    slug: str
    path: str
    description: str = ""
    children: "tuple[MenuEntry, ...]" = ()
    goods: tuple[MenuGood, ...] = ()
    is_current: bool = False


_menus: dict[str, tuple[tuple[CategoryNode, ...], tuple[MenuEntry, ...]]] = memo.memory()


@register.simple_tag
def category_menu() -> tuple[MenuEntry, ...]:
    """This lists the categories on top of the tree and below, in the language of the page.

    The same tree gives the same menu, which is how the frame knows that nothing has changed.
    """
    language = get_language() or "en"
    nodes = queries.tree(language=language)
    known, menu = _menus.get(language, ((), ()))
    if known is not nodes:
        menu = tuple(_entry(node, language) for node in nodes)
        _menus[language] = (nodes, menu)
    return menu


@register.simple_tag(takes_context=True)
def mega_menu(context: dict[str, Any], current: str = "") -> SafeString:
    """This draws the wide menu with its panels, once a minute per channel, language and place."""
    try:
        channel = getattr(context.get("request"), "channel", None)
        found = channel if channel and channel.code else None
    except UnknownChannel:
        found = None
    return _drawn(found, get_language() or "en", str(current or ""))


@memo.kept(seconds=KEEP_SECONDS)
def _drawn(channel: ChannelInfo | None, language: str, current: str) -> SafeString:
    entries = []
    for node in queries.tree(language=language):
        entry = _entry(node, language)
        here = current and (current == entry.slug or current in {c.slug for c in entry.children})
        goods = _goods(channel, language, node.code) if channel and entry.children else ()
        entries.append(replace(entry, goods=goods, is_current=bool(here)))
    context = {
        "entries": entries,
        "current": current,
        "prefix": in_language("/", language).rstrip("/"),
    }
    return mark_safe(get_template("parts/mega.html").render(context))  # noqa: S308 - a rendered template


@memo.kept(seconds=KEEP_SECONDS)
def _goods(channel: ChannelInfo, language: str, code: str) -> tuple[MenuGood, ...]:
    cards = catalog.product_cards(
        channel=channel, language=language, category=code, limit=GOODS_PER_PANEL
    )
    return tuple(_good(card) for card in cards if card.image)


def _good(card: ProductCard) -> MenuGood:
    return MenuGood(
        name=card.name,
        slug=card.slug,
        image=card.image,
        image_width=card.image_width,
        image_height=card.image_height,
        srcset=srcset(card.image, GOOD_WIDTHS, widest=card.image_width),
    )


def _entry(node: CategoryNode, language: str) -> MenuEntry:
    return MenuEntry(
        name=node.name,
        slug=node.slug,
        path=in_language(f"/c/{node.slug}/", language),
        description=node.description,
        children=tuple(_entry(child, language) for child in node.children),
    )
