"""Writes of size guides: keeping one whole, saying what it holds for, products that differ, throwing it away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from catalog import events
from catalog.products import actions as products
from catalog.sizing import queries, rules
from catalog.sizing.models import SizeGuide, SizeGuideUse, SizeLine, SizeMeasure
from commerce import db
from commerce.errors import Conflict
from commerce.events import outbox
from commerce.identity.actor import Actor


class OtherGuide(Conflict):
    """Something has another size guide already."""

    code = "other_size_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What a guide holds for, as keys."""

    families: Collection[int] = ()
    categories: Collection[int] = ()
    products: Collection[int] = ()


@db.transaction_required
def keep(*, guide: rules.Guide, public_id: str = "", by: Actor, at: datetime) -> SizeGuide:
    """This writes a guide whole, a new one without a `public_id`; what it said before goes.

    Raises:
        UnknownGuide: when it does not exist.
        BadGuide: when something in it cannot be.
    """
    said = rules.check(guide)
    row = queries.get_row(public_id) if public_id else SizeGuide()
    row.names, row.how, row.updated_at = dict(said.names), dict(said.how), at
    row.basis, row.unit, row.axis, row.asks_fit = said.basis, said.unit, said.axis, said.asks_fit
    with db.speaking_as(str(by)):
        row.save()
        _write_table(row, said)
    _announce(row, used_by(row), by=by, at=at)
    return row


@db.transaction_required
def hold_for(*, public_id: str, uses: Uses, by: Actor, at: datetime) -> SizeGuide:
    """This says what a guide holds for; what it held for before and is not named goes back to its family.

    Raises:
        UnknownGuide: when it does not exist.
        OtherGuide: when something named has another guide.
    """
    row = queries.get_row(public_id)
    before = used_by(row)
    with db.speaking_as(str(by)):
        for column, plural in _PLURALS.items():
            _use(row, column, set(getattr(uses, plural)))
    _announce(row, _both(before, uses), by=by, at=at)
    return row


@db.transaction_required
def differ(*, product_id: int, public_id: str, by: Actor, at: datetime) -> None:
    """This gives one product a guide of its own, or none with an empty id, whatever its family has.

    Raises:
        UnknownProduct, UnknownGuide: when one does not exist.
    """
    guide = queries.get_row(public_id) if public_id else None
    products.locked_product(product_id)
    with db.speaking_as(str(by)):
        SizeGuideUse.objects.update_or_create(product_id=product_id, defaults={"guide": guide})
    products.touch([product_id], by=by, at=at)


@db.transaction_required
def inherit(*, product_id: int, by: Actor, at: datetime) -> None:
    """This has a product follow its category and family again.

    Raises:
        UnknownProduct: when it does not exist.
    """
    products.locked_product(product_id)
    with db.speaking_as(str(by)):
        gone, _ = SizeGuideUse.objects.filter(product_id=product_id).delete()
    if gone:
        products.touch([product_id], by=by, at=at)


@db.transaction_required
def discard(*, public_id: str, by: Actor, at: datetime) -> None:
    """This throws a guide away; what it held for shows the next one up, or none.

    Raises:
        UnknownGuide: when it does not exist.
    """
    row = queries.get_row(public_id)
    _announce(row, used_by(row), by=by, at=at)
    with db.speaking_as(str(by)):
        row.delete()


def used_by(row: SizeGuide) -> Uses:
    """This reads what a guide holds for; one query."""
    found = list(row.uses.values_list("family_id", "category_id", "product_id"))
    families, categories, goods = (
        tuple(one[place] for one in found if one[place] is not None) for place in range(3)
    )
    return Uses(families=families, categories=categories, products=goods)


def _use(row: SizeGuide, column: str, keys: set[int]) -> None:
    """What is kept keeps its row; the constraint, not a look beforehand, says what is taken already."""
    mine = SizeGuideUse.objects.filter(guide=row, **{f"{column}__isnull": False})
    mine.exclude(**{f"{column}_id__in": keys}).delete()
    there = set(mine.values_list(f"{column}_id", flat=True))
    try:
        with db.savepoint():
            SizeGuideUse.objects.bulk_create(
                SizeGuideUse(guide=row, **{f"{column}_id": key}) for key in sorted(keys - there)
            )
    except IntegrityError as error:
        message = f"a {column} has one size guide; take it out of the other one first"
        raise OtherGuide(message, field=_PLURALS[column]) from error


def _write_table(row: SizeGuide, said: rules.Guide) -> None:
    """Columns and rows that stay keep their keys, so that the trail tells what changed and nothing else."""
    SizeMeasure.objects.filter(guide=row).exclude(
        code__in=[one.code for one in said.measures]
    ).delete()
    SizeMeasure.objects.bulk_create(
        [
            SizeMeasure(
                guide=row,
                code=one.code,
                names=dict(one.names),
                kind=one.kind,
                attribute=one.attribute,
                position=place,
            )
            for place, one in enumerate(said.measures)
        ],
        update_conflicts=True,
        unique_fields=["guide", "code"],
        update_fields=["names", "kind", "attribute", "position"],
    )
    SizeLine.objects.filter(guide=row).exclude(size__in=[one.size for one in said.lines]).delete()
    SizeLine.objects.bulk_create(
        [
            SizeLine(guide=row, size=one.size, cells=dict(one.cells), position=place)
            for place, one in enumerate(said.lines)
        ],
        update_conflicts=True,
        unique_fields=["guide", "size"],
        update_fields=["cells", "position"],
    )


def _announce(row: SizeGuide, uses: Uses, *, by: Actor, at: datetime) -> None:
    """What the guide holds for is told anew: lists and pages name it."""
    outbox.publish(
        events.SizeGuideChanged(
            guide_id=row.pk,
            families=tuple(sorted(uses.families)),
            categories=tuple(sorted(uses.categories)),
            products=tuple(sorted(uses.products)),
        ),
        at=at,
        by=by,
    )


def _both(before: Uses, after: Uses) -> Uses:
    return Uses(
        families={*before.families, *after.families},
        categories={*before.categories, *after.categories},
        products={*before.products, *after.products},
    )


_PLURALS = {"family": "families", "category": "categories", "product": "products"}
