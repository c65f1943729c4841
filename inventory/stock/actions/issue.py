"""Goods leave for a customer, and come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog import public as catalog
from commerce import db
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money
from inventory import events
from inventory.stock import queries
from inventory.stock.actions import announce
from inventory.stock.models import Level, Movement
from inventory.stock.rules import Promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """So many pieces of a variant that leave, or come back."""

    variant_id: int
    quantity: int


@db.transaction_required
def issue(
    *,
    pieces: Sequence[Piece],
    warehouse_id: int,
    document: str,
    order_number: str,
    at: datetime,
    by: Actor,
) -> tuple[events.IssuedLine, ...]:
    """This takes pieces off the shelf at their average cost; their promise was taken back before.

    A second call with the same document is refused by the database.

    Raises:
        Promised: when the pieces do not lie there yet (a backorder), or belong to others.
    """
    levels = queries.locked_levels(
        variant_ids=[piece.variant_id for piece in pieces], warehouse_ids=[warehouse_id]
    )
    for piece in pieces:
        level = levels.get((piece.variant_id, warehouse_id))
        if level is None or level.on_hand < piece.quantity:
            lying = level.on_hand if level is not None else 0
            message = f"only {lying} of {piece.quantity} pieces lie here"
            raise Promised(
                message, variant_id=piece.variant_id, on_hand=lying, quantity=piece.quantity
            )
    costs = {piece.variant_id: levels[piece.variant_id, warehouse_id].unit_cost for piece in pieces}
    _write(
        pieces,
        costs,
        sign=-1,
        row=_blank(
            "issued",
            warehouse_id=warehouse_id,
            document=document,
            order_number=order_number,
            at=at,
            by=by,
        ),
    )
    _announce(pieces, levels, warehouse_id, sign=-1, at=at)
    return _lines(pieces, costs)


@db.transaction_required
def restock(
    *,
    pieces: Sequence[Piece],
    warehouse_id: int,
    document: str,
    order_number: str,
    at: datetime,
    by: Actor,
) -> tuple[events.IssuedLine, ...]:
    """This puts pieces that came back on the shelf, at what they had cost when they left.

    A repeat under the same document changes nothing and returns no lines.
    """
    done = Movement.objects.filter(
        kind="restocked", document=document, warehouse_id=warehouse_id
    ).values_list("variant_id", flat=True)
    fresh = [piece for piece in pieces if piece.variant_id not in set(done)]
    if not fresh:
        return ()
    levels = queries.locked_levels(
        variant_ids=[piece.variant_id for piece in fresh], warehouse_ids=[warehouse_id]
    )
    costs = _costs_when_left(
        pieces=fresh, order_number=order_number, levels=levels, warehouse_id=warehouse_id
    )
    _write(
        fresh,
        costs,
        sign=1,
        row=_blank(
            "restocked",
            warehouse_id=warehouse_id,
            document=document,
            order_number=order_number,
            at=at,
            by=by,
        ),
    )
    lines = _lines(fresh, costs)
    _announce(fresh, levels, warehouse_id, sign=1, at=at)
    return lines


@db.transaction_required
def announce_restock(fact: events.StockRestocked, *, at: datetime, by: Actor) -> None:
    """This tells the ledger that goods lie on the shelf again."""
    outbox.publish(fact, at=at, by=by)


def _blank(
    kind: str, *, warehouse_id: int, document: str, order_number: str, at: datetime, by: Actor
) -> Movement:
    return Movement(
        at=at,
        kind=kind,
        warehouse_id=warehouse_id,
        document=document,
        order_number=order_number,
        by=str(by),
    )


def _write(
    pieces: Sequence[Piece], costs: Mapping[int, Money], *, sign: int, row: Movement
) -> None:
    Movement.objects.bulk_create(
        [
            Movement(
                at=row.at,
                kind=row.kind,
                warehouse_id=row.warehouse_id,
                document=row.document,
                order_number=row.order_number,
                by=row.by,
                variant_id=piece.variant_id,
                quantity=sign * piece.quantity,
                unit_cost_minor=costs[piece.variant_id].minor,
                currency=costs[piece.variant_id].currency,
            )
            for piece in pieces
        ]
    )


def _costs_when_left(
    *,
    pieces: Sequence[Piece],
    order_number: str,
    levels: Mapping[tuple[int, int], Level],
    warehouse_id: int,
) -> dict[int, Money]:
    variants = [piece.variant_id for piece in pieces]
    left = Movement.objects.filter(
        order_number=order_number, kind="issued", variant_id__in=variants
    ).exclude(order_number="")
    found = {row.variant_id: row.unit_cost for row in left.order_by("id")}
    for variant in variants:
        level = levels.get((variant, warehouse_id))
        found.setdefault(variant, level.unit_cost if level is not None else Money(0, ""))
    return found


def _lines(pieces: Sequence[Piece], costs: Mapping[int, Money]) -> tuple[events.IssuedLine, ...]:
    skus = catalog.variant_skus(variant_ids=[piece.variant_id for piece in pieces])
    return tuple(
        events.IssuedLine(
            variant_id=piece.variant_id,
            sku=skus.get(piece.variant_id, ""),
            quantity=piece.quantity,
            unit_cost=costs[piece.variant_id],
        )
        for piece in pieces
    )


def _announce(
    pieces: Sequence[Piece],
    levels: Mapping[tuple[int, int], Level],
    warehouse_id: int,
    *,
    sign: int,
    at: datetime,
) -> None:
    pairs = []
    for piece in pieces:
        level = levels.get((piece.variant_id, warehouse_id)) or Level(
            variant_id=piece.variant_id, warehouse_id=warehouse_id
        )
        before = queries.standing(level)
        pairs.append((before, before.moved(on_hand=sign * piece.quantity)))
    announce.level_changes(pairs, at=at)
