"""The pages behind a wrong address or a fault, for people and for programs."""

import logging
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from commerce.http import lanes, problems
from commerce.storefront.paths import language_of

log = logging.getLogger(__name__)

TEXTS = {
    400: ("invalid", "this request makes no sense"),
    403: ("forbidden", "you may not do this"),
    404: ("not_found", "there is nothing at this address"),
    503: ("closed", "the shop is closed for work; try again in a few minutes"),
    500: ("internal", "something went wrong on our side; the request id names it"),
}


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """This is Django's handler404."""
    return _answer(request, 404)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """This is Django's handler400."""
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """This is Django's handler403."""
    return _answer(request, 403)


def fault(request: HttpRequest) -> HttpResponse:
    """This is Django's handler500; its page needs no database."""
    return _answer(request, 500)


def closed(request: HttpRequest) -> HttpResponse:
    """This answers everybody while the shop is closed for work (MAINTENANCE=on), in the address's language."""
    with translation.override(language_of(request.path_info)):
        answer = _answer(request, 503)
    answer["Retry-After"] = "300"
    answer["Cache-Control"] = "no-store"
    return answer


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    code, detail = TEXTS[status]
    if request.path_info.startswith(lanes.API):
        return problems.plain(request, status=status, code=code, detail=detail)
    values: dict[str, Any] = {"request_id": getattr(request, "request_id", ""), "status": status}
    if status >= 500:
        values |= _alone(request)
    try:
        name = "maintenance" if status == 503 else str(status)
        text = render_to_string(f"{name}.html", values, request if status < 500 else None)
    except Exception:
        # A page about a fault must not fail itself, whatever the database or a template does.
        log.exception("the error page failed")
        return HttpResponse(detail, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(text, status=status)


def _alone(request: HttpRequest) -> dict[str, Any]:
    """What a page that asks nothing of channel, person or database shows of the shop."""
    theme = request.COOKIES.get("theme", "")
    return {
        "shop": {
            "name": settings.SHOP_NAME,
            "email": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            "theme": theme if theme in {"light", "dark"} else "",
        },
        "again": request.get_full_path() if request.method == "GET" else "",
    }
