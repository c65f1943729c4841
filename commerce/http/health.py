"""Is this process alive, and may it be sent work?"""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from commerce import clock
from commerce.events.models import Heartbeat

WORKER_SILENCE = timedelta(seconds=60)
_migrated = False


def healthz(request: HttpRequest) -> JsonResponse:
    """This answers as long as the process can answer at all."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """This answers 200 when database, cache, migrations and a worker are there, else 503 and which is not."""
    checks = {
        "database": _database,
        "cache": _cache,
        "migrations": _migrations,
        "worker": _worker,
    }
    found = {name: _try(check) for name, check in checks.items()}
    good = all(answer == "ok" for answer in found.values())
    # The cache is only a cache: without it everything works, slower.
    serving = all(answer == "ok" for name, answer in found.items() if name != "cache")
    return JsonResponse(
        {"status": "ok" if good else "degraded", "checks": found},
        status=200 if serving else 503,
    )


def _try(check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "not ready"
    except Exception as error:  # noqa: BLE001 - whatever fails is the answer
        return type(error).__name__


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _cache() -> bool:
    cache.set("readyz", 1, timeout=10)
    return bool(cache.get("readyz") == 1)


def _migrations() -> bool:
    global _migrated  # noqa: PLW0603 - once true, true for the life of the process
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _worker() -> bool:
    return Heartbeat.objects.filter(name="worker", at__gt=clock.now() - WORKER_SILENCE).exists()
