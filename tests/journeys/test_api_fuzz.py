"""Every operation of the API, fed with what its schema allows and forbids: no 5xx, no undocumented status."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from commerce.http.scopes import SCOPES
from tests.builders.commerce import make_api_key, make_channel

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

application = get_wsgi_application()
schema = schemathesis.openapi.from_wsgi("/api/schema/", application)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application under test shares the test's connection, as Django's own client arranges it."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def headers() -> dict[str, str]:
    """A key that may do everything."""
    make_channel()
    _, secret = make_api_key(*SCOPES, rate_per_minute=1_000_000)
    return {"Authorization": f"Bearer {secret}"}


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_answers_as_documented(case: Any, headers: dict[str, str]) -> None:
    response = case.call(headers=headers)

    case.validate_response(response, checks=CHECKS)
