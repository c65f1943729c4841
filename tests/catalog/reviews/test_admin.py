"""The moderation queue of staff."""

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Review
from commerce.audit import trail
from tests.builders import reviews as build
from tests.builders import storefront
from tests.builders.commerce import make_user

pytestmark = pytest.mark.django_db


def _staff(client: Client, *, owner: bool = True) -> Client:
    client.force_login(make_user("mina@example.com", is_staff=True, is_superuser=owner))
    return client


def test_approves_rejects_and_answers_with_buttons(client: Client) -> None:
    """Each decision stands in the trail with who made it and why."""
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product, approved=False)
    staff = _staff(client)

    staff.post(reverse("admin:catalog_review_approve", args=[row.pk]))
    row.refresh_from_db()
    approved = row.state
    staff.post(reverse("admin:catalog_review_reply", args=[row.pk]), {"text": "Thank you"})
    staff.post(reverse("admin:catalog_review_reject", args=[row.pk]), {"reason": "untrue"})

    row.refresh_from_db()
    moves = trail.moves_of(row)
    assert (approved, row.state, row.reply) == ("approved", "rejected", "Thank you")
    assert [(one.move, one.reason) for one in moves] == [("approve", ""), ("reject", "untrue")]
    assert "mina" in moves[0].by
    page = staff.get(reverse("admin:catalog_review_change", args=[row.pk]))
    assert "untrue" in page.content.decode()


def test_approves_many_at_once(client: Client) -> None:
    front = storefront.open_storefront()
    rows = [build.make_review(front.mug.product, approved=False) for _ in range(3)]

    _staff(client).post(
        reverse("admin:catalog_review_changelist"),
        {"action": "approve_many", "_selected_action": [row.pk for row in rows]},
    )

    assert set(Review.objects.values_list("state", flat=True)) == {"approved"}


def test_staff_without_the_right_decide_nothing(client: Client) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product, approved=False)
    staff = _staff(client, owner=False)

    answer = staff.post(reverse("admin:catalog_review_approve", args=[row.pk]))

    row.refresh_from_db()
    assert answer.status_code in {302, 403}
    assert row.state == "pending"
