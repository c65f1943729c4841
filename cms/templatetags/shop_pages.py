"""The shop's own pages in header and footer."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language

from cms.contracts import MenuEntry
from cms.navigation import queries
from commerce import clock
from commerce.channels.queries import UnknownChannel
from commerce.storefront.pages import NOTICE_COOKIE

register = template.Library()


@dataclass(frozen=True, slots=True)
class Notice:
    """The announcement above the header; `mark` changes with its words."""

    title: str
    path: str
    mark: str


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


@register.simple_tag(takes_context=True)
def announcement(context: dict[str, Any]) -> Notice | None:
    """This is the channel's announcement (N3), unless the visitor closed this very one."""
    lines = footer_pages(context).get("announcement", ())
    if not lines:
        return None
    first = lines[0]
    mark = hashlib.sha256(f"{first.title}|{first.path}".encode()).hexdigest()[:12]
    if context["request"].COOKIES.get(NOTICE_COOKIE) == mark:
        return None
    return Notice(title=first.title, path=first.path, mark=mark)


@register.simple_tag(takes_context=True)
def help_page(context: dict[str, Any]) -> MenuEntry | None:
    """This is where help begins (X19): the first page of the help menu, in the same place everywhere."""
    return next(iter(footer_pages(context).get("help", ())), None)
