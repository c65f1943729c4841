"""Parcels that left before we kept stock here, in bulk: for seeds and imports."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from commerce import db
from commerce.identity.actor import Actor
from inventory.contracts import PastParcel
from inventory.shipping.models import DeliveryMethod, Parcel, ParcelLine
from inventory.stock.models import Movement
from inventory.warehouses import queries as warehouses

BATCH = 2000
# Past goods came in shortly before they left: the shelf ends as full as it was.
CAME_IN = timedelta(days=9)


@db.transaction_required
def record_past_parcels(*, parcels: Sequence[PastParcel], by: Actor) -> dict[str, int]:
    """This writes parcels with what came in for them and what left; {order number: parcel id}.

    One parcel per order. Levels end where they were; nothing is announced.

    Raises:
        UnknownWarehouse: for a code that does not exist.
    """
    places = warehouses.warehouse_ids(one.warehouse_code for one in parcels)
    methods = {row.code: row.pk for row in DeliveryMethod.objects.all()}
    rows = Parcel.objects.bulk_create(
        [_parcel(one, places[one.warehouse_code], methods.get(one.method)) for one in parcels],
        batch_size=BATCH,
    )
    ParcelLine.objects.bulk_create(
        [
            ParcelLine(parcel=row, variant_id=line.variant_id, quantity=line.quantity)
            for one, row in zip(parcels, rows, strict=True)
            for line in one.lines
        ],
        batch_size=BATCH,
    )
    # All receipts before all issues: whatever the batches, no level falls below zero.
    Movement.objects.bulk_create(list(_receipts(parcels, places, by=by)), batch_size=BATCH)
    Movement.objects.bulk_create(
        [
            Movement(
                at=one.dispatched_at,
                variant_id=line.variant_id,
                warehouse_id=places[one.warehouse_code],
                kind="issued",
                quantity=-line.quantity,
                unit_cost_minor=cost.minor,
                currency=cost.currency,
                document=f"parcel:{row.public_id}",
                order_number=one.order_number,
                by=str(by),
            )
            for one, row in zip(parcels, rows, strict=True)
            for line, cost in zip(one.lines, one.unit_costs, strict=True)
        ],
        batch_size=BATCH,
    )
    return {one.order_number: row.pk for one, row in zip(parcels, rows, strict=True)}


def _receipts(
    parcels: Sequence[PastParcel], places: dict[str, int], *, by: Actor
) -> Iterator[Movement]:
    """Yield one receipt per article, warehouse and month, ahead of the month's first parcel."""
    months: dict[tuple[int, str, str], list[PastParcel]] = {}
    for one in sorted(parcels, key=lambda one: one.dispatched_at):
        for line in one.lines:
            key = (line.variant_id, one.warehouse_code, f"{one.dispatched_at:%Y-%m}")
            months.setdefault(key, []).append(one)
    for (variant_id, code, month), served in months.items():
        wanted = [
            (line.quantity, cost)
            for one in served
            for line, cost in zip(one.lines, one.unit_costs, strict=True)
            if line.variant_id == variant_id
        ]
        yield Movement(
            at=served[0].dispatched_at - CAME_IN,
            variant_id=variant_id,
            warehouse_id=places[code],
            kind="received",
            quantity=sum(quantity for quantity, _ in wanted),
            unit_cost_minor=wanted[0][1].minor,
            currency=wanted[0][1].currency,
            document=f"delivery {month}",
            by=str(by),
        )


def _parcel(one: PastParcel, warehouse_id: int, method_id: int | None) -> Parcel:
    return Parcel(
        order_number=one.order_number,
        warehouse_id=warehouse_id,
        method_id=method_id,
        state="delivered" if one.delivered_at else "dispatched",
        carrier=one.carrier,
        tracking_number=one.tracking_number,
        ship_to=one.ship_to,
        created_at=one.packed_at,
        labeled_at=one.packed_at,
        dispatched_at=one.dispatched_at,
        delivered_at=one.delivered_at,
    )
