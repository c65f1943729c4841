"""JSON that cannot hurt: bounded in size and depth, without NUL bytes or broken text."""

from collections.abc import Mapping
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from typing_extensions import override

MOST_BYTES = 1_048_576
DEEPEST = 32


class TooLarge(APIException):
    """The body is larger than a megabyte."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "the body may hold one megabyte at most"
    default_code = "too_large"


class BoundedJSONParser(JSONParser):
    """DRF's parser with limits; every breach is a 400 or 413, never a 500."""

    @override
    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {}).get("request")
        if request is not None and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLarge
        try:
            found = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            message = "this JSON is nested too deeply"
            raise ParseError(message) from error
        check(found, 0)
        return found


def check(value: Any, depth: int) -> None:
    """This refuses values nested too deeply, and text that no database can keep.

    Raises:
        ParseError: naming the reason.
    """
    if depth > DEEPEST:
        message = "this JSON is nested too deeply"
        raise ParseError(message)
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key)
            check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            check(inner, depth + 1)


def _check_text(text: str) -> None:
    if "\x00" in text:
        message = "a NUL byte has no place here"
        raise ParseError(message)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = "this text is not valid Unicode"
        raise ParseError(message) from error
