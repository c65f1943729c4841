"""Whether the cookie banner is still to be shown."""

from typing import Any

from django import template

from crm.consents import rules

register = template.Library()


@register.simple_tag(takes_context=True)
def asks_for_cookies(context: dict[str, Any]) -> bool:
    """This tells whether this visitor has not answered yet."""
    request = context.get("request")
    return (
        request is not None and not rules.read_choice(request.COOKIES.get(rules.COOKIE, "")).decided
    )


@register.simple_tag(takes_context=True)
def counts_visits(context: dict[str, Any]) -> bool:
    """This tells whether the visitor agreed to being counted; no script comes before that."""
    request = context.get("request")
    return rules.read_choice(request.COOKIES.get(rules.COOKIE, "") if request else "").analytics


@register.simple_tag(takes_context=True)
def remembers(context: dict[str, Any]) -> bool:
    """This tells whether the visitor agreed that their browser remembers what they looked at."""
    request = context.get("request")
    return rules.read_choice(request.COOKIES.get(rules.COOKIE, "") if request else "").marketing
