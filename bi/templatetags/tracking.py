"""The script that counts, for the frame of the shop."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def tracking() -> SafeString:
    """This is the script that tells the house what happened on a page."""
    return format_html('<script src="{}" type="module"></script>', static("bi/track.js"))
