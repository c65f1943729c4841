"""Whose lists they are: at sign-in, at a merge of customers, in a copy of one's data, at erasure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from catalog import public as catalog
from commerce import db
from commerce.identity.actor import Actor
from crm import public as crm
from orders.lists import rules
from orders.lists.models import SavedItem, SavedList


@db.transaction_required
def bring_home(*, guest: str, customer_id: int, at: datetime) -> None:
    """This makes a guest's lists those of the account that signs in; what is on both is kept once."""
    if guest:
        theirs = SavedList.objects.filter(guest=guest, customer_id=None).locked()
        _adopt(theirs, customer_id, at)


@db.transaction_required
def move_customer(*, from_id: int, into_id: int, at: datetime) -> None:
    """This hands a merged customer's lists to the one they are now."""
    _adopt(SavedList.objects.filter(customer_id=from_id).locked(), into_id, at)


@db.transaction_required
def forget_customer(*, customer_id: int) -> None:
    """This removes an erased person's lists, what is on them, and letters that still wait."""
    SavedList.objects.filter(customer_id=customer_id).delete()


@db.transaction_required
def hand_over(*, customer_id: int, export_id: str, at: datetime, by: Actor) -> None:
    """This adds a customer's lists to the copy that crm collects."""
    rows = SavedList.objects.filter(customer_id=customer_id).kept().order_by("pk")
    found = list(rows.prefetch_related("items"))
    versions = {one.variant_id for row in found for one in row.items.all() if one.variant_id}
    skus = catalog.variant_skus(variant_ids=versions)
    crm.add_to_export(
        export_id=export_id,
        section="lists",
        content={"lists": [_told(row, skus) for row in found]},
        at=at,
        by=by,
    )


@db.transaction_required
def forget_silent(*, at: datetime) -> int:
    """This drops lists removed a day ago, and those of guests nobody has touched for half a year."""
    removed = SavedList.objects.filter(removed_at__lt=at - rules.UNDO_LIVES)
    silent = SavedList.objects.filter(customer_id=None, updated_at__lt=at - rules.GUEST_LIVES)
    keys = [row.pk for row in (removed | silent).locked()]
    SavedList.objects.filter(pk__in=keys).delete()
    return len(keys)


def _adopt(theirs: list[SavedList], customer_id: int, at: datetime) -> None:
    mine = {row.kind: row for row in SavedList.objects.filter(customer_id=customer_id).locked()}
    for row in theirs:
        target = mine.get(row.kind) if row.kind != rules.OWN else None
        if target is None:
            SavedList.objects.filter(pk=row.pk).update(
                customer_id=customer_id, guest="", updated_at=at
            )
            continue
        held = set(target.items.values_list("product_id", "variant_id"))
        fresh = [one for one in row.items.all() if (one.product_id, one.variant_id) not in held]
        keys = [one.pk for one in fresh][: max(rules.MOST_ITEMS - len(held), 0)]
        SavedItem.objects.filter(pk__in=keys).update(saved_list=target)
        SavedList.objects.filter(pk=row.pk).delete()


def _told(row: SavedList, skus: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "name": row.name,
        "shared": bool(row.token),
        "news": row.wants_news,
        "created_at": row.created_at.isoformat(),
        "items": [
            {
                "product": one.product_id,
                "sku": skus.get(one.variant_id or 0, ""),
                "quantity": one.quantity,
                "added_at": one.added_at.isoformat(),
            }
            for one in row.items.all()
        ],
    }
