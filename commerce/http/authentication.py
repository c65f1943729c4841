"""Bearer keys of partners become an Actor."""

from datetime import timedelta
from typing import Any

from rest_framework import authentication, exceptions
from rest_framework.request import Request
from typing_extensions import override

from commerce import clock, memo
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from commerce.identity.models import ApiKey, hash_of

TOUCH_EVERY = timedelta(minutes=10)
KEEP_SECONDS = 2.0


class ApiKeyAuthentication(authentication.BaseAuthentication):
    """Reads `Authorization: Bearer sk_…`; `request.auth` is the ApiKey, `request.actor` the Actor."""

    @override
    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            return None
        at = clock.now()
        key = _key_of(hash_of(secret.strip()))
        if key is None or key.revoked_at or (key.expires_at and key.expires_at <= at):
            message = "this key is unknown, expired or revoked"
            raise exceptions.AuthenticationFailed(message)
        if key.last_used_at is None or at - key.last_used_at > TOUCH_EVERY:
            ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)
            key.last_used_at = at
        return None, key

    @override
    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


@memo.kept(seconds=KEEP_SECONDS)
def _key_of(hashed: str) -> ApiKey | None:
    """A revoked key is dead everywhere within `KEEP_SECONDS`."""
    return ApiKey.objects.filter(hashed=hashed).first()


def actor_of(key: ApiKey) -> Actor:
    """This turns a key into the actor it stands for."""
    return Actor(
        kind="partner",
        label=f"key:{key.prefix}",
        key_id=key.pk,
        scopes=frozenset(map(str, key.scopes)),
    )


def channel_of(key: ApiKey) -> channels.ChannelInfo:
    """This finds the channel a key sells in; a key without one sells in the first."""
    if key.channel_id is not None:
        return channels.get_channel_by_id(key.channel_id)
    return next(iter(channels.all_channels().values()))
