"""The base of every API view: bearer keys, a scope per method, idempotent POSTs."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Invalid
from commerce.http import authentication
from commerce.http.throttles import KeyThrottle
from commerce.idempotency import keys
from commerce.identity.actor import Actor
from commerce.identity.models import ApiKey


class HasScope(BasePermission):
    """Demands the scope that the view names for the method."""

    @override
    def has_permission(self, request: Request, view: Any) -> bool:
        scope = view.scopes.get(request.method)
        if not isinstance(request.auth, ApiKey):
            raise exceptions.NotAuthenticated
        if scope is None or scope not in request.auth.scopes:
            message = f"this key lacks the scope {scope}"
            raise exceptions.PermissionDenied(message)
        return True


class ApiView(APIView):
    """An API door: names its scopes, knows its actor and channel, makes one call.

    `scopes` maps HTTP methods to scopes such as `orders:read`; a method without one is refused.
    POSTs that create money, stock or orders go through `once`, which opens the transaction.
    """

    scopes: ClassVar[dict[str, str]] = {}
    authentication_classes = [authentication.ApiKeyAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [KeyThrottle]

    @property
    def key(self) -> ApiKey:
        """The key that asks."""
        found = self.request.auth
        assert isinstance(found, ApiKey)
        return found

    @property
    def actor(self) -> Actor:
        """Who asks, for the trail and for ownership."""
        return authentication.actor_of(self.key)

    @property
    def channel(self) -> ChannelInfo:
        """The channel this key sells in."""
        return authentication.channel_of(self.key)

    def language(self, wanted: Mapping[str, str]) -> str:
        """This reads the `language` asked for, else the channel's first.

        Raises:
            Invalid: for one the channel does not speak.
        """
        found = wanted.get("language", self.channel.language)
        if found not in self.channel.languages:
            message = f"{self.channel.code} speaks {', '.join(self.channel.languages)}"
            raise Invalid(message, field="language")
        return found

    @override
    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        rate = getattr(request, "rate", None)
        if rate is not None:
            for name, value in zip(("Limit", "Remaining", "Reset"), rate, strict=True):
                answer[f"RateLimit-{name}"] = str(value)
        return answer

    def once(self, request: Request, work: Any) -> Response:
        """This runs `work()` once per Idempotency-Key of this caller, in one transaction.

        `work` returns a Response whose data is plain JSON. A repeat gets the stored answer with
        `Idempotent-Replayed: true`; failures roll back and free the key.

        Raises:
            Invalid: when the header is missing or too long.
        """
        key = request.headers.get("Idempotency-Key", "")
        if not key or len(key) > keys.LONGEST:
            message = "send an Idempotency-Key header of 1 to 255 characters"
            raise Invalid(message, field="Idempotency-Key")
        caller = f"key:{self.key.pk}"
        print_ = keys.fingerprint(
            method=request.method or "",
            path=request.path,
            body=json.dumps(request.data, sort_keys=True).encode(),
        )
        with db.transaction():
            known = keys.claim(
                caller=caller, key=key, request=print_, at=clock.now(), speaker=str(self.actor)
            )
            if known is not None:
                headers = known.headers | {"Idempotent-Replayed": "true"}
                return Response(known.body, status=known.status, headers=headers)
            answer: Response = work()
            keys.store(
                caller=caller,
                key=key,
                answer=keys.Answer(status=answer.status_code, body=answer.data, headers={}),
            )
        return answer
