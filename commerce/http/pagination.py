"""Cursor pages: stable under inserts, no count, `{data, has_more, next_cursor}` and Link headers."""

import base64
import binascii
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from commerce.errors import Invalid

# What every list may be asked, for its description.
PARAMETERS = [
    OpenApiParameter("limit", int, description="1 to 200, 50 when absent"),
    OpenApiParameter("after", str, description="next_cursor of the page before"),
]
DEFAULT = 50
MOST = 200


def page(
    request: Request,
    rows: "QuerySet[Any, Any]",
    *,
    shape: Callable[[Any], Any],
    newest_first: bool = True,
) -> Response:
    """This answers with one page of `rows` by primary key, shaped by `shape`.

    Reads `limit` (1 to 200, 50 when absent) and `after` (a cursor of the page before).

    Raises:
        Invalid: for a limit or cursor that makes no sense.
    """
    limit = limit_of(request)
    after = request.query_params.get("after")
    if after:
        key = read_cursor(after)
        rows = rows.filter(pk__lt=key) if newest_first else rows.filter(pk__gt=key)
    found: list[Model] = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    cursor = make_cursor(found[-1].pk) if more else None
    return answer(request, data=[shape(row) for row in found], cursor=cursor)


def answer(request: Request, *, data: list[Any], cursor: str | None, **more: Any) -> Response:
    """This wraps a page's rows and its next cursor."""
    headers = {}
    if cursor:
        query = request.query_params.copy()
        query["after"] = cursor
        headers["Link"] = (
            f'<{request.build_absolute_uri(request.path)}?{urlencode(query, doseq=True)}>; rel="next"'
        )
    body = {"data": data, "has_more": cursor is not None, "next_cursor": cursor} | more
    return Response(body, headers=headers)


def limit_of(request: Request) -> int:
    """This reads `limit`."""
    raw = request.query_params.get("limit", str(DEFAULT))
    if not raw.isascii() or not raw.isdigit() or len(raw) > 4 or not 1 <= int(raw) <= MOST:
        message = f"limit is a whole number from 1 to {MOST}"
        raise Invalid(message, field="limit")
    return int(raw)


def make_cursor(*values: object) -> str:
    """This makes an opaque cursor of plain values."""
    return base64.urlsafe_b64encode("\x1f".join(map(str, values)).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> int:
    """This reads a cursor of one key."""
    values = read_cursor_values(cursor)
    if len(values) != 1 or not values[0].isdigit() or len(values[0]) > 18:
        message = "this cursor is not one of ours"
        raise Invalid(message, field="after")
    return int(values[0])


def read_cursor_values(cursor: str) -> list[str]:
    """This reads the values of a cursor."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.urlsafe_b64decode(padded.encode("ascii")).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        message = "this cursor is not one of ours"
        raise Invalid(message, field="after") from error
    if "\x00" in text:
        message = "this cursor is not one of ours"
        raise Invalid(message, field="after")
    return text.split("\x1f")
