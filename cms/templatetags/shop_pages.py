"""The shop's own pages in header and footer."""

from typing import Any

from django import template
from django.utils.translation import get_language

from cms.contracts import MenuEntry
from cms.navigation import queries
from commerce import clock
from commerce.channels.queries import UnknownChannel

register = template.Library()


@register.simple_tag(takes_context=True)
def footer_pages(context: dict[str, Any]) -> dict[str, tuple[MenuEntry, ...]]:
    """This lists the channel's menus by place (header, help, legal); none without a channel."""
    channel = getattr(context.get("request"), "channel", None)
    try:
        if not channel:
            return {}
        return queries.menus(channel=channel, language=get_language() or "en", at=clock.now())
    except UnknownChannel:
        return {}
