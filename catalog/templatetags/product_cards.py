"""Product cards, drawn once per content and kept: a list page costs little more than its query."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.encoding import escape_uri_path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalog.contracts import ProductCard
from catalog.search.queries.listings import Face
from catalog.search.rules.shelf import FacetGroup
from commerce.storefront import structured
from commerce.storefront.paths import in_language

register = template.Library()

CARD_WIDTHS = (320, 480, 640)
# How wide a card's picture is drawn: on shelves, and in rails of small cards.
ON_SHELVES = "(min-width: 90rem) 20rem, (min-width: 60rem) 22vw, 46vw"
SMALL = "(min-width: 34rem) 12rem, 36vw"
SHOWN_SWATCHES = 5


@register.simple_tag
def product_cards(
    cards: Iterable[ProductCard], *, eager: int = 0, focus: bool = False, small: bool = False
) -> SafeString:
    """This draws cards as list items; the first `eager` pictures load at once.

    With `focus` the first card takes the keyboard's focus, after more were loaded; `small` cards stand in
    a rail of small ones, and load pictures of that size.
    """
    language = get_language() or "en"
    sizes = SMALL if small else ON_SHELVES
    return mark_safe(  # noqa: S308 - joined from rendered templates
        "".join(
            _drawn(card, language, _loading(place, eager), focus and place == 0, sizes)
            for place, card in enumerate(cards)
        )
    )


@lru_cache(maxsize=4096)
def _drawn(card: ProductCard, language: str, loading: str, focused: bool, sizes: str) -> str:  # noqa: FBT001, PLR0917 - positional for the cache's key
    return get_template("parts/card.html").render(
        {
            "card": card,
            "foreign": card.language if card.language != language else "",
            "prefix": in_language("/", language).rstrip("/"),
            "srcset": srcset(card.image, CARD_WIDTHS, widest=card.image_width),
            "more_swatches": len(card.swatches) - SHOWN_SWATCHES,
            "loading": loading,
            "focused": focused,
            "sizes": sizes,
        }
    )


@register.simple_tag
def facet_group(facet: FacetGroup) -> SafeString:
    """This draws one group of checks; equal counts are drawn once."""
    return _facet(facet, get_language() or "en")


@lru_cache(maxsize=4096)
def _facet(facet: FacetGroup, language: str) -> SafeString:
    """`language` is part of the key: the words around the names are translated."""
    return mark_safe(get_template("parts/facet.html").render({"facet": facet}))  # noqa: S308 - a rendered template


@register.simple_tag
def pictures_of(face: Face) -> str:
    """This lists the small renditions of a category's picture."""
    return srcset(face.url, CARD_WIDTHS[:2], widest=face.width)


def srcset(image: str, widths: tuple[int, ...], *, widest: int) -> str:
    """This lists a picture's AVIF renditions by width, from the address of one of them."""
    base = image.rpartition("/")[0]
    if not base.startswith("/pictures/"):
        return ""
    return ", ".join(f"{base}/{width}.avif {width}w" for width in widths if width <= widest)


@register.simple_tag(takes_context=True)
def item_list(
    context: Mapping[str, Any], cards: Sequence[ProductCard], first: int = 1
) -> SafeString:
    """This tells machines the goods of a shelf in the order shown (SEO5), numbered over all pages."""
    shop = context["shop"]
    named = [(card.name, f"{shop.prefix}/p/{escape_uri_path(card.slug)}/") for card in cards]
    return structured.script(structured.items(named, base=shop.base, first=first))


def _loading(place: int, eager: int) -> str:
    if place >= eager:
        return "late"
    return "first" if place == 0 else "soon"
