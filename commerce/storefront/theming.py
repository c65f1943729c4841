"""A channel's look on its pages: which style sheet to link, and looks tried on before they are saved."""

import base64
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from commerce.channels import looks
from commerce.channels import queries as channels
from commerce.channels.looks import Look
from commerce.channels.queries import ChannelInfo

FOREVER = "public, max-age=31536000, immutable"
SALT = "look"
TRY_ON_SECONDS = 3600
LOGO_BOX = (176, 36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What the frame needs of a look: the style sheet to link, or none, and the logo, or none."""

    stylesheet: str
    logo: str
    logo_width: int = LOGO_BOX[0]
    logo_height: int = LOGO_BOX[1]


def dress(request: HttpRequest, channel: ChannelInfo) -> Dress:
    """This dresses a page: in the channel's look, or in one that staff try on by a signed link."""
    tried = request.GET.get("look", "")
    found = _tried_on(tried) if tried else None
    if found is not None:
        sheet = f"{reverse('try_look')}?look={tried}"
        return Dress(stylesheet=sheet, logo=_drawn(found) or found.logo)
    look = channel.look
    name = f"{channel.code}-{channel.version}"
    return Dress(
        stylesheet="" if look.is_plain else reverse("look", args=[name]),
        logo=reverse("logo", args=[name]) if look.logo_svg else look.logo,
    )


def try_on_link(look: Look) -> str:
    """This is a link to the shop in a look that is not saved yet; it works for an hour."""
    return f"/?look={signing.dumps(looks.written(look), salt=SALT, compress=True)}"


@require_safe
def stylesheet(request: HttpRequest, name: str) -> HttpResponse:
    """This is a channel's look as a style sheet; the version in its name makes it keep forever."""
    look = _of(name)
    answer = HttpResponse(looks.css_of(look), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = FOREVER
    return answer


@require_safe
def try_look(request: HttpRequest) -> HttpResponse:
    """This is a look that is tried on; only links that staff were given open it."""
    look = _tried_on(request.GET.get("look", ""))
    if look is None:
        raise Http404
    answer = HttpResponse(looks.css_of(look), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """This is a channel's drawn logo; opened on its own it can run nothing."""
    look = _of(name)
    if not look.logo_svg:
        raise Http404
    answer = HttpResponse(look.logo_svg, content_type="image/svg+xml")
    answer["Cache-Control"] = FOREVER
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def _of(name: str) -> Look:
    """An old version gets the present look: a page that is still open keeps its dress."""
    code, _, version = name.rpartition("-")
    found = channels.all_channels().get(code)
    if found is None or not version.isdigit():
        raise Http404
    return found.look


def _tried_on(signed: str) -> Look | None:
    try:
        stored: Any = signing.loads(signed, salt=SALT, max_age=TRY_ON_SECONDS)
    except signing.BadSignature:
        return None
    return looks.read(stored)


def _drawn(look: Look) -> str:
    """A drawing that lies nowhere yet travels in the page itself (img-src allows data:)."""
    if not look.logo_svg:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(look.logo_svg.encode()).decode()
