"""One error shape everywhere: application/problem+json (RFC 9457)."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from commerce import errors

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
STATUS: dict[type[errors.Anticipated], int] = {
    errors.Invalid: 400,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Refused: 422,
    errors.Unavailable: 503,
}
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    412: "Precondition failed",
    413: "Too large",
    415: "Unsupported media type",
    422: "Refused",
    428: "Precondition required",
    429: "Too many requests",
    500: "Internal error",
    503: "Temporarily unavailable",
}


def problem(
    *,
    status: int,
    code: str,
    detail: str,
    request_id: str = "",
    faults: list[dict[str, str]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """This builds a problem body; `faults` are {pointer, code, detail} with JSON Pointers."""
    body: dict[str, Any] = {
        "type": f"/api/docs/errors#{code}",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "instance": request_id,
        "code": code,
    }
    if faults:
        body["errors"] = faults
    return body | more


def status_of(error: errors.Anticipated) -> int:
    """This tells the HTTP status of an anticipated failure."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """This is DRF's exception handler: every anticipated failure becomes a problem."""
    request_id = getattr(context.get("request"), "request_id", "") or ""
    if isinstance(error, errors.Anticipated):
        return _anticipated(error, request_id)
    if isinstance(error, RequestDataTooBig):
        body = problem(status=413, code="too_large", detail=str(error), request_id=request_id)
        return Response(body, status=413, content_type=CONTENT_TYPE)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.APIException):
        return _from_framework(error, request_id)
    return None


def plain(request: HttpRequest, *, status: int, code: str, detail: str) -> JsonResponse:
    """This answers with a problem outside of DRF, for Django's own 404 and 500."""
    request_id = getattr(request, "request_id", "")
    body = problem(status=status, code=code, detail=detail, request_id=request_id)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def _anticipated(error: errors.Anticipated, request_id: str) -> Response:
    status = status_of(error)
    faults = (
        [
            {
                "pointer": _pointer(error.field),
                "code": error.code,
                "detail": error.message,
            }
        ]
        if error.field
        else None
    )
    body = problem(
        status=status,
        code=error.code,
        detail=error.message,
        request_id=request_id,
        faults=faults,
    )
    if error.data:
        body["data"] = dict(error.data)
    headers = {"Retry-After": "1"} if status in {409, 503} and error.data.get("retry") else {}
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _from_framework(error: exceptions.APIException, request_id: str) -> Response:
    faults: list[dict[str, str]] = []
    if isinstance(error, exceptions.ValidationError):
        faults = list(_faults(error.get_full_details(), ""))
    code = "invalid" if faults else str(getattr(error, "default_code", "error"))
    detail = faults[0]["detail"] if faults else str(error.detail)
    body = problem(
        status=error.status_code,
        code=code,
        detail=detail,
        request_id=request_id,
        faults=faults or None,
    )
    headers: dict[str, str] = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)  # type: ignore[attr-defined]
    return Response(body, status=error.status_code, headers=headers, content_type=CONTENT_TYPE)


def _faults(details: Any, pointer: str) -> Any:
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {
            "pointer": pointer or "/",
            "code": str(details["code"]),
            "detail": str(details["message"]),
        }
    elif isinstance(details, dict):
        for name, inner in details.items():
            step = "" if name == "non_field_errors" else f"/{name}"
            yield from _faults(inner, pointer + step)
    elif isinstance(details, list):
        leaf = all(isinstance(one, dict) and set(one) == {"message", "code"} for one in details)
        for index, inner in enumerate(details):
            yield from _faults(inner, pointer if leaf else f"{pointer}/{index}")


def _pointer(field: str) -> str:
    return field if field.startswith("/") or field[:1].isupper() else "/" + field.replace(".", "/")
