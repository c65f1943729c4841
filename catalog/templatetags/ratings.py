"""Stars of an average: a picture that says in words what it shows."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce.money import wording

register = template.Library()

WIDTH = 120


@register.simple_tag
def stars(value: str | int) -> SafeString:
    """This draws an average ("4.6") or whole stars as five stars, lit as far as they go."""
    return _drawn(str(value), get_language() or "en")


@register.filter
def in_tenths(value: str) -> str:
    """This writes an average as the page's language writes prices: "4,6"."""
    return wording.figure(value, get_language() or "en", pattern="0.0") if value else ""


@lru_cache(maxsize=512)
def _drawn(value: str, _language: str) -> SafeString:
    """`_language` is part of the key: the words are translated."""
    whole, _point, tenth = value.partition(".")
    tenths = int(whole) * 10 + int(tenth or 0)
    return format_html(
        '<svg class="stars" viewBox="0 0 {w} 24" role="img" aria-label="{label}">'
        '<use class="stars__all" href="{sprite}#stars"/>'
        '<svg width="{lit}" height="24" viewBox="0 0 {lit} 24">'
        '<use class="stars__lit" href="{sprite}#stars" width="{w}" height="24"/></svg></svg>',
        w=WIDTH,
        label=_("%(stars)s of 5 stars") % {"stars": in_tenths(value) if tenth else value},
        sprite=static("kontor/icons/sprite.svg"),
        lit=tenths * WIDTH // 50,
    )
