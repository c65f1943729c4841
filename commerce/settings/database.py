"""PostgreSQL and Valkey."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from commerce import env

# Milliseconds; and statements that say they are planned once (`commerce.rows.fetch`) are. Such a plan does
# not know how few rows a page asks for: among a million variants it would start workers for 25 rows, which
# takes a hundred times as long as reading them.
SESSION = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "statement_timeout": 30_000,
        "lock_timeout": 8_000,
        "idle_in_transaction_session_timeout": 60_000,
        "plan_cache_mode": "force_generic_plan",
        "max_parallel_workers_per_gather": 0,
        "jit": "off",
    }.items()
)


def database(url: str) -> dict[str, Any]:
    """This turns postgresql://user:pw@host:port/name?host=/socket/folder into Django's settings."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "kontor",
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            **_pool(env.number("DATABASE_POOL", 8)),
            "options": f"{SESSION} {env.text('DATABASE_OPTIONS')}".strip(),
            **query,
        },
    }


def _pool(size: int) -> dict[str, Any]:
    """No pool of our own (0) where an outside one such as PgBouncer does the work."""
    return {"pool": {"min_size": 1, "max_size": size, "timeout": 10}} if size else {}


def numbered(url: str, number: int) -> str:
    """This points the address of a Redis server to one of its numbered databases."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?{urlencode({'db': number})}"
    return parts._replace(path=f"/{number}").geturl()


DATABASES: dict[str, dict[str, Any]] = {
    "default": database(env.text("DATABASE_URL", "postgresql:///kontor"))
}

REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "commerce.http.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "kontor",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    },
}
