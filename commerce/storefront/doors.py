"""The frame of a storefront door: allowed methods, signed in or not, and what failures become."""

import functools
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.channels.queries import ChannelInfo, UnknownChannel
from commerce.errors import Forbidden, NotFound
from commerce.identity.actor import Actor

# Read by a test that walks all routes: every door of the shop says who may come in.
PUBLIC, MEMBERS = "everyone", "signed in"


class ShopRequest(HttpRequest):
    """A request as `commerce.http.context` hands it on."""

    channel: ChannelInfo
    actor: Actor
    request_id: str


Door = Callable[..., HttpResponse]


def door(*methods: str, audience: str = PUBLIC, shelved: bool = False) -> Callable[[Door], Door]:
    """This makes a function a storefront door for GET (with HEAD), POST or both.

    `shelved` pages are the same for all who have nothing of their own yet; `commerce.http.shelf` keeps
    them for a while.

    NotFound becomes the 404 page, Forbidden the 403 page; guests of a members' door are led to
    sign in and back. Fragments and whole pages are kept apart by caches.
    """
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    def dressed(view: Door) -> Door:
        @functools.wraps(view)
        def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in allowed:
                return _astray(request, allowed)
            if audience == MEMBERS and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            try:
                with timezone.override(zone_of(request)):
                    answer = view(request, *args, **kwargs)
            except NotFound as error:
                raise Http404(error.message) from error
            except Forbidden as error:
                raise PermissionDenied(error.message) from error
            patch_vary_headers(answer, ["HX-Request", "Cookie"])
            return answer

        opened.audience = audience  # type: ignore[attr-defined]  # see the constants above
        opened.methods = allowed  # type: ignore[attr-defined]  # tells proofs which doors are pages
        opened.shelved = shelved  # type: ignore[attr-defined]  # read by commerce.http.shelf
        return opened

    return dressed


def _astray(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """Whoever opens the address of a form, from history or a shared link, gets a page with a way on."""
    answer = HttpResponseNotAllowed(allowed)
    if request.method == "GET":
        answer.content = render_to_string("400.html", {}, request)
    return answer


def too_often(request: HttpRequest, *, what: str, limit: int, seconds: int) -> bool:
    """This counts what an address does and tells whether it exceeds `limit` within `seconds`.

    Without the cache nobody is held back: a limit is a courtesy to the house, not a lock.
    """
    return asked_too_often(
        what=f"{what}:{request.META.get('REMOTE_ADDR', '')}", limit=limit, seconds=seconds
    )


def asked_too_often(*, what: str, limit: int, seconds: int) -> bool:
    """This is `too_often` for whatever is counted, whoever does it."""
    key = f"limit:{what}"
    try:
        cache.add(key, 0, timeout=seconds)
        return bool(cache.incr(key) > limit)
    except Exception:  # noqa: BLE001 - any failure of the cache counts as "not too often"
        return False


def slow_down(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """This is the 429 page, and says after how long it is worth trying again (seconds).

    A script gets the sentence alone: as a note beside what it asked for, which stays as it is.
    """
    minutes = -(-seconds // 60)
    wait = ngettext(
        "Try again in %(minutes)s minute.", "Try again in %(minutes)s minutes.", minutes
    ) % {"minutes": minutes}
    if is_fragment(request):
        note = f"{_('That was a lot at once')}. {wait}"
        answer = HttpResponse(note, status=429, content_type="text/plain; charset=utf-8")
        answer["HX-Reswap"] = "none"
        answer["HX-Trigger"] = json.dumps({"kontor:toast": {"text": note}})
    else:
        values = {"wait": wait, "again": came_from(request)}
        answer = render(request, "429.html", values, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def came_from(request: HttpRequest) -> str:
    """This is the page of ours whose form was sent, as far as the browser tells; else the address asked for."""
    came: str = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(came)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def zone_of(request: Any) -> ZoneInfo | None:
    """This is the zone in which the channel tells the time; None leaves it at UTC."""
    try:
        return ZoneInfo(request.channel.time_zone)
    except (UnknownChannel, ZoneInfoNotFoundError, ValueError):
        return None


def is_fragment(request: HttpRequest) -> bool:
    """This tells whether htmx asks for the main content alone."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
