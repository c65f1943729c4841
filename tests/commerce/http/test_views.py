"""The API's plumbing, tried on the webhooks room: section 4 of the conventions."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from commerce.identity.models import ApiKey
from tests.builders.commerce import AT, make_api_key, make_channel

pytestmark = pytest.mark.django_db
Partner = Callable[..., APIClient]
URL = "/api/v1/webhooks"


def problem(response: Any) -> tuple[int, str]:
    """Status and code of a problem answer, having checked its shape."""
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert body["status"] == response.status_code
    return response.status_code, body["code"]


def test_asks_for_a_key_and_names_the_scheme() -> None:
    response = APIClient().get(URL)

    assert problem(response) == (401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize("over", [{"revoked_at": AT}, {"expires_at": AT}])
def test_a_revoked_or_expired_key_is_no_key(over: dict[str, Any]) -> None:
    make_channel()
    _, secret = make_api_key("webhooks:read", **over)
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")

    assert problem(client.get(URL)) == (401, "authentication_failed")


def test_an_empty_key_never_matches() -> None:
    make_channel()
    make_api_key("webhooks:read")

    assert APIClient(HTTP_AUTHORIZATION="Bearer ").get(URL).status_code == 401


def test_a_key_without_the_scope_is_told_which(partner: Partner) -> None:
    response = partner("orders:read").get(URL)

    assert problem(response) == (403, "permission_denied")
    assert "webhooks:read" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[" * 5000 + "]" * 5000, 400),
        ('{"url": "\\u0000"}', 400),
        ('{"url": "\\ud800"}', 400),
        ('{"url": ' + "9" * 5000 + "}", 400),
        ("{not json", 400),
        ('{"url": "' + "x" * 1_100_000 + '"}', 413),
    ],
)
def test_hostile_json_is_a_problem_not_a_crash(partner: Partner, body: str, status: int) -> None:
    response = partner("webhooks:write").post(URL, data=body, content_type="application/json")

    assert problem(response)[0] == status


def test_other_media_types_and_methods_are_problems(partner: Partner) -> None:
    client = partner("webhooks:write", "webhooks:read")

    assert problem(client.post(URL, data="a=b", content_type="text/plain")) == (
        415,
        "unsupported_media_type",
    )
    assert problem(client.put(URL, data={}, format="json")) == (403, "permission_denied")


def test_an_unknown_address_is_a_problem() -> None:
    assert problem(APIClient().get("/api/v1/nowhere")) == (404, "not_found")


def test_a_nul_byte_in_the_address_is_refused() -> None:
    assert APIClient().get("/api/v1/web%00hooks").status_code == 400
    assert APIClient().get("/api/v1/webhooks?after=%00").status_code == 400


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "limit=-1", "after=%21%21", "after=eA"]
)
def test_paging_that_makes_no_sense_is_refused(partner: Partner, query: str) -> None:
    assert problem(partner("webhooks:read").get(f"{URL}?{query}"))[0] == 400


def test_every_answer_carries_the_request_id_and_the_rate(partner: Partner) -> None:
    response = partner("webhooks:read").get(URL, HTTP_X_REQUEST_ID="trace-12345")

    assert response["Request-Id"] == "trace-12345"
    assert (response["RateLimit-Limit"], response["RateLimit-Remaining"]) == ("600", "599")


def test_a_request_id_that_could_break_a_log_is_replaced(partner: Partner) -> None:
    response = partner("webhooks:read").get(URL, HTTP_X_REQUEST_ID='x"y z')

    assert response["Request-Id"].startswith("req_")


def test_a_key_over_its_rate_is_told_when_to_come_back(partner: Partner) -> None:
    client = partner("webhooks:read")
    ApiKey.objects.update(rate_per_minute=2)

    statuses = [client.get(URL).status_code for _ in range(3)]
    response = client.get(URL)

    assert statuses == [200, 200, 429]
    assert problem(response) == (429, "throttled")
    assert int(response["Retry-After"]) >= 1


def test_health_needs_nobody() -> None:
    assert APIClient().get("/healthz").json() == {"status": "ok"}


def test_readiness_says_what_is_missing() -> None:
    response = APIClient().get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"] == {
        "database": "ok",
        "cache": "ok",
        "migrations": "ok",
        "worker": "not ready",
    }


def test_metrics_are_absent_without_the_token(settings: Any) -> None:
    assert APIClient().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "t0ken-of-tests"
    assert APIClient().get("/metrics", HTTP_AUTHORIZATION="Bearer wrong").status_code == 404

    response = APIClient().get("/metrics", HTTP_AUTHORIZATION="Bearer t0ken-of-tests")

    assert b"kontor_requests_total" in response.content
    assert b"kontor_outbox_waiting 0.0" in response.content
