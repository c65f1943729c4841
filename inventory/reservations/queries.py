"""Reading what is set aside."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Sum, Window

from commerce import db
from commerce.errors import NotFound
from inventory import contracts
from inventory.reservations.models import Reservation, ReservedLine
from inventory.stock import queries as stock
from inventory.stock.models import Level, Movement


class NoSuchLevel(NotFound):
    """Nothing of the variant was ever kept at the warehouse."""

    code = "no_such_level"


def live_reservation(*, reference: str = "", order_number: str = "") -> Reservation | None:
    """This finds the live reservation of a reference or an order."""
    wanted = {"order_number": order_number} if order_number else {"reference": reference}
    return Reservation.objects.live().filter(**wanted).first()


@db.transaction_required
def locked_reservation(*, reference: str = "", order_number: str = "") -> Reservation | None:
    """This locks the live reservation of a reference or an order."""
    wanted = {"order_number": order_number} if order_number else {"reference": reference}
    return Reservation.objects.live().filter(**wanted).locked_one()


def open_lines(reservation: Reservation) -> list[ReservedLine]:
    """This lists the lines that still set pieces aside, by level."""
    lines = reservation.lines.filter(open__gt=0).select_related("warehouse")
    return list(lines.order_by("level_id"))


def held_pieces(reference: str) -> dict[tuple[int, str], int]:
    """This tells what a reference has set aside until a deadline: (variant, warehouse code) -> pieces."""
    lines = ReservedLine.objects.filter(
        reservation__reference=reference, reservation__state="held", open__gt=0
    )
    found = lines.values_list("variant_id", "warehouse__code", "open")
    return {(variant, code): pieces for variant, code, pieces in found}


def allocated(lines: Sequence[ReservedLine]) -> tuple[contracts.Allocated, ...]:
    """This turns lines (with warehouses) into the value that crosses the door."""
    return tuple(
        contracts.Allocated(
            variant_id=line.variant_id,
            warehouse_id=line.warehouse_id,
            warehouse_code=line.warehouse.code,
            quantity=line.open,
        )
        for line in lines
    )


def explain(*, variant_id: int, warehouse_code: str, most: int = 200) -> contracts.Explanation:
    """This answers "why is this 47?": the movements with running sums, and every live promise.

    Raises:
        NoSuchLevel: when nothing of the variant was ever kept there.
    """
    level = stock.levels(variant_ids=[variant_id]).filter(warehouse__code=warehouse_code).first()
    if level is None:
        message = f"nothing of this was ever kept at {warehouse_code!r}"
        raise NoSuchLevel(message)
    rows = Movement.objects.filter(variant_id=variant_id, warehouse_id=level.warehouse_id)
    balance = Window(Sum("quantity"), order_by="id")
    newest = list(rows.annotate(balance=balance).order_by("-id")[:most])
    return contracts.Explanation(
        level=stock.as_contract(level),
        movements=tuple(_movement_line(row, row.balance) for row in newest),
        promises=_promises(level),
        earlier=rows.count() - len(newest),
    )


def faults() -> list[str]:
    """This checks the books of stock (invariants 8, 9, 10) and words every difference.

    On hand is the sum of movements, allocated and held are the sums of live reservations, transfers
    add up to nothing, and no hold lives long past its deadline.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FAULTS)
        return [str(text) for (text,) in cursor.fetchall()]


_FAULTS = """
    WITH moved AS (
        SELECT variant_id, warehouse_id, sum(quantity) AS pieces
          FROM inventory_movement GROUP BY 1, 2
    ), promised AS (
        SELECT l.level_id,
               COALESCE(sum(l.open) FILTER (WHERE r.state = 'held'), 0) AS held,
               COALESCE(sum(l.open) FILTER (WHERE r.state = 'firm'), 0) AS allocated
          FROM inventory_reservedline l JOIN inventory_reservation r ON r.id = l.reservation_id
         WHERE l.open > 0 GROUP BY 1
    )
    SELECT format('invariant 8: variant %s at warehouse %s has %s on hand, its movements add up to %s',
                  COALESCE(v.variant_id, m.variant_id), COALESCE(v.warehouse_id, m.warehouse_id),
                  v.on_hand, COALESCE(m.pieces, 0))
      FROM inventory_level v FULL JOIN moved m USING (variant_id, warehouse_id)
     WHERE v.on_hand IS DISTINCT FROM COALESCE(m.pieces, 0)
    UNION ALL
    SELECT format('invariant 8: level %s (variant %s) has %s allocated and %s held, its reservations say %s and %s',
                  v.id, v.variant_id, v.allocated, v.held,
                  COALESCE(p.allocated, 0), COALESCE(p.held, 0))
      FROM inventory_level v LEFT JOIN promised p ON p.level_id = v.id
     WHERE v.allocated <> COALESCE(p.allocated, 0) OR v.held <> COALESCE(p.held, 0)
    UNION ALL
    SELECT format('invariant 9: level %s (variant %s) promises %s of %s', v.id, v.variant_id,
                  v.allocated + v.held, v.on_hand + v.backorder_ceiling)
      FROM inventory_level v
     WHERE v.on_hand < 0 OR v.allocated < 0 OR v.held < 0
        OR v.allocated + v.held > v.on_hand + v.backorder_ceiling
    UNION ALL
    SELECT format('invariant 8: transfers of variant %s make %s pieces', variant_id, sum(quantity))
      FROM inventory_movement WHERE kind = 'transferred' GROUP BY variant_id HAVING sum(quantity) <> 0
    UNION ALL
    SELECT format('invariant 10: reservation %s is %s but has %s pieces set aside', r.id, r.state, sum(l.open))
      FROM inventory_reservation r JOIN inventory_reservedline l ON l.reservation_id = r.id
     WHERE r.state NOT IN ('held', 'firm') GROUP BY r.id, r.state HAVING sum(l.open) > 0
    UNION ALL
    SELECT format('invariant 10: hold %s should have ended at %s', r.reference, r.until)
      FROM inventory_reservation r
     WHERE r.state = 'held' AND r.until < clock_timestamp() - interval '10 minutes'
"""


def _movement_line(row: Movement, balance: int) -> contracts.MovementLine:
    return contracts.MovementLine(
        movement_id=row.pk,
        at=row.at,
        kind=row.kind,
        quantity=row.quantity,
        balance=balance,
        document=row.document,
        order_number=row.order_number,
        reason=row.reason,
        by=row.by,
        unit_cost=row.unit_cost,
    )


def _promises(level: Level) -> tuple[contracts.PromiseLine, ...]:
    lines = ReservedLine.objects.filter(level=level, open__gt=0).select_related("reservation")
    return tuple(
        contracts.PromiseLine(
            kind="held" if line.reservation.state == "held" else "allocated",
            reference=line.reservation.reference,
            order_number=line.reservation.order_number,
            quantity=line.open,
            since=line.reservation.created_at,
            until=line.reservation.until,
        )
        for line in lines.order_by("id")
    )
