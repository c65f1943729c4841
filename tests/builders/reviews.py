"""Builders for what shoppers say."""

from typing import Any

from catalog.products.models import Product
from catalog.reviews import rules
from catalog.reviews.actions import deciding, people, writing
from catalog.reviews.models import Purchase, Review
from commerce import db
from commerce.identity.actor import system
from tests.builders.commerce import AT

BY = system("tests")
TEXT = "It holds tea and looks good while it does so."


def make_words(**over: Any) -> rules.Words:
    """This makes the words of a review that may be shown."""
    said: dict[str, Any] = {
        "stars": 5,
        "title": "Lovely",
        "text": TEXT,
        "name": "Ada",
        "language": "en",
    }
    return rules.Words(**(said | over))


def make_review(
    product: Product,
    *,
    approved: bool = True,
    purchase: Purchase | None = None,
    customer_id: int | None = None,
    photos: tuple[int, ...] = (),
    **words: Any,
) -> Review:
    """This writes a review, and lets it show unless told otherwise."""
    with db.transaction():
        row = writing.write(
            product=product,
            words=make_words(**words),
            photos=photos,
            purchase=purchase,
            customer_id=customer_id,
            at=AT,
        )
    if approved:
        with db.transaction():
            deciding.approve(public_id=row.public_id, by=BY, at=AT)
    row.refresh_from_db()
    return row


def make_purchase(
    product: Product, *, line_id: int = 1, customer_id: int | None = 7, delivered: bool = True
) -> Purchase:
    """This remembers that somebody bought the product's first variant."""
    variant = product.variants.order_by("position", "pk")[0]
    with db.transaction():
        people.remember_purchase(
            order_number=f"EU-{line_id}",
            customer_id=customer_id,
            lines=[
                people.Bought(
                    line_id=line_id,
                    product_id=product.pk,
                    variant_id=variant.pk,
                    sku=variant.sku,
                )
            ],
        )
        if delivered:
            people.note_parcel(parcel_id=line_id, line_ids=[line_id])
            people.note_delivery(parcel_id=line_id, at=AT)
    return Purchase.objects.get(pk=line_id)
