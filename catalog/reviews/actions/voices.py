"""Visitors say that a review helped, or that something is wrong with it."""

from datetime import datetime

from django.db.models import F

from catalog.reviews import queries, rules
from catalog.reviews.models import Review, ReviewVoice
from commerce import db


@db.transaction_required
def find_helpful(*, public_id: str, visitor: str, at: datetime) -> Review:
    """This counts a visitor's "helpful" once; said again it is taken back.

    Raises:
        UnknownReview: when nobody may read it.
    """
    row = queries.get_shown(public_id)
    _, fresh = ReviewVoice.objects.get_or_create(
        review=row, visitor=visitor, kind="helpful", defaults={"said_at": at}
    )
    if not fresh:
        ReviewVoice.objects.filter(review=row, visitor=visitor, kind="helpful").delete()
    Review.objects.filter(pk=row.pk).update(helpful=F("helpful") + (1 if fresh else -1))
    row.refresh_from_db(fields=["helpful"])
    return row


@db.transaction_required
def report(*, public_id: str, visitor: str, reason: str, at: datetime) -> Review:
    """This tells staff that something is wrong with a review; once per visitor.

    Raises:
        UnknownReview: when nobody may read it.
        BadReview: for a reason nobody knows.
    """
    if reason not in rules.REPORTS:
        message = f"a reason is one of {', '.join(rules.REPORTS)}"
        raise rules.BadReview(message, field="reason")
    row = queries.get_shown(public_id)
    _, fresh = ReviewVoice.objects.get_or_create(
        review=row, visitor=visitor, kind="report", defaults={"said_at": at, "reason": reason}
    )
    if fresh:
        Review.objects.filter(pk=row.pk).update(reports=F("reports") + 1)
    return row
