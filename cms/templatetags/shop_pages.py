"""The shop's own pages in header and footer."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from cms.contracts import MenuEntry
from cms.navigation import queries
from cms.pages import queries as pages
from commerce import clock
from commerce.channels.queries import UnknownChannel
from commerce.storefront import heads
from commerce.storefront.pages import NOTICE_COOKIE

register = template.Library()

SHORTEST = 2
MOST_PAGES = 1


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
def pages_like(context: dict[str, Any], term: str) -> list[MenuEntry]:
    """This finds live pages whose title has a word that begins like the last one typed; kept titles, no query (S3)."""
    words = term.casefold().split()
    channel = getattr(context.get("request"), "channel", None)
    if not words or len(words[-1]) < SHORTEST or not channel:
        return []
    at, language = clock.now(), get_language() or "en"
    titles = pages.live_titles(channel=channel, language=language, at=at)
    addresses = pages.addresses(channel=channel, language=language, at=at)
    found = [
        MenuEntry(title=title, path=reverse("page", args=[addresses[slug]]))
        for slug, title in sorted(titles.items())
        if slug != pages.HOME and _begins(heads.plain(title).casefold().split(), words)
    ]
    return found[:MOST_PAGES]


def _begins(title: list[str], words: list[str]) -> bool:
    """Whole words in the title, the last one perhaps not finished."""
    return set(words[:-1]) <= set(title) and any(one.startswith(words[-1]) for one in title)


@register.simple_tag(takes_context=True)
def help_page(context: dict[str, Any]) -> MenuEntry | None:
    """This is where help begins (X19): the first page of the help menu, in the same place everywhere."""
    return next(iter(footer_pages(context).get("help", ())), None)
