"""The page of parts; also what visual checks and axe look at."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from catalog import public as catalog
from catalog.contracts import ProductCard
from cms.styleguide import rules
from commerce import clock
from commerce.channels import looks
from commerce.storefront.doors import ShopRequest, door


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
        "colors": rules.COLORS,
        "spaces": rules.SPACES,
        "types": rules.TYPES,
        "icons": _names("icons/sprite.svg"),
        "drawings": _names("icons/drawings.svg"),
        "states": rules.STATES,
        "contrasts": looks.contrasts(request.channel.look),
        "sides": _sides(
            request, [one for one in rules.SIDES if "-".join(one) == side] or list(rules.SIDES)
        ),
    }
    answer = render(request, "cms/styleguide/page.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _sides(request: ShopRequest, wanted: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Every copy has field ids of its own, so that labels name their fields."""
    goods = _cards(request)
    cards = (*goods[:2], *rules.odd_cards(request.channel.currency))
    return [
        {
            "key": f"{direction}-{theme}",
            "direction": direction,
            "theme": theme,
            "form": Sample(auto_id=f"{direction}-{theme}-%s"),
            "wrong": _wrong(f"{direction}-{theme}-wrong-%s"),
            "cards": cards,
            "goods": goods,
            "swatches": rules.swatches(),
            "bars": rules.bars(),
            "totals": rules.totals(request.channel.currency),
            "stars": "4.6",
            "few_stars": "2.5",
        }
        for direction, theme in wanted
    ]


@cache
def _names(sprite: str) -> tuple[str, ...]:
    """Read from the sprite itself, so that the page shows what there is."""
    path = finders.find(f"kontor/{sprite}") or ""
    return tuple(re.findall(r'<symbol id="([a-z-]+)"', Path(path).read_text(encoding="utf-8")))


def _wrong(auto_id: str) -> Sample:
    form = Sample({"email": "ada", "postcode": "", "country": "NL"}, auto_id=auto_id)
    form.add_error("email", "Enter an e-mail address, like name@example.com")
    return form


def _cards(request: ShopRequest) -> tuple[ProductCard, ...]:
    return catalog.product_cards(
        channel=request.channel, language=get_language() or "en", limit=4, at=clock.now()
    )
