"""The page of parts; also what visual checks and axe look at."""

from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from catalog import public as catalog
from catalog.contracts import ProductCard
from commerce import clock
from commerce.channels import looks
from commerce.money import Money
from commerce.storefront.doors import ShopRequest, door

SIDES = (("ltr", "light"), ("ltr", "dark"), ("rtl", "light"), ("rtl", "dark"))
COLORS = (
    "canvas", "surface", "raised", "sunken", "backdrop", "strip", "ink", "ink-2", "ink-3", "line",
    "control", "action", "action-hover", "action-soft", "signal", "sale", "ok", "warn", "bad", "info",
    "star", "focus",
)  # fmt: skip
SPACES = ("1", "2", "3", "4", "5", "6", "8", "10", "14", "18", "24")
TYPES = ("hero", "h1", "h2", "h3", "h4", "lead", "body", "small", "caption")
ICONS = (
    "menu", "search", "bag", "account", "close", "plus", "minus", "check", "down", "next", "previous",
    "arrow", "truck", "return", "shield", "lock", "card", "invoice", "heart", "star", "filter", "zoom",
    "info", "warn", "bad", "ok", "sun", "moon", "screen", "pin", "mail", "box", "home", "key", "exit",
    "trash", "edit", "clock", "print", "phone", "leaf", "store", "globe", "help", "offline",
)  # fmt: skip


class Sample(forms.Form):
    """One field of every kind, as the storefront's forms have them."""

    use_required_attribute = False
    email = forms.CharField(
        label="E-mail", widget=forms.EmailInput, help_text="We write about this order only"
    )
    postcode = forms.CharField(label="Postcode", error_messages={"required": "Enter your postcode"})
    company = forms.CharField(label="Company", required=False)
    country = forms.ChoiceField(
        label="Country", choices=[("NL", "Netherlands"), ("DE", "Germany"), ("FR", "France")]
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    terms = forms.BooleanField(label="Remember me on this device", required=False)


@door("GET")
def styleguide(request: ShopRequest) -> HttpResponse:
    """This shows staff every part; others are led to sign in, shoppers are refused.

    `side` picks one writing direction and theme, for visual checks; without it both themes show.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if not request.user.is_staff:
        message = "the parts are for staff"
        raise PermissionDenied(message)
    side = request.GET.get("side", "")
    context = {
        "colors": COLORS,
        "spaces": SPACES,
        "types": TYPES,
        "icons": ICONS,
        "states": ("rest", "hover", "focus", "active"),
        "contrasts": looks.contrasts(request.channel.look),
        "sides": _sides(request, [one for one in SIDES if "-".join(one) == side] or list(SIDES)),
    }
    answer = render(request, "cms/styleguide/page.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _sides(request: ShopRequest, wanted: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Every copy has field ids of its own, so that labels name their fields."""
    cards = (*_cards(request), *_odd_cards(request.channel.currency))
    return [
        {
            "key": f"{direction}-{theme}",
            "direction": direction,
            "theme": theme,
            "form": Sample(auto_id=f"{direction}-{theme}-%s"),
            "wrong": _wrong(f"{direction}-{theme}-wrong-%s"),
            "cards": cards,
        }
        for direction, theme in wanted
    ]


def _wrong(auto_id: str) -> Sample:
    form = Sample({"email": "ada", "postcode": "", "country": "NL"}, auto_id=auto_id)
    form.add_error("email", "Enter an e-mail address, like name@example.com")
    return form


def _cards(request: ShopRequest) -> tuple[ProductCard, ...]:
    return catalog.product_cards(
        channel=request.channel, language=get_language() or "en", limit=2, at=clock.now()
    )


def _odd_cards(currency: str) -> tuple[ProductCard, ...]:
    """The cases a shelf of good goods rarely shows: reduced, sold out, few left, no picture, long name."""
    plain: dict[str, Any] = {
        "product_id": 0,
        "public_id": "prd_sample",
        "slug": "sample",
        "brand": "Sample",
        "image": "",
        "image_alt": "",
        "image_width": 640,
        "image_height": 800,
        "backdrop": "",
        "price": Money(8400, currency),
        "was": None,
        "ranged": False,
        "available": True,
        "low_stock": False,
        "swatches": (("Cobalt", "#2b4a9b"), ("Moss", "#68753b"), ("Oat", "#d9cbb0")),
        "single_variant_id": None,
        "is_new": False,
        "includes_tax": True,
    }
    return (
        ProductCard(**plain | {"name": "Reduced", "was": Money(12_000, currency)}),
        ProductCard(**plain | {"name": "Sold out", "available": False}),
        ProductCard(**plain | {"name": "Few left, new", "low_stock": True, "is_new": True}),
        ProductCard(
            **plain
            | {
                "name": "An unusually long name for a lamp with a shade of pleated linen and brass",
                "ranged": True,
                "price": Money(123_456_700, currency),
            }
        ),
    )
