"""Who else has a form open: a hint above it, kept in the cache for a while; nothing depends on it."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import models
from django.http import HttpRequest

from commerce import clock

# A browser never says that a page was closed; whoever saved has left, others fade away.
KEPT = timedelta(minutes=15)


def look_in(request: HttpRequest, row: models.Model) -> list[tuple[str, datetime]]:
    """This notes that somebody opens a form, and tells who else has it open and since when."""
    now, me = clock.now(), _name(request)
    there = {name: since for name, since in _there(row).items() if since > now - KEPT}
    cache.set(_key(row), there | {me: now}, KEPT.total_seconds())
    return sorted(((n, at) for n, at in there.items() if n != me), key=lambda one: one[1])


def leave(request: HttpRequest, row: models.Model) -> None:
    """This forgets somebody who saved and went on."""
    there = _there(row)
    if there.pop(_name(request), None) is not None:
        cache.set(_key(row), there, KEPT.total_seconds())


def _there(row: models.Model) -> dict[str, datetime]:
    return dict(cache.get(_key(row)) or {})


def _key(row: models.Model) -> str:
    return f"open:{row._meta.label_lower}:{row.pk}"


def _name(request: HttpRequest) -> str:
    return str(request.user.get_username())
