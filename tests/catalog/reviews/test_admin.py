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


def test_what_waits_comes_first_and_buttons_fit_the_state(client: Client) -> None:
    front = storefront.open_storefront()
    waiting = build.make_review(front.mug.product, approved=False, title="Old and unread")
    shown = build.make_review(front.mug.product, title="New and shown")
    staff = _staff(client)

    queue = staff.get(reverse("admin:catalog_review_changelist")).content.decode()
    unread = staff.get(reverse("admin:catalog_review_change", args=[waiting.pk])).content.decode()
    read = staff.get(reverse("admin:catalog_review_change", args=[shown.pk])).content.decode()

    assert queue.index("Old and unread") < queue.index("New and shown")
    approve, reject = (
        reverse(f"admin:catalog_review_{name}", args=[row.pk])
        for name, row in (("approve", waiting), ("reject", shown))
    )
    assert approve in unread
    assert reverse("admin:catalog_review_approve", args=[shown.pk]) not in read
    assert reject in read


def test_an_answer_is_written_in_lines_and_found_again_when_it_is_changed(client: Client) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product)
    staff = _staff(client)
    path = reverse("admin:catalog_review_reply", args=[row.pk])
    staff.post(path, {"text": "Thank you.\n\nWe wrote to you."})

    page = staff.get(path).content.decode()

    assert "<textarea" in page
    assert "Thank you.\n\nWe wrote to you.</textarea>" in page
