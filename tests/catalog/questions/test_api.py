"""Questions for partners: asked, answered, refused, each by its scope."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from catalog.models import Letter, Question
from tests.builders import storefront

pytestmark = pytest.mark.django_db
Partner = Callable[..., APIClient]
ASKED = {"text": "Does it go into the oven?", "name": "Ada", "email": "ada@example.com"}


def ask(client: APIClient, path: str, key: str = "q-1", **over: Any) -> Any:
    return client.post(path, ASKED | over, format="json", headers={"Idempotency-Key": key})


def test_a_question_is_asked_answered_and_read(partner: Partner) -> None:
    front = storefront.open_storefront()
    path = f"/api/v1/products/{front.mug.product.public_id}/questions"
    writer, keeper = partner("reviews:write"), partner("reviews:moderate")
    reader = partner("catalog:read")

    asked = ask(writer, path)
    again = ask(writer, path)
    hidden = reader.get(path).json()["data"]
    waiting = keeper.get("/api/v1/questions").json()["data"]
    one = f"/api/v1/questions/{asked.json()['id']}"
    answered = keeper.post(f"{one}/answer", {"text": "Up to 200 °C."}, format="json")
    twice = keeper.post(f"{one}/answer", {"text": "No."}, format="json")

    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert "email" not in asked.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Question.objects.count() == 1
    assert hidden == []
    assert [row["id"] for row in waiting] == [asked.json()["id"]]
    assert answered.json()["answer"] == "Up to 200 °C."
    assert (twice.status_code, twice.json()["code"]) == (409, "illegal_move")
    assert [row["answer"] for row in reader.get(path).json()["data"]] == ["Up to 200 °C."]
    assert Letter.objects.filter(kind="question_answered").count() == 1


def test_a_question_is_refused_with_a_reason(partner: Partner) -> None:
    front = storefront.open_storefront()
    path = f"/api/v1/products/{front.mug.product.public_id}/questions"
    asked = ask(partner("reviews:write"), path).json()
    keeper = partner("reviews:moderate")

    refused = keeper.post(
        f"/api/v1/questions/{asked['id']}/refusal", {"reason": "advertising"}, format="json"
    ).json()
    listed = keeper.get("/api/v1/questions?state=refused").json()["data"]

    assert (refused["state"], refused["reason"]) == ("refused", "advertising")
    assert [row["id"] for row in listed] == [asked["id"]]
    assert keeper.get("/api/v1/questions?state=erased").status_code == 400


def test_nonsense_and_missing_scopes_change_nothing(partner: Partner) -> None:
    front = storefront.open_storefront()
    path = f"/api/v1/products/{front.mug.product.public_id}/questions"
    reader, writer = partner("catalog:read"), partner("reviews:write")

    answers = [
        ask(reader, path).status_code,
        ask(writer, path, text="Why?").status_code,
        ask(writer, path, language="xx").status_code,
        ask(writer, path, email="nobody").status_code,
        writer.post(path, ASKED, format="json").status_code,
        ask(writer, "/api/v1/products/prd_none/questions").status_code,
        writer.get("/api/v1/questions").status_code,
        writer.post("/api/v1/questions/qst_none/answer", {"text": "x"}).status_code,
        partner("reviews:moderate")
        .post("/api/v1/questions/qst_none/answer", {"text": "x"}, format="json")
        .status_code,
    ]

    assert answers == [403, 400, 400, 400, 400, 404, 403, 403, 404]
    assert Question.objects.count() == 0
