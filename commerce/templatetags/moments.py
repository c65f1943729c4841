"""Tags that word days and moments for shoppers, with the machine's form beside the words (X28)."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commerce.storefront import moments

register = template.Library()


@register.filter
def full_day(moment: date | datetime | None) -> str:
    """This words a day with its year in the language of the page, for use within a sentence."""
    return "" if moment is None else moments.full_day(moment, language=get_language() or "en")


@register.simple_tag
def day_of(moment: date | datetime | None) -> SafeString | str:
    """This shows a day with its year, as a `time` element."""
    if moment is None:
        return ""
    local = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), full_day(moment))


@register.simple_tag
def moment_of(moment: datetime | None, style: str = "") -> SafeString | str:
    """This shows a moment with its year, as a `time` element; `style` is its class."""
    if moment is None:
        return ""
    words = moments.full_moment(moment, language=get_language() or "en")
    at = timezone.localtime(moment).isoformat(timespec="seconds")
    if style:
        return format_html('<time class="{}" datetime="{}">{}</time>', style, at, words)
    return format_html('<time datetime="{}">{}</time>', at, words)
