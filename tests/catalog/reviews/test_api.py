"""Reviews for partners."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from catalog.models import Review
from tests.builders import reviews as build
from tests.builders import storefront

pytestmark = pytest.mark.django_db
Partner = Callable[..., APIClient]


def test_lists_what_shows_on_a_product(partner: Partner) -> None:
    front = storefront.open_storefront()
    shown = build.make_review(front.mug.product)
    build.make_review(front.mug.product, approved=False)
    client = partner("catalog:read")

    found = client.get(f"/api/v1/products/{front.mug.product.public_id}/reviews").json()

    assert [one["id"] for one in found["data"]] == [shown.public_id]
    assert found["data"][0]["stars"] == 5
    assert found["has_more"] is False


def test_moderates_by_api(partner: Partner) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product, approved=False)
    client = partner("reviews:moderate")

    waiting = client.get("/api/v1/reviews").json()["data"]
    approved = client.post(f"/api/v1/reviews/{row.public_id}/approval")
    again = client.post(f"/api/v1/reviews/{row.public_id}/approval")
    reply = client.put(
        f"/api/v1/reviews/{row.public_id}/reply", {"text": "Thank you!"}, format="json"
    )
    gone = client.post(
        f"/api/v1/reviews/{row.public_id}/rejection", {"reason": "untrue"}, format="json"
    )

    assert [one["id"] for one in waiting] == [row.public_id]
    assert (approved.status_code, approved.json()["state"]) == (200, "approved")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert reply.json()["reply"] == "Thank you!"
    assert (gone.json()["state"], gone.json()["reason"]) == ("rejected", "untrue")


def test_a_key_without_the_scope_changes_nothing(partner: Partner) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product, approved=False)
    client = partner("catalog:read", "catalog:write")

    answers = [
        client.get("/api/v1/reviews").status_code,
        client.post(f"/api/v1/reviews/{row.public_id}/approval").status_code,
        client.post(f"/api/v1/reviews/{row.public_id}/rejection", {"reason": "x"}).status_code,
    ]

    assert answers == [403, 403, 403]
    assert Review.objects.get().state == "pending"


def test_an_unknown_state_is_named(partner: Partner) -> None:
    storefront.open_storefront()

    answer = partner("reviews:moderate").get("/api/v1/reviews", {"state": "lost"})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_partners_send_reviews_in_and_they_wait(partner: Partner) -> None:
    front = storefront.open_storefront()
    path = f"/api/v1/products/{front.mug.product.public_id}/reviews"
    body = {"stars": 5, "text": "Holds its heat, sits well.", "name": "Ada", "language": "de"}
    writer = partner("reviews:write")

    sent = writer.post(path, body, format="json", headers={"Idempotency-Key": "r-1"})
    again = writer.post(path, body, format="json", headers={"Idempotency-Key": "r-1"})
    refused = [
        partner("catalog:read").post(path, body, format="json").status_code,
        writer.post(path, body, format="json").status_code,
        writer.post(
            path, body | {"stars": 6}, format="json", headers={"Idempotency-Key": "r-2"}
        ).status_code,
        writer.post(
            path, body | {"language": "xx"}, format="json", headers={"Idempotency-Key": "r-3"}
        ).status_code,
    ]

    assert (sent.status_code, sent.json()["state"], sent.json()["verified"]) == (
        201, "pending", False,
    )  # fmt: skip
    assert again.json() == sent.json()
    assert refused == [403, 400, 400, 400]
    assert Review.objects.count() == 1
    assert partner("catalog:read").get(path).json()["data"] == []
