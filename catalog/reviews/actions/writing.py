"""Somebody writes a review."""

from collections.abc import Sequence
from datetime import datetime

from catalog.products.models import Product, Variant
from catalog.reviews import rules
from catalog.reviews.models import Purchase, Review, ReviewPhoto
from catalog.sizing import queries as sizing
from commerce import db


@db.transaction_required
def write(
    *,
    product: Product,
    words: rules.Words,
    photos: Sequence[int],
    purchase: Purchase | None,
    customer_id: int | None,
    at: datetime,
) -> Review:
    """This keeps a review until staff have read it; `photos` are asset ids.

    It counts as verified when the purchase it belongs to was delivered.

    Raises:
        BadReview: when stars, text or name make no sense, there are too many pictures, or it tells how
            a product fits that nobody asks about.
        AlreadyReviewed: when the purchase has its review.
    """
    said = rules.check(words)
    if len(photos) > rules.MOST_PHOTOS:
        message = f"a review shows at most {rules.MOST_PHOTOS} pictures"
        raise rules.BadReview(message, field="photos")
    if said.fit and not sizing.asks_fit(product.pk):
        message = "nobody asks how this product fits"
        raise rules.BadReview(message, field="fit")
    bought = _locked(purchase)
    if bought is not None and Review.objects.filter(purchase=bought).exists():
        message = "there is a review of this purchase already"
        raise rules.AlreadyReviewed(message)
    variant = Variant.objects.filter(pk=bought.variant_id).first() if bought else None
    row = Review.objects.create(
        product=product,
        variant=variant,
        purchase=bought,
        customer_id=bought.customer_id if bought and bought.customer_id else customer_id,
        verified=bought is not None and bought.delivered_at is not None,
        stars=said.stars,
        fit=said.fit,
        title=said.title,
        text=said.text,
        name=said.name,
        language=said.language,
        photo_count=len(set(photos)),
        written_at=at,
    )
    ReviewPhoto.objects.bulk_create(
        ReviewPhoto(review=row, asset_id=asset_id, position=place)
        for place, asset_id in enumerate(dict.fromkeys(photos))
    )
    return row


def _locked(purchase: Purchase | None) -> Purchase | None:
    """Two browser tabs that send at once follow each other."""
    if purchase is None:
        return None
    rows = Purchase.objects.filter(pk=purchase.pk).order_by("pk").select_for_update()
    return rows.first()
