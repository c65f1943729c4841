"""Writing, deciding, voices and forgetting."""

from collections.abc import Callable
from datetime import datetime

import pytest

from catalog.models import Listing, Review, ReviewPhoto, ReviewSummary, ReviewVoice
from catalog.reviews import rules
from catalog.reviews.actions import deciding, people, voices
from commerce import db
from commerce.identity.actor import Actor
from commerce.states import IllegalMove
from tests.builders import reviews as build
from tests.builders import storefront
from tests.builders.orders import STAFF

pytestmark = pytest.mark.django_db


def test_a_review_waits_for_staff(facts: Callable[[], list[str]]) -> None:
    """P9: nothing shows before it was read."""
    front = storefront.open_storefront()
    before = facts()

    row = build.make_review(front.mug.product, approved=False)

    assert (row.state, row.verified, row.variant_id) == ("pending", False, None)
    assert ReviewSummary.objects.count() == 0
    assert facts() == before


def test_a_delivered_purchase_is_verified_once() -> None:
    """P9: the badge is learned from the order's facts, and one purchase speaks once."""
    front = storefront.open_storefront()
    bought = build.make_purchase(front.mug.product)

    row = build.make_review(front.mug.product, purchase=bought)

    assert (row.verified, row.variant_id, row.customer_id) == (True, front.mug.pk, 7)
    with pytest.raises(rules.AlreadyReviewed):
        build.make_review(front.mug.product, purchase=bought)
    assert Review.objects.count() == 1


def test_a_purchase_on_its_way_is_not_verified() -> None:
    front = storefront.open_storefront()
    bought = build.make_purchase(front.mug.product, delivered=False)

    assert build.make_review(front.mug.product, purchase=bought).verified is False


def test_approving_counts_and_reaches_lists(deliver: Callable[[], int], at: datetime) -> None:
    """The fact ReviewApproved carries average and count into card, sheet, tokens and order."""
    front = storefront.open_storefront()
    build.make_review(front.mug.product, stars=5)
    build.make_review(front.mug.product, stars=4)

    deliver()
    storefront.light()

    row = Listing.objects.filter(product_id=front.mug.product_id, language="en").first()
    assert row is not None
    assert '"rating":{"average":"4.5","count":2}' in row.card
    assert '"rating":{"average":"4.5","count":2,"stars":[0,0,0,1,1],"fit":null}' in row.sheet
    assert {"rating:2", "rating:3", "rating:4"} <= set(row.tokens)
    assert row.rating == 379


def test_taking_back_recounts(facts: Callable[[], list[str]], actor: Actor, at: datetime) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product, stars=1)

    with db.transaction():
        deciding.reject(public_id=row.public_id, reason="advertising", by=actor, at=at)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("rejected", "advertising")
    assert ReviewSummary.objects.get().count == 0
    assert facts()[-2:] == ["catalog.review_approved", "catalog.review_withdrawn"]


def test_refuses_without_reason_and_twice(actor: Actor, at: datetime) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product)

    with pytest.raises(deciding.NoReason), db.transaction():
        deciding.reject(public_id=row.public_id, reason="  ", by=actor, at=at)
    with pytest.raises(IllegalMove), db.transaction():
        deciding.approve(public_id=row.public_id, by=actor, at=at)

    row.refresh_from_db()
    assert row.state == "approved"
    assert ReviewSummary.objects.get().count == 1


def test_helpful_counts_once_per_visitor_and_can_be_taken_back(at: datetime) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product)

    counts = []
    for visitor in ("a", "b", "a"):
        with db.transaction():
            counts.append(
                voices.find_helpful(public_id=row.public_id, visitor=visitor, at=at).helpful
            )

    assert counts == [1, 2, 1]


def test_reports_count_once_per_visitor(at: datetime) -> None:
    front = storefront.open_storefront()
    row = build.make_review(front.mug.product)

    for _ in range(2):
        with db.transaction():
            voices.report(public_id=row.public_id, visitor="a", reason="untrue", at=at)

    row.refresh_from_db()
    assert (row.reports, ReviewVoice.objects.count()) == (1, 1)


def test_an_erased_customer_takes_reviews_along(actor: Actor, at: datetime) -> None:
    """CustomerErased: name, words and pictures go, and the count follows."""
    front = storefront.open_storefront()
    bought = build.make_purchase(front.mug.product)
    row = build.make_review(front.mug.product, purchase=bought)
    other = build.make_review(front.mug.product, stars=3)

    with db.transaction():
        people.erase_customer(customer_id=7, by=STAFF, at=at)

    row.refresh_from_db()
    bought.refresh_from_db()
    assert (row.state, row.name, row.text, row.title, row.customer_id) == (
        "erased",
        "",
        "",
        "",
        None,
    )
    assert bought.customer_id is None
    assert ReviewPhoto.objects.count() == 0
    assert ReviewSummary.objects.get().count == 1
    other.refresh_from_db()
    assert other.state == "approved"
