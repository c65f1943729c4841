"""Telling the house about stock."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from catalog import public as catalog
from catalog.contracts import SellableLevel
from commerce import db
from commerce.events import outbox
from commerce.events.facts import Fact
from inventory import events
from inventory.stock import queries, rules
from inventory.stock.models import Level
from inventory.stock.rules import Standing
from inventory.warehouses import queries as warehouses

SET = 2000


@db.transaction_required
def level_changes(
    pairs: Sequence[tuple[Standing, Standing]], *, at: datetime, channel: str = ""
) -> None:
    """This announces each level (before, after) that crossed a line of `rules.crossed`."""
    crossed = [after for before, after in pairs if rules.crossed(before, after)]
    if not crossed:
        return
    places = warehouses.places(after.warehouse_id for after in crossed)
    facts: list[Fact] = [
        events.StockLevelChanged(
            variant_id=after.variant_id,
            warehouse_code=places[after.warehouse_id].code,
            on_hand=after.on_hand,
            allocated=after.allocated,
            held=after.held,
            ships=places[after.warehouse_id].ships,
            beyond=after.beyond,
        )
        for after in crossed
    ]
    outbox.publish_all(facts, at=at, channel=channel)


@db.transaction_required
def all_levels(*, at: datetime) -> int:
    """This tells the catalogue every level as it is now, without facts: for seeds, upgrades and repairs.

    Returns how many there are.
    """
    told = 0
    for rows in _sets():
        catalog.note_stock(levels=[_sellable(row) for row in rows], at=at)
        told += len(rows)
    return told


def _sets() -> Iterator[list[Level]]:
    levels, last = Level.objects.select_related("warehouse").order_by("pk"), 0
    while rows := list(levels.filter(pk__gt=last)[:SET]):
        yield rows
        last = rows[-1].pk


def _sellable(row: Level) -> SellableLevel:
    return SellableLevel(
        variant_id=row.variant_id,
        warehouse_code=row.warehouse.code,
        pieces=row.on_hand - row.allocated - row.held,
        ships=row.warehouse.ships,
        beyond=queries.standing(row).beyond,
    )
