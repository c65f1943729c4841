"""Saying how much may be promised beyond what lies there, and where few begins."""

from datetime import datetime

from commerce import db
from inventory.contracts import Limits
from inventory.stock import queries, rules
from inventory.stock.actions import announce
from inventory.stock.models import Level
from inventory.warehouses import queries as warehouses


@db.transaction_required
def set_limits(*, limits: Limits, at: datetime) -> Level:
    """This sets the limits of a level, which is made when there was none, and leaves its pieces alone.

    Raises:
        UnknownWarehouse: for a code that does not exist.
        Promised: when more is promised by now than the ceiling would allow.
    """
    place = warehouses.get_warehouse(limits.warehouse_code)
    key = {"variant_id": limits.variant_id, "warehouse_id": place.pk}
    Level.objects.bulk_create([Level(**key)], ignore_conflicts=True)
    level = Level.objects.filter(**key).locked_one()
    if level is None:
        raise Level.DoesNotExist
    before = queries.standing(level)
    after = before.limited(ceiling=limits.backorder_ceiling, low_at=limits.low_at)
    rules.check_ceiling(after)
    level.backorder_ceiling, level.low_at = limits.backorder_ceiling, limits.low_at
    level.save(update_fields=["backorder_ceiling", "low_at"])
    announce.level_changes([(before, after)], at=at)
    return level
