"""Tags of the storefront's templates: icons, fields, money, and query strings."""

from functools import cache
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from commerce.money import wording
from commerce.money.amounts import Money
from commerce.storefront import bundles, pictures

register = template.Library()

CHECKS = (forms.CheckboxInput,)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
TURNING = frozenset({"next", "previous", "arrow", "return", "exit"})


@register.simple_tag
@cache
def icon(name: str, *classes: str) -> SafeString:
    """This draws one icon of the sprite; decoration only, the text beside it names it."""
    turns = " icon--turns" if name in TURNING else ""
    extra = "".join(f" {one}" for one in classes)
    return format_html(
        '<svg class="icon{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        turns,
        extra,
        static("kontor/icons/sprite.svg"),
        name,
    )


@register.simple_tag
@cache
def drawing(name: str, *classes: str) -> SafeString:
    """This draws one of the studio's line drawings; decoration only, the text beside it says all."""
    return format_html(
        '<svg class="{}" viewBox="0 0 160 120" aria-hidden="true"><use href="{}#{}"/></svg>',
        " ".join(("drawing", *classes)),
        static("kontor/icons/drawings.svg"),
        name,
    )


@register.simple_tag
@cache
def styles(*areas: str) -> SafeString:
    """This links the style sheets of areas: one file each where they were joined."""
    files = dict.fromkeys(path for area in areas for path in bundles.paths(area))
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in files)
    )


@register.simple_tag
@cache
def shell_scripts() -> SafeString:
    """This links what every page runs: the libraries first, then our own modules.

    None is wanted before the page is drawn, so none comes before its style sheets and first picture.
    """
    return mark_safe(  # noqa: S308 - put together from escaped parts
        format_html_join(
            "\n",
            '<script src="{}" defer></script>',
            ((static(path),) for path in bundles.libraries()),
        )
        + "\n"
        + format_html_join(
            "\n",
            '<script src="{}" type="module" fetchpriority="low"></script>',
            ((static(path),) for path in bundles.modules()),
        )
    )


@register.filter
def at_width(address: str, width: int) -> str:
    """This is the address of one of our pictures at another width, for small slots."""
    return pictures.at_width(address, width)


@register.filter
def money(amount: Money | str | None) -> str:
    """This words an amount in the language of the page; what is worded already passes."""
    if isinstance(amount, str):
        return amount
    return "" if amount is None else wording.in_words(amount, get_language() or "en")


@register.filter
def unit(symbol: str) -> str:
    """This is the symbol of a unit as the language of the page writes it."""
    return wording.unit_name(symbol, get_language() or "en")


@register.inclusion_tag("parts/field.html")
def field(bound: forms.BoundField, size: str = "", **attrs: str) -> dict[str, Any]:
    """This shows one form field: label, hint, control, error, tied together for screen readers.

    `size` is half, third or two-thirds on wide screens; `attrs` go to the control, with `_`
    standing for `-` in their names.
    """
    widget = bound.field.widget
    kind = "text"
    if isinstance(widget, CHECKS):
        kind = "check"
    elif isinstance(widget, GROUPS):
        kind = "group"
    elif isinstance(widget, forms.PasswordInput):
        kind = "secret"
    elif isinstance(widget, forms.HiddenInput):
        kind = "hidden"
    asked = getattr(bound.field, "asked", bound.field.required)
    own: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in attrs.items()}
    if kind in {"text", "secret"}:
        own["class"] = f"input {widget.attrs.get('class', '')}".strip()
    return {
        "bound": bound,
        "kind": kind,
        "size": size or getattr(bound.field, "size", ""),
        "control": bound.as_widget(attrs=own),
        "optional": not asked and kind in {"text", "secret"},
    }


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> SafeString:
    """This gives the present query string with some parameters changed; None drops one."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = str(value)
    encoded = params.urlencode()
    return mark_safe(f"?{encoded}" if encoded else "?")  # noqa: S308 - urlencoded above
