"""How suggestions are written: what was typed as it is, what completes it in bold."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def completing(text: str, typed: str) -> SafeString:
    """This sets what follows the typed words in bold (S3); words that do not begin so stay plain."""
    size = len(typed)
    if not typed or text[:size].casefold() != typed.casefold():
        return format_html("{}", text)
    return format_html("{}<b>{}</b>", text[:size], text[size:])
