"""Every door names the right it demands, or stands in the list of public ones."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commerce.http import scopes
from commerce.http.views import ApiView

# Anybody may come in here: what machines ask, the shop window, the cart and the checkout.
PUBLIC = (
    r"healthz|readyz|metrics|robots.txt|favicon.ico|sitemap.xml|sitemaps/.*",
    r"api/schema/|api/docs/",
    r"webhooks/stripe/",  # the signature is the right
    r"|products/|c/<str:slug>/(<str:name>/)?|p/<str:slug>/((related|together|choose|sizes)/)?|products/recent/|search/(suggestions/)?",
    r"p/<str:slug>/(reviews/(new/)?|questions/)|reviews/<slug:public_id>/(helpful|report)/",
    r"reviews/new/<str:token>/",  # the token is the right
    r"notify/<slug:variant_id>/|notify/stop/<str:token>/",  # the token is the right
    r"preferences/(theme/)?",
    r"cart/.*|checkout/((known|whereabouts|express(/(<str:state>|quote))?|return/<slug:public_id>)/)?",  # whose cart it is says the cookie
    r"stores/(stock/|mine/|<slug:slug>/)?",
    r"lists/(?!<slug:public_id>/news/).*",  # whose list it is says the cookie, or the token of its link
    r"compare/.*",
    r"t/",  # counts only, from our own pages
    r"track/(<str:ticket>/)?|orders/<slug:public_id>/<str:token>/((pickup|delivery).ics|again/|end/|address/|articles/|note/)?",  # the token is the right
    r"account/claim/<str:token>/",
    r"pages/<str:slug>/",
    r"cookies/(choice/)?",
    r"pictures/.*|documents/.*|feeds/.*",
    r"preferences/notice/|theme/.*|service-worker.js|manifest.webmanifest|offline/",
    r"newsletter/.*",  # the signature in the link is the right
    r"withdrawal/(done/)?",  # order number and e-mail address are the right
    r"again/",  # what the asking browser remembers itself
)
# These bring a law of their own: Django's admin and allauth's accounts.
FOREIGN = ("admin/", "accounts/")
SAMPLES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000", "path": "a/b"}
METHODS = ("get", "post", "put", "patch", "delete")
CLOSED = {401, 403, 405}


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one, route)
        else:
            yield route, one


def _view(pattern: URLPattern) -> Any:
    found = pattern.callback
    return getattr(found, "cls", None) or getattr(found, "view_class", None) or found


def _is_api(pattern: URLPattern) -> bool:
    view = _view(pattern)
    return isinstance(view, type) and issubclass(view, ApiView)


def _is_public(route: str) -> bool:
    return any(re.fullmatch(public, route) for public in PUBLIC)


ROUTES = [one for one in _routes(get_resolver()) if not one[0].startswith(FOREIGN)]
API = {route: _view(pattern) for route, pattern in ROUTES if _is_api(pattern)}
PAGES = [route for route, _ in ROUTES if route not in API and not _is_public(route)]


@pytest.mark.parametrize("route", API)
def test_an_api_door_names_a_scope_for_every_method(route: str) -> None:
    view = API[route]

    answered = {m.upper() for m in METHODS if hasattr(view, m) and m in view.http_method_names}
    assert answered <= view.scopes.keys()
    assert set(view.scopes.values()) <= scopes.SCOPES.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("route", PAGES)
def test_a_page_that_is_not_public_refuses_strangers(route: str) -> None:
    stranger = Client(raise_request_exception=True)

    for ask in (stranger.get, stranger.post):
        answer = ask(f"/{_filled(route)}")
        signs_in = answer.status_code == 302 and "login" in answer.headers["Location"]
        assert signs_in or answer.status_code in CLOSED, answer.status_code


def test_the_list_of_public_doors_holds_no_dead_lines() -> None:
    dead = [one for one in PUBLIC if not any(re.fullmatch(one, route) for route, _ in ROUTES)]

    assert dead == []


def _filled(route: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), route)
