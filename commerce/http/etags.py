"""Versions of resources: answers unchanged since are not sent again, edits of old versions refused."""

import hashlib
import json
from typing import Any, ClassVar

from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response


class OldVersion(exceptions.APIException):
    """The resource has moved on since the client read it (412)."""

    status_code = 412
    default_code = "old_version"
    default_detail = "this was changed since you read it; read it again"


class StrongTag:
    """A strong entity tag of a JSON body."""

    length: ClassVar[int] = 32

    @classmethod
    def of(cls, body: Any) -> str:
        """This condenses a body into an entity tag, quotes included."""
        text = json.dumps(body, sort_keys=True, default=str, ensure_ascii=False)
        return f'"{hashlib.sha256(text.encode()).hexdigest()[: cls.length]}"'


def answer(request: Request, body: Any, *, status: int = 200) -> Response:
    """This answers with a body and its tag, or with 304 when the client has it already."""
    tag = StrongTag.of(body)
    if request.method in {"GET", "HEAD"} and tag in _tags(request, "If-None-Match"):
        return Response(status=304, headers={"ETag": tag})
    return Response(body, status=status, headers={"ETag": tag})


def check(request: Request, body: Any) -> None:
    """This refuses an edit that was made on an older version; without If-Match anything goes.

    Raises:
        OldVersion: when `If-Match` names other versions than this body's.
    """
    wanted = _tags(request, "If-Match")
    if wanted and "*" not in wanted and StrongTag.of(body) not in wanted:
        raise OldVersion


def _tags(request: Request, header: str) -> set[str]:
    found = request.headers.get(header, "")
    return {one.strip().removeprefix("W/") for one in found.split(",") if one.strip()}
