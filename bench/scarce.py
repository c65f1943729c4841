"""python -m bench.scarce SKU PIECES: leave so many pieces of one article, in one warehouse."""

import sys

import django

django.setup()

from catalog import public as catalog  # noqa: E402
from commerce import clock, db  # noqa: E402
from commerce.identity.actor import system  # noqa: E402
from inventory import public as inventory  # noqa: E402


def main(sku: str, pieces: int) -> None:
    """This counts stock down by the same action that staff use."""
    variant_id = catalog.variant_ids(skus=[sku])[sku]
    left = pieces
    for level in inventory.levels(variant_ids=[variant_id]):
        keep, left = left, 0
        change = keep - (level.on_hand - level.allocated - level.held)
        if not change:
            continue
        with db.transaction():
            inventory.adjust(
                variant_id=variant_id,
                warehouse_code=level.warehouse_code,
                quantity_delta=change,
                reason="count",
                at=clock.now(),
                by=system("bench"),
            )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
