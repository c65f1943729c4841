"""The short way for the API's hottest reads: same keys, scopes and limits, bytes instead of serializers.

A view subclasses `SwiftView` and answers `read`. Requests that the short way does not understand
(another method, a bad key, an unusual Accept) take the ordinary one, so that every refusal looks the
same. Keys are remembered for some seconds per process: a revoked one dies within that time.
"""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import exceptions
from rest_framework.request import Request
from typing_extensions import override

from commerce import memo
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import Anticipated
from commerce.http import authentication, throttles
from commerce.http.views import ApiView
from commerce.identity.models import ApiKey

LEASE_SECONDS = 5.0
# One visit to Valkey leases this part of a key's requests per minute to the process.
LEASED_PART = 200
_leases: dict[int, tuple[float, int, int]] = memo.memory()


class SwiftView(ApiView):
    """An API door whose GET is answered with finished bytes."""

    def read(self, request: HttpRequest, *, key: ApiKey, **parts: Any) -> HttpResponse:
        """This answers a GET; `parts` are those of the path.

        Raises:
            Anticipated: which becomes a problem as everywhere.
        """
        raise NotImplementedError

    def get(self, request: Request, **parts: Any) -> HttpResponse:
        """This is the ordinary way to the same answer."""
        return self.read(request._request, key=self.key, **parts)  # noqa: SLF001 - DRF's name for it

    @override
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "GET" or not _takes_json(request):
            return super().dispatch(request, *args, **kwargs)
        key = _key_of(request)
        if key is None or self.scopes.get("GET") not in key.scopes:
            return super().dispatch(request, *args, **kwargs)
        left = _lease(key)
        if left < 0:
            return super().dispatch(request, *args, **kwargs)
        try:
            answer: HttpResponse = self.read(request, key=key, **kwargs)
        except Anticipated:
            # The ordinary way refuses it once more, in the shape of every refusal.
            return super().dispatch(request, *args, **kwargs)
        answer["RateLimit-Limit"] = str(key.rate_per_minute)
        answer["RateLimit-Remaining"] = str(left)
        answer["RateLimit-Reset"] = "0"
        return answer

    def channel_for(self, request: HttpRequest, key: ApiKey) -> ChannelInfo:
        """This picks the channel: the key's own, or for a key without one what `channel` asks for.

        Raises:
            UnknownChannel: when it does not exist or is not the key's.
        """
        own = authentication.channel_of(key)
        wanted = request.GET.get("channel", own.code)
        if wanted != own.code:
            if key.channel_id is not None:
                message = "this key sells in another channel"
                raise channels.UnknownChannel(message, field="channel")
            return channels.get_channel(wanted)
        return own


def json_bytes(body: bytes, *, headers: dict[str, str] | None = None) -> HttpResponse:
    """This answers with finished JSON."""
    return HttpResponse(body, content_type="application/json", headers=headers)


def _takes_json(request: HttpRequest) -> bool:
    accept = request.META.get("HTTP_ACCEPT", "*/*")
    return accept in {"*/*", "application/json"} or "*/*" in accept


def _key_of(request: HttpRequest) -> ApiKey | None:
    """What the ordinary way refuses, it refuses itself."""
    try:
        found = authentication.ApiKeyAuthentication().authenticate(request)  # type: ignore[arg-type]
    except exceptions.AuthenticationFailed:
        return None
    return found[1] if found else None


def _lease(key: ApiKey) -> int:
    """This takes one request of the key's allowance: how many are left, or -1 for none."""
    now = time.monotonic()
    until, here, left = _leases.get(key.pk, (0.0, 0, 0))
    if here <= 0 or now > until:
        portion = max(1, min(key.rate_per_minute // LEASED_PART, 500))
        ok, left, _ = throttles.take(
            name=f"key:{key.pk}", per_minute=key.rate_per_minute, tokens=portion
        )
        if not ok:
            return -1
        until, here = now + LEASE_SECONDS, portion
    _leases[key.pk] = (until, here - 1, left)
    return left + here - 1
