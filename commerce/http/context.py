"""What every request carries: an id, an actor and a channel; and the doors that never open."""

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from commerce import db, ids, memo
from commerce.channels import queries as channels
from commerce.events import outbox
from commerce.http import metrics, pages, shelf
from commerce.identity.actor import Actor, guest

CHANNEL_COOKIE = "channel"
_GOOD_ID = re.compile(r"^[A-Za-z0-9_.:-]{8,64}$")
_STAFF_PATHS = ("/admin/", "/staff/")
# While the shop is closed for work, staff, probes and their style sheets still come through.
_OPEN_ALWAYS = (*_STAFF_PATHS, "/healthz", "/readyz", "/metrics", settings.STATIC_URL, "/webhooks/")


class RequestContext:
    """Sets `request_id`, `actor` and `channel`; refuses NUL bytes; counts and times."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        started = time.perf_counter()
        offered = request.headers.get("X-Request-Id", "")
        request.request_id = offered if _GOOD_ID.match(offered) else ids.new("req")
        mark = outbox.correlation.set(request.request_id)
        structlog.contextvars.bind_contextvars(request_id=request.request_id)
        try:
            response = self._answer(request)
        finally:
            structlog.contextvars.clear_contextvars()
            outbox.correlation.reset(mark)
        response["Request-Id"] = request.request_id
        if not settings.SEARCH_ENGINES:
            response["X-Robots-Tag"] = "noindex, nofollow"
        metrics.observe(request, response.status_code, time.perf_counter() - started)
        return response

    def _answer(self, request: Any) -> HttpResponse:
        if settings.MAINTENANCE and not request.path_info.startswith(_OPEN_ALWAYS):
            return pages.closed(request)
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        request.channel = SimpleLazyObject(lambda: channel_of(request))
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return pages.bad_request(request)
        return self.get_response(request)


class StaffSpeaker:
    """Names the member of staff to the database's trail while a staff page changes something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path_info.startswith(_STAFF_PATHS) or request.method in {"GET", "HEAD"}:
            return self.get_response(request)
        with db.speaking_for_the_connection(str(request.actor)):
            response = self.get_response(request)
        memo.forget_all()
        shelf.renew()
        return response


def actor_of(request: Any) -> Actor:
    """This tells who acts on a page: staff, a customer with an account, or a guest."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return guest()
    kind = "staff" if user.is_staff else "user"
    # The trail can never be erased, so a shopper appears in it as a number only.
    label = f"staff:{user.pk}:{user.email}" if user.is_staff else f"user:{user.pk}"
    return Actor(kind=kind, label=label, user_id=user.pk)


def channel_of(request: Any) -> channels.ChannelInfo:
    """This picks the storefront's channel: by domain, else by the shopper's choice, else the first.

    Raises:
        UnknownChannel: when no channel is on the storefront at all.
    """
    shown = [one for one in channels.all_channels().values() if one.on_storefront]
    host = request.get_host().partition(":")[0]
    wanted = request.COOKIES.get(CHANNEL_COOKIE, "")
    found = next((one for one in shown if one.domain and one.domain == host), None)
    found = found or next((one for one in shown if one.code == wanted), None)
    if found is None and not shown:
        message = "no channel is on the storefront yet"
        raise channels.UnknownChannel(message)
    return found or shown[0]
