"""Staff decide what shows, and answer."""

from datetime import datetime

from catalog import events
from catalog.reviews import queries, rules
from catalog.reviews.models import Review, ReviewSummary
from catalog.reviews.states import ReviewFlow
from commerce import db
from commerce.errors import Invalid
from commerce.events import outbox
from commerce.identity.actor import Actor

LONGEST_REPLY = 2000


class NoReason(Invalid):
    """Whoever refuses a review says why."""

    code = "no_reason"


class BadReply(Invalid):
    """A reply is too long."""

    code = "bad_reply"


@db.transaction_required
def approve(*, public_id: str, by: Actor, at: datetime) -> Review:
    """This shows a review to everybody and counts it.

    Raises:
        UnknownReview: when it does not exist.
        IllegalMove: when it is shown already.
    """
    row = queries.get_review(public_id)
    _move(row, "approve", reason="", by=by, at=at)
    count_anew(row.product_id)
    outbox.publish(
        events.ReviewApproved(
            product_id=row.product_id, review_id=row.pk, stars=row.stars, verified=row.verified
        ),
        at=at,
        by=by,
    )
    return row


@db.transaction_required
def reject(*, public_id: str, reason: str, by: Actor, at: datetime) -> Review:
    """This keeps a review from showing, or takes it back, and says why.

    Raises:
        UnknownReview: when it does not exist.
        NoReason: when none is given.
        IllegalMove: when it is rejected already.
    """
    why = " ".join(reason.split())[:300]
    if not why:
        message = "say why the review does not show"
        raise NoReason(message, field="reason")
    row = queries.get_review(public_id)
    was_shown = row.state == "approved"
    _move(row, "reject", reason=why, by=by, at=at)
    if was_shown:
        withdraw(row, by=by, at=at)
    return row


@db.transaction_required
def reply(*, public_id: str, text: str, by: Actor, at: datetime) -> Review:
    """This answers a review in the merchant's name; an empty text takes the answer back.

    Raises:
        UnknownReview: when it does not exist.
        BadReply: when the answer is too long.
    """
    said = text.strip()
    if len(said) > LONGEST_REPLY:
        message = f"an answer holds at most {LONGEST_REPLY} letters"
        raise BadReply(message, field="text")
    row = queries.get_review(public_id)
    row.reply, row.replied_at = said, at if said else None
    with db.speaking_as(str(by)):
        row.save(update_fields=["reply", "replied_at"])
    return row


@db.transaction_required
def withdraw(row: Review, *, by: Actor, at: datetime) -> None:
    """This takes a review that was shown out of the count and says so."""
    count_anew(row.product_id)
    outbox.publish(
        events.ReviewWithdrawn(product_id=row.product_id, review_id=row.pk), at=at, by=by
    )


@db.transaction_required
def count_anew(product_id: int) -> rules.Tally:
    """This writes a product's summary from its reviews; two who decide at once follow each other."""
    ReviewSummary.objects.get_or_create(product_id=product_id)
    ReviewSummary.objects.filter(pk=product_id).locked()
    found = queries.counts(product_id)
    one, two, three, four, five = found.stars
    small, true, large = found.fit
    ReviewSummary.objects.filter(pk=product_id).update(
        count=found.count,
        total=found.total,
        score=found.score,
        one=one,
        two=two,
        three=three,
        four=four,
        five=five,
        fit_small=small,
        fit_true=true,
        fit_large=large,
    )
    return found


def _move(row: Review, move: str, *, reason: str, by: Actor, at: datetime) -> None:
    """The reason stands in the trail and on the row, where staff see it."""
    ReviewFlow.move(row, move, by=str(by), at=at, reason=reason)
    Review.objects.filter(pk=row.pk).update(reason=reason)
    row.reason = reason
