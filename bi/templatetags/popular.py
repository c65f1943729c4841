"""What many people search for, for an empty search field."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import get_language

from bi.metrics import queries
from commerce import clock, memo
from commerce.channels.queries import UnknownChannel
from commerce.storefront.paths import in_language

register = template.Library()

KEEP_SECONDS = 600.0
LOOKED_AT = timedelta(days=30)


@register.simple_tag(takes_context=True)
def popular_searches(context: dict[str, Any]) -> tuple[str, ...]:
    """This lists what is searched most here and in this language; nothing that only a few typed (S7)."""
    try:
        channel = getattr(context.get("request"), "channel", None)
        return _popular(channel.code, get_language() or "en") if channel else ()
    except UnknownChannel:
        return ()


@memo.kept(seconds=KEEP_SECONDS)
def _popular(channel: str, language: str) -> tuple[str, ...]:
    prefix = in_language("/", language)
    return queries.popular_searches(channel=channel, prefix=prefix, since=clock.now() - LOOKED_AT)
