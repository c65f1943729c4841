"""Somebody counted, broke, found or moved pieces."""

from dataclasses import dataclass
from datetime import datetime

from catalog import public as catalog
from commerce import db
from commerce.errors import Invalid
from commerce.events import outbox
from commerce.identity.actor import Actor
from inventory import events
from inventory.stock import queries, rules
from inventory.stock.actions import announce
from inventory.stock.models import Level, Movement
from inventory.warehouses import queries as warehouses


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Pieces of a variant that go from one warehouse to another."""

    variant_id: int
    from_code: str
    to_code: str
    quantity: int


@db.transaction_required
def adjust(
    *,
    variant_id: int,
    warehouse_code: str,
    quantity_delta: int,
    reason: str,
    at: datetime,
    by: Actor,
    document: str = "",
) -> Movement:
    """This corrects stock by a signed quantity, at the present average cost.

    Raises:
        Invalid: for a delta of zero or without a reason.
        Promised: when what is left would not cover what is promised.
    """
    if not quantity_delta:
        message = "a correction changes something"
        raise Invalid(message, field="quantity")
    if not reason.strip():
        message = "a correction needs a reason"
        raise Invalid(message, field="reason")
    place = warehouses.get_warehouse(warehouse_code)
    level = _locked(variant_id, place.pk)
    before = queries.standing(level)
    if quantity_delta < 0:
        rules.check_removal(before, -quantity_delta)
    row = Movement.objects.create(
        at=at,
        variant_id=variant_id,
        warehouse_id=place.pk,
        kind="adjusted",
        quantity=quantity_delta,
        unit_cost_minor=level.unit_cost_minor,
        currency=level.currency,
        document=document,
        reason=reason.strip(),
        by=str(by),
    )
    _tell(row, warehouse_code, at=at, by=by)
    announce.level_changes([(before, before.moved(on_hand=quantity_delta))], at=at)
    return row


@db.transaction_required
def transfer(
    *, goods: Transfer, reason: str, at: datetime, by: Actor, document: str = ""
) -> tuple[Movement, Movement]:
    """This moves pieces between warehouses: one leaves, one arrives, at the same cost.

    Raises:
        Invalid: for a quantity below one, or the same warehouse twice.
        Promised: when what is left would not cover what is promised.
        OtherCurrency: when the pieces over there are valued in another currency.
    """
    if goods.quantity < 1 or goods.from_code == goods.to_code:
        message = "a transfer moves at least one piece to another warehouse"
        raise Invalid(message, field="quantity")
    source = warehouses.get_warehouse(goods.from_code)
    target = warehouses.get_warehouse(goods.to_code)
    levels = queries.locked_levels(
        variant_ids=[goods.variant_id], warehouse_ids=[source.pk, target.pk]
    )
    here = _present(levels, goods.variant_id, source.pk)
    there = _present(levels, goods.variant_id, target.pk)
    rules.check_removal(queries.standing(here), goods.quantity)
    if there.on_hand and there.currency and there.currency != here.currency:
        message = f"the pieces at {goods.to_code} are valued in {there.currency}"
        raise rules.OtherCurrency(message, currency=there.currency)
    rows = [
        Movement(
            at=at,
            variant_id=goods.variant_id,
            warehouse_id=level.warehouse_id,
            kind="transferred",
            quantity=quantity,
            unit_cost_minor=here.unit_cost_minor,
            currency=here.currency,
            document=document,
            reason=reason.strip() or f"{goods.from_code} > {goods.to_code}",
            by=str(by),
        )
        for level, quantity in ((here, -goods.quantity), (there, goods.quantity))
    ]
    left, arrived = Movement.objects.bulk_create(rows)
    pairs = [
        (before, before.moved(on_hand=quantity))
        for before, quantity in (
            (queries.standing(here), -goods.quantity),
            (queries.standing(there), goods.quantity),
        )
    ]
    announce.level_changes(pairs, at=at)
    return left, arrived


def _locked(variant_id: int, warehouse_id: int) -> Level:
    levels = queries.locked_levels(variant_ids=[variant_id], warehouse_ids=[warehouse_id])
    return _present(levels, variant_id, warehouse_id)


def _present(levels: dict[tuple[int, int], Level], variant_id: int, warehouse_id: int) -> Level:
    found = levels.get((variant_id, warehouse_id))
    return found or Level(variant_id=variant_id, warehouse_id=warehouse_id)


def _tell(row: Movement, warehouse_code: str, *, at: datetime, by: Actor) -> None:
    skus = catalog.variant_skus(variant_ids=[row.variant_id])
    fact = events.StockAdjusted(
        variant_id=row.variant_id,
        sku=skus.get(row.variant_id, ""),
        warehouse_code=warehouse_code,
        quantity=row.quantity,
        unit_cost=row.unit_cost,
        reason=row.reason,
        movement_id=row.pk,
    )
    outbox.publish(fact, at=at, by=by)
