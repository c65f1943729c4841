"""Goods come in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from catalog import public as catalog
from commerce import db
from commerce.errors import Invalid
from commerce.events import outbox
from commerce.events.facts import Fact
from commerce.identity.actor import Actor
from inventory import events
from inventory.contracts import Receipt
from inventory.stock import queries, rules
from inventory.stock.actions import announce
from inventory.stock.models import Level, Movement
from inventory.warehouses import queries as warehouses


@db.transaction_required
def receive(*, receipts: Sequence[Receipt], at: datetime, by: Actor) -> list[Movement]:
    """This books goods that arrived, and tells the ledger and the lists.

    Raises:
        Invalid: for a quantity below one or a negative cost.
        UnknownWarehouse: for a code that does not exist.
        OtherCurrency: when pieces on hand are valued in another currency.
    """
    _check(receipts)
    places = warehouses.warehouse_ids(one.warehouse_code for one in receipts)
    levels = queries.locked_levels(
        variant_ids=[one.variant_id for one in receipts], warehouse_ids=places.values()
    )
    _check_currencies(receipts, places, levels)
    rows = Movement.objects.bulk_create(
        [_movement(one, places[one.warehouse_code], at=at, by=by) for one in receipts]
    )
    _tell(receipts, rows, at=at, by=by)
    announce.level_changes(_pairs(rows, levels), at=at)
    return rows


@db.transaction_required
def receive_many(*, receipts: Iterable[Receipt], at: datetime, by: Actor) -> int:
    """This books any number of receipts by COPY, for seeds and imports; returns how many.

    It announces nothing: whoever loads in bulk rebuilds the read models and posts the ledger in bulk.

    Raises:
        UnknownWarehouse: for a code that does not exist.
    """
    listed = list(receipts)
    _check(listed)
    places = warehouses.warehouse_ids(one.warehouse_code for one in listed)
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY inventory_movement (at, variant_id, warehouse_id, kind, quantity, unit_cost_minor,"
            " currency, document, order_number, reason, by) FROM STDIN"
        ) as copy,
    ):
        for one in listed:
            cost = one.unit_cost
            place = places[one.warehouse_code]
            copy.write_row(
                (
                    *(at, one.variant_id, place, "received", one.quantity),
                    *(cost.minor, cost.currency, one.reference, "", "", str(by)),
                )
            )
    return len(listed)


def _check(receipts: Sequence[Receipt]) -> None:
    for one in receipts:
        if one.quantity < 1:
            message = "a receipt brings at least one piece"
            raise Invalid(message, field="quantity")
        if one.unit_cost.minor < 0:
            message = "a cost is not negative"
            raise Invalid(message, field="unit_cost")


def _check_currencies(
    receipts: Sequence[Receipt],
    places: dict[str, int],
    levels: dict[tuple[int, int], Level],
) -> None:
    for one in receipts:
        level = levels.get((one.variant_id, places[one.warehouse_code]))
        valued = level.currency if level is not None and level.on_hand else ""
        if valued and valued != one.unit_cost.currency:
            message = f"the pieces at {one.warehouse_code} are valued in {valued}"
            raise rules.OtherCurrency(message, field="unit_cost", currency=valued)


def _movement(one: Receipt, warehouse_id: int, *, at: datetime, by: Actor) -> Movement:
    return Movement(
        at=at,
        variant_id=one.variant_id,
        warehouse_id=warehouse_id,
        kind="received",
        quantity=one.quantity,
        unit_cost_minor=one.unit_cost.minor,
        currency=one.unit_cost.currency,
        document=one.reference,
        by=str(by),
    )


def _tell(
    receipts: Sequence[Receipt], rows: Sequence[Movement], *, at: datetime, by: Actor
) -> None:
    skus = catalog.variant_skus(variant_ids=[one.variant_id for one in receipts])
    facts: list[Fact] = [
        events.StockReceived(
            variant_id=one.variant_id,
            sku=skus.get(one.variant_id, ""),
            warehouse_code=one.warehouse_code,
            quantity=one.quantity,
            unit_cost=one.unit_cost,
            movement_id=row.pk,
        )
        for one, row in zip(receipts, rows, strict=True)
    ]
    outbox.publish_all(facts, at=at, by=by)


def _pairs(
    rows: Sequence[Movement], levels: dict[tuple[int, int], Level]
) -> list[tuple[rules.Standing, rules.Standing]]:
    more: dict[tuple[int, int], int] = {}
    for row in rows:
        key = row.variant_id, row.warehouse_id
        more[key] = more.get(key, 0) + row.quantity
    pairs = []
    for (variant, warehouse), quantity in more.items():
        level = levels.get((variant, warehouse)) or Level(
            variant_id=variant, warehouse_id=warehouse
        )
        before = queries.standing(level)
        pairs.append((before, before.moved(on_hand=quantity)))
    return pairs
