"""Writes of boxes."""

from collections.abc import Sequence
from datetime import datetime

from catalog.boxes import queries, rules
from catalog.boxes.models import BoxLine
from catalog.products import actions as products
from commerce import db
from commerce.identity.actor import Actor


@db.transaction_required
def pack(*, product_id: int, lines: Sequence[rules.Line], by: Actor, at: datetime) -> None:
    """This says what is in the box of a product, in order; what was said before goes.

    Raises:
        UnknownProduct: when it does not exist.
        BadBox: when a line cannot be.
    """
    kept = rules.check(lines)
    products.locked_product(product_id)
    there = queries.lines_of([product_id]).get(product_id, [])
    if there == [(line.quantity, line.words) for line in kept]:
        return
    BoxLine.objects.filter(product_id=product_id).delete()
    BoxLine.objects.bulk_create(
        BoxLine(
            product_id=product_id, quantity=line.quantity, words=dict(line.words), position=place
        )
        for place, line in enumerate(kept)
    )
    products.touch([product_id], by=by, at=at)
