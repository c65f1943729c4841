"""Writes about the end of a product's life."""

from datetime import datetime

from catalog.lifecycle import queries, rules
from catalog.products import actions as products
from catalog.products.models import Product
from commerce import db
from commerce.identity.actor import Actor


@db.transaction_required
def name_successor(
    *, product_id: int, successor_id: int | None, farewell: str, by: Actor, at: datetime
) -> Product:
    """This says what comes after a product, and what its address answers once it is sold no more.

    Raises:
        UnknownProduct: when one of both does not exist.
        BadSuccessor: for an unknown farewell, and when a product would come after itself.
    """
    kept = rules.check_farewell(farewell)
    if successor_id is not None:
        # In key order, so that two who point at each other at once do not wait for each other.
        for key in sorted({product_id, successor_id}):
            products.locked_product(key)
        rules.check_successor(
            product_id=product_id, successor_id=successor_id, after=queries.followers(successor_id)
        )
    row = products.locked_product(product_id)
    row.successor_id, row.farewell = successor_id, kept
    row.save(update_fields=["successor", "farewell"])
    products.touch([product_id], by=by, at=at)
    return row


@db.transaction_required
def retire(
    *, product_id: int, successor_id: int | None, farewell: str, by: Actor, at: datetime
) -> None:
    """This ends a product's life and says what comes after it.

    Raises:
        UnknownProduct, BadSuccessor: as for `name_successor`.
        IllegalMove: when it is retired already.
    """
    name_successor(
        product_id=product_id, successor_id=successor_id, farewell=farewell, by=by, at=at
    )
    products.retire(product_id=product_id, by=by, at=at)
