"""Telling the house about stock."""

from collections.abc import Sequence
from datetime import datetime

from commerce import db
from commerce.events import outbox
from commerce.events.facts import Fact
from inventory import events
from inventory.stock import rules
from inventory.stock.rules import Standing
from inventory.warehouses import queries as warehouses


@db.transaction_required
def level_changes(
    pairs: Sequence[tuple[Standing, Standing]], *, at: datetime, channel: str = ""
) -> None:
    """This announces each level (before, after) that crossed from none to few to plenty, or back."""
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
        )
        for after in crossed
    ]
    outbox.publish_all(facts, at=at, channel=channel)
