"""What the OpenAPI document says beyond the views: bearer keys, and problems on every operation."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from typing_extensions import override

from commerce.http.problems import CONTENT_TYPE, TITLES

ALWAYS = (400, 401, 403, 404, 405, 406, 429, 500, 503)
WITH_BODY = (409, 412, 413, 415, 422, 428)


class BearerKeys(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes `Authorization: Bearer sk_…`."""

    target_class = "commerce.http.authentication.ApiKeyAuthentication"
    name = "ApiKey"

    @override
    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "sk_test_… or sk_live_…",
        }


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """This documents the problem shape once and refers to it from every operation."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = _problem_schema()
    for path, operations in result.get("paths", {}).items():
        for method, operation in operations.items():
            if path.startswith("/api/v1/") and isinstance(operation, dict):
                _add(operation, with_body=method in {"post", "put", "patch", "delete"})
    return result


def _add(operation: dict[str, Any], *, with_body: bool) -> None:
    for status in (*ALWAYS, *(WITH_BODY if with_body else ())):
        operation.setdefault("responses", {}).setdefault(
            str(status),
            {
                "description": TITLES[status],
                "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        )


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    fault = {
        "type": "object",
        "properties": {"pointer": text, "code": text, "detail": text},
    }
    return {
        "type": "object",
        "description": "RFC 9457 problem details.",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "instance": text,
            "code": text,
            "errors": {"type": "array", "items": fault},
            "data": {"type": "object"},
        },
    }
