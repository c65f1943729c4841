"""Writes of families and attributes; used by seeds and importers, staff edit through their screens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog import events
from catalog.attributes.models import Attribute, AttributeOption, Family, FamilyAttribute
from commerce import db, memo
from commerce.events import outbox
from commerce.identity.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionWords:
    """An option of a choice or color: its code, names per language, and "#rrggbb" for colors."""

    code: str
    names: Mapping[str, str]
    hex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A family's wish for an attribute."""

    attribute: str
    is_axis: bool = False
    required_in: tuple[str, ...] = ()


@db.transaction_required
def define_attribute(
    *,
    code: str,
    kind: str,
    names: Mapping[str, str],
    at: datetime,
    by: Actor,
    options: Sequence[OptionWords] = (),
    **more: Any,
) -> Attribute:
    """This makes or changes an attribute and its options; options that are not named stay.

    `more` are further columns: unit, many, translated, is_facet, is_searchable, position.
    """
    row, _ = Attribute.objects.update_or_create(
        code=code, defaults={"kind": kind, "names": dict(names), **more}
    )
    AttributeOption.objects.bulk_create(
        [
            AttributeOption(
                attribute=row,
                code=one.code,
                names=dict(one.names),
                hex=one.hex.lower(),
                position=position,
            )
            for position, one in enumerate(options)
        ],
        update_conflicts=True,
        unique_fields=["attribute", "code"],
        update_fields=["names", "hex", "position"],
    )
    announce(code=code, at=at, by=by)
    return row


@db.transaction_required
def announce(*, code: str, at: datetime, by: Actor) -> None:
    """This says that an attribute or the words of its options changed."""
    outbox.publish(events.AttributeChanged(attribute=code), at=at, by=by)
    db.after_commit_once(memo.forget_all)


@db.transaction_required
def define_family(
    *,
    code: str,
    names: Mapping[str, str],
    asks: Sequence[Ask],
    needs_picture: bool = False,
    google_category: int | None = None,
) -> Family:
    """This makes or changes a family; attributes it no longer asks for are dropped from it."""
    row, _ = Family.objects.update_or_create(
        code=code,
        defaults={
            "names": dict(names),
            "needs_picture": needs_picture,
            "google_category": google_category,
        },
    )
    ids = dict(
        Attribute.objects.filter(code__in=[ask.attribute for ask in asks]).values_list("code", "id")
    )
    FamilyAttribute.objects.filter(family=row).exclude(attribute_id__in=ids.values()).delete()
    FamilyAttribute.objects.bulk_create(
        [
            FamilyAttribute(
                family=row,
                attribute_id=ids[ask.attribute],
                is_axis=ask.is_axis,
                required_in=list(ask.required_in),
                position=position,
            )
            for position, ask in enumerate(asks)
        ],
        update_conflicts=True,
        unique_fields=["family", "attribute"],
        update_fields=["is_axis", "required_in", "position"],
    )
    return row
