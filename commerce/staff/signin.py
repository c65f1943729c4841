"""The staff's door: tries are counted per address and per name, and without a counter it stays shut."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from commerce.http import throttles

PER_ADDRESS = 30
PER_NAME = 10


def limited(login: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """This wraps the admin's sign-in: 30 tries a minute per address, 10 per name, then 429.

    The address is the connection's own; no header is trusted for it.
    """

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not _may_try(request):
            text = render_to_string("429.html", {"request": request}, request)
            return HttpResponse(text, status=429, headers={"Retry-After": "60"})
        return login(request, *args, **kwargs)

    return guarded


def _may_try(request: HttpRequest) -> bool:
    name = request.POST.get("username", "").strip().lower()[:254]
    buckets = {
        f"staff-address:{request.META.get('REMOTE_ADDR', '')}": PER_ADDRESS,
        f"staff-name:{name}": PER_NAME,
    }
    tries = [
        throttles.take(name=key, per_minute=most, fail_open=False) for key, most in buckets.items()
    ]
    return all(good for good, _, _ in tries)
