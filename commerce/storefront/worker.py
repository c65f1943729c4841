"""The shop as an app (PWA1): its manifest, its service worker, and the page for times without network."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commerce.storefront import bundles
from commerce.storefront.paths import in_language

SHELL = ("fonts/figtree.woff2", "fonts/bricolage-grotesque.woff2", "icons/sprite.svg")
# Personal or bound to this very moment: neither kept nor answered from what was kept.
NEVER = (
    "cart", "checkout", "account", "accounts", "orders", "track", "withdrawal", "newsletter",
    "preferences", "cookies", "admin", "staff", "api", "webhooks", "styleguide", "t", "again",
)  # fmt: skip
ICONS = ((192, "any"), (512, "any"), (192, "maskable"), (512, "maskable"))


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """This is the service worker; with SERVICE_WORKER=off it takes itself and all it kept away."""
    values = {
        "version": version(),
        "shell": json.dumps(_shell()),
        "never": json.dumps(NEVER),
        "languages": json.dumps(_prefixes()),
        "static": json.dumps(settings.STATIC_URL),
    }
    name = "pwa/worker.js" if settings.SERVICE_WORKER else "pwa/gone.js"
    answer = HttpResponse(
        render_to_string(name, values), content_type="text/javascript; charset=utf-8"
    )
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """This leads to the icon whoever asks for it where icons once stood, without reading a page (SEO8)."""
    answer = HttpResponseRedirect(static("kontor/icons/app-192.png"))
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """This describes the shop to whoever installs it, in the language of the page."""
    language = translation.get_language() or "en"

    def to(name: str) -> str:
        return f"{reverse(name)}?from=app"

    said = {
        "id": in_language("/", language),
        "name": settings.SHOP_NAME,
        "short_name": settings.SHOP_NAME[:12],
        "description": _("Things for the home, from small workshops."),
        "lang": language,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": to("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f9fbf9",
        "theme_color": "#f9fbf9",
        "icons": [
            {
                "src": static(f"kontor/icons/app-{size}{'-full' if use == 'maskable' else ''}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": use,
            }
            for size, use in ICONS
        ],
        "shortcuts": [
            {"name": _("Search"), "url": to("search")},
            {"name": _("Your bag"), "url": to("cart")},
            {"name": _("Track an order"), "url": to("track")},
        ],
    }
    answer = JsonResponse(said, content_type="application/manifest+json")
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """This page waits in the visitor's browser for the day the network is away; it knows nobody."""
    return render(request, "pwa/offline.html")


@cache
def version() -> str:
    """This names what the worker keeps: it changes with the code of the shell."""
    told = "|".join((*_shell(), *NEVER))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _shell() -> list[str]:
    """The pages' dress: style sheets, faces, signs and the scripts of every page."""
    sheets = [static(path) for area in ("core", "account") for path in bundles.paths(area)]
    scripts = [static(path) for path in (*bundles.libraries(), *bundles.modules())]
    found = [static(f"kontor/{name}") for name in (*SHELL, "js/offline.js")]
    return [*dict.fromkeys(sheets), *scripts, *found]


def _prefixes() -> list[str]:
    return [in_language("/", code) for code, _name in settings.LANGUAGES]
