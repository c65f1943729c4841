"""Promising pieces, and taking promises back: all levels in one conditional statement, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commerce import db
from commerce.errors import Conflict
from inventory.stock.actions import announce
from inventory.stock.rules import Standing


class Overtaken(Conflict):
    """Somebody else promised the pieces since the plan was made; plan again."""

    code = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How much the promises at one level go up or down."""

    level_id: int
    held: int = 0
    allocated: int = 0


# The rows are locked in key order before any of them changes, so two buyers with the same goods in
# another order wait instead of embracing. Locking reads the newest version of each row; the verdict
# over all of them decides whether anything is written at all. NO KEY, because new rows that point to a
# level share its key, which must not make them wait.
_CHANGE = """
    WITH wanted AS (
        SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS w(id, held, allocated)
    ), locked AS MATERIALIZED (
        SELECT l.id, w.held AS more_held, w.allocated AS more_allocated,
               (w.held + w.allocated <= 0 OR l.backorder_ceiling IS NULL
                OR l.on_hand + l.backorder_ceiling - l.allocated - l.held >= w.held + w.allocated)
               AS possible
          FROM inventory_level l JOIN wanted w ON w.id = l.id
         ORDER BY l.id FOR NO KEY UPDATE OF l
    ), verdict AS (
        SELECT bool_and(possible) AS possible FROM locked
    )
    UPDATE inventory_level l
       SET held = l.held + k.more_held, allocated = l.allocated + k.more_allocated
      FROM locked k, verdict v
     WHERE l.id = k.id AND v.possible
    RETURNING l.id, l.variant_id, l.warehouse_id, l.on_hand, l.allocated, l.held,
              l.backorder_ceiling, l.low_at, k.more_held, k.more_allocated
"""


@db.transaction_required
def change_promises(*, changes: Sequence[Change], channel: str, at: datetime) -> None:
    """This moves the promises of many levels together and tells who cares when a line is crossed.

    Changes of one level are merged. When it refuses, the locks it took last until the caller's savepoint
    or transaction ends.

    Raises:
        Overtaken: when any level has less to promise than asked; nothing is changed then.
    """
    merged = _merged(changes)
    if not merged:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _CHANGE,
            [
                [one.level_id for one in merged],
                [one.held for one in merged],
                [one.allocated for one in merged],
            ],
        )
        rows = cursor.fetchall()
    if len(rows) != len(merged):
        message = "the goods were promised to somebody else just now"
        raise Overtaken(message, retry=True)
    pairs = []
    for *numbers, more_held, more_allocated in rows:
        after = _standing(numbers)
        pairs.append((after.moved(held=-more_held, allocated=-more_allocated), after))
    announce.level_changes(pairs, channel=channel, at=at)


def _merged(changes: Sequence[Change]) -> list[Change]:
    sums: dict[int, tuple[int, int]] = {}
    for one in changes:
        held, allocated = sums.get(one.level_id, (0, 0))
        sums[one.level_id] = held + one.held, allocated + one.allocated
    return [
        Change(level_id=level, held=held, allocated=allocated)
        for level, (held, allocated) in sorted(sums.items())
        if held or allocated
    ]


def _standing(numbers: Sequence[int]) -> Standing:
    level, variant, warehouse, on_hand, allocated, held, ceiling, low_at = numbers
    return Standing(
        level_id=level,
        variant_id=variant,
        warehouse_id=warehouse,
        on_hand=on_hand,
        allocated=allocated,
        held=held,
        ceiling=ceiling,
        low_at=low_at,
    )
