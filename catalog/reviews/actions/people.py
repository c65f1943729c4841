"""What orders tell about purchases, and what becomes of people's reviews when they go or unite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog.assets import actions as assets
from catalog.reviews import queries
from catalog.reviews.actions import deciding
from catalog.reviews.models import Purchase, Review, ReviewPhoto
from catalog.reviews.states import ReviewFlow
from commerce import db
from commerce.identity.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A line of an order."""

    line_id: int
    product_id: int
    variant_id: int
    sku: str


@db.transaction_required
def remember_purchase(
    *, order_number: str, customer_id: int | None, lines: Sequence[Bought]
) -> None:
    """This notes what an order bought; heard twice, it is the same."""
    Purchase.objects.bulk_create(
        [
            Purchase(
                line_id=line.line_id,
                order_number=order_number,
                customer_id=customer_id,
                product_id=line.product_id,
                variant_id=line.variant_id,
                sku=line.sku,
            )
            for line in lines
        ],
        ignore_conflicts=True,
    )


@db.transaction_required
def note_parcel(*, parcel_id: int, line_ids: Sequence[int]) -> None:
    """This notes in which parcel lines travel; the first one counts."""
    rows = Purchase.objects.filter(pk__in=line_ids, parcel_id__isnull=True)
    rows.update(parcel_id=parcel_id)


@db.transaction_required
def note_delivery(*, parcel_id: int, at: datetime) -> None:
    """This notes that a parcel arrived: whoever bought what it held may say "verified"."""
    rows = Purchase.objects.filter(parcel_id=parcel_id, delivered_at__isnull=True)
    rows.update(delivered_at=at)


@db.transaction_required
def move_customer(*, from_id: int, into_id: int) -> None:
    """Two customers are one: so are their purchases and reviews."""
    Purchase.objects.filter(customer_id=from_id).update(customer_id=into_id)
    Review.objects.filter(customer_id=from_id).update(customer_id=into_id)


@db.transaction_required
def erase_customer(*, customer_id: int, by: Actor, at: datetime) -> None:
    """This takes a person's reviews away, with name, words and pictures; only the fact of a move stays."""
    rows = Review.objects.filter(customer_id=customer_id).exclude(state="erased").locked()
    photos = queries.assets_of([row.pk for row in rows])
    ReviewPhoto.objects.filter(review__in=rows).delete()
    for row in rows:
        was_shown = row.state == "approved"
        ReviewFlow.move(
            row,
            "erase",
            by=str(by),
            at=at,
            fit="",
            title="",
            text="",
            name="",
            reply="",
            customer_id=None,
            photo_count=0,
        )
        if was_shown:
            deciding.withdraw(row, by=by, at=at)
    Purchase.objects.filter(customer_id=customer_id).update(customer_id=None)
    assets.discard(asset_ids=photos)
