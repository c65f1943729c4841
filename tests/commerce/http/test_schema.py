"""The OpenAPI document is served, valid, and tells the truth about every operation."""

import pytest
import yaml
from django.test import Client
from drf_spectacular.validation import validate_schema

pytestmark = pytest.mark.django_db


def document() -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(Client().get("/api/schema/").content)
    return found


def test_is_valid_openapi_3_1() -> None:
    schema = document()

    assert schema["openapi"] == "3.1.0"
    validate_schema(schema)  # type: ignore[no-untyped-call]  # drf-spectacular's, untyped


def test_every_operation_documents_its_problems() -> None:
    paths = document()["paths"]
    assert isinstance(paths, dict)

    for path, operations in paths.items():
        for method, operation in operations.items():
            if method in {"get", "post", "put", "patch", "delete"}:
                assert {"401", "403", "404", "429", "500"} <= set(operation["responses"]), (
                    f"{method} {path}"
                )


def test_the_reference_page_opens_without_a_key() -> None:
    assert Client().get("/api/docs/").status_code == 200
