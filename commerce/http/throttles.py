"""A token bucket per key in Valkey, refilled and taken from in one atomic script."""

import logging
import time
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from typing_extensions import override

from commerce.identity.models import ApiKey

log = logging.getLogger(__name__)

_TAKE = """
local now, rate, size = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local had = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(size, (tonumber(had[1]) or size) + (now - (tonumber(had[2]) or now)) * rate)
local ok = 0
local wanted = tonumber(ARGV[4])
if tokens >= wanted then tokens = tokens - wanted; ok = 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
redis.call('EXPIRE', KEYS[1], 120)
return {ok, math.floor(tokens), tostring((wanted - tokens) / rate)}
"""
_client: "Redis | None" = None


def take(
    *, name: str, per_minute: int, tokens: int = 1, fail_open: bool = True
) -> tuple[bool, int, float]:
    """This takes tokens, all or none: whether there were, how many are left, seconds to as many.

    Without Valkey it answers `fail_open`: browsing goes on, sign-in does not.
    """
    try:
        rate = per_minute / 60
        ok, left, wait = _redis().eval(
            _TAKE, 1, f"kontor:bucket:{name}", time.time(), rate, per_minute, tokens
        )
    except (RedisError, OSError):
        log.warning("the rate limiter does not answer")
        return fail_open, per_minute, 1.0
    return bool(ok), int(left), max(float(wait), 0.0)


def answers() -> bool:
    """This tells whether there is a counter at all: some doors stay shut without one."""
    try:
        return bool(_redis().ping())
    except (RedisError, OSError):
        log.warning("the rate limiter does not answer")
        return False


class KeyThrottle(BaseThrottle):
    """Holds each API key to its own requests per minute."""

    @override
    def allow_request(self, request: Request, view: Any) -> bool:
        key = request.auth
        if not isinstance(key, ApiKey):
            return True
        ok, left, self._wait = take(name=f"key:{key.pk}", per_minute=key.rate_per_minute)
        request.rate = (key.rate_per_minute, left, 0 if ok else int(self._wait) + 1)  # type: ignore[attr-defined]
        return ok

    @override
    def wait(self) -> float:
        return self._wait


def _redis() -> "Redis":
    global _client  # noqa: PLW0603 - one pool per process
    if _client is None:
        _client = Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)
    return _client
