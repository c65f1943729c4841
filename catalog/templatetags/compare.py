"""The tray of what was picked to compare."""

from typing import Any

from django import template

from catalog.compare import pages, rules

register = template.Library()


@register.simple_tag(takes_context=True)
def compare_tray(context: dict[str, Any]) -> dict[str, Any] | None:
    """This is what the visitor picked; without the cookie nothing is read."""
    request = context.get("request")
    if request is None or getattr(request, "channel", None) is None:
        return None
    kept = rules.read(request.COOKIES.get(pages.COOKIE, ""))
    return pages.tray_of(request, kept) if kept else None
