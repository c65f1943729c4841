"""The cache as the house wants it: only a cache, so that a page never fails because it is away."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError
from typing_extensions import override

log = logging.getLogger(__name__)

R = TypeVar("R")
# A page asks several times: only the first of them waits for an answer that does not come.
AWAY_FOR = 1.0


class ForgivingCache(RedisCache):
    """Valkey, or an empty cache that keeps nothing while Valkey does not answer; each miss is logged.

    Limits that count in it are off meanwhile. What must stay shut without a counter, such as
    sign-in, asks `commerce.http.throttles` itself.
    """

    _away_until = 0.0

    @override
    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        return self._tried(
            lambda: super(ForgivingCache, self).add(key, value, timeout, version), otherwise=True
        )

    @override
    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._tried(
            lambda: super(ForgivingCache, self).get(key, default, version), otherwise=default
        )

    @override
    def set(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        self._tried(
            lambda: super(ForgivingCache, self).set(key, value, timeout, version), otherwise=None
        )

    @override
    def touch(self, key: Any, timeout: float | None = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return self._tried(
            lambda: super(ForgivingCache, self).touch(key, timeout, version), otherwise=False
        )

    @override
    def delete(self, key: Any, version: Any = None) -> bool:
        return self._tried(
            lambda: super(ForgivingCache, self).delete(key, version), otherwise=False
        )

    @override
    def get_many(self, keys: Iterable[Any], version: Any = None) -> dict[Any, Any]:
        nothing: dict[Any, Any] = {}
        return self._tried(
            lambda: super(ForgivingCache, self).get_many(keys, version), otherwise=nothing
        )

    @override
    def has_key(self, key: Any, version: Any = None) -> bool:
        return self._tried(
            lambda: super(ForgivingCache, self).has_key(key, version), otherwise=False
        )

    @override
    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return self._tried(
            lambda: super(ForgivingCache, self).incr(key, delta, version), otherwise=delta
        )

    @override
    def set_many(
        self,
        data: dict[Any, Any],
        timeout: float | None = DEFAULT_TIMEOUT,
        version: Any = None,
    ) -> list[Any]:
        every = list(data)
        return self._tried(
            lambda: super(ForgivingCache, self).set_many(data, timeout, version), otherwise=every
        )

    @override
    def delete_many(self, keys: Iterable[Any], version: Any = None) -> None:
        self._tried(lambda: super(ForgivingCache, self).delete_many(keys, version), otherwise=None)

    def _tried(self, work: Callable[[], R], *, otherwise: R) -> R:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return work()
        except (RedisError, OSError) as error:
            log.warning("the cache does not answer (%s): going on without", type(error).__name__)
            self._away_until = time.monotonic() + AWAY_FOR
            return otherwise
