"""Staff describe stores: what the public reads of them, and when they are open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from commerce import db, memo
from commerce.errors import Invalid
from commerce.identity.actor import Actor
from inventory.stores.models import Store
from inventory.stores.queries import SERVICES
from inventory.stores.rules import hours
from inventory.stores.rules.hours import Fault
from inventory.warehouses import queries as warehouses

WORDS = {
    "shape": "write hours like 10:00-13:00, 14:00-19:00",
    "order": "it closes before it opens",
    "overlap": "these hours overlap",
    "date": "begin the line with a date like 2026-12-24",
    "twice": "this date stands there twice",
}


class BadHours(Invalid):
    """Typed hours cannot be right; data: faults = [{day, code, text}]."""

    code = "bad_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What staff say of a store; `week` maps weekdays 1 to 7 to typed hours, `exceptions` is one a line."""

    slug: str
    published: bool = True
    front: str = "corner"
    about: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    week: Mapping[int, str] = field(default_factory=dict)
    exceptions: str = ""
    pickup: bool = True
    hours_until_ready: int = 2
    hold_days: int = 5
    fee_minor: int = 0


@db.transaction_required
def describe(*, warehouse_code: str, said: Described, at: datetime, by: Actor) -> Store:
    """This writes what the public knows of a store, and its hours; the trail keeps who changed what.

    Raises:
        BadHours: naming the day, when intervals overlap or cannot be read; nothing changes then.
        UnknownWarehouse: for a code that does not exist.
        Invalid: for a warehouse that is no store, or a service nobody knows.
    """
    place = warehouses.get_warehouse(warehouse_code)
    if place.kind != "store":
        message = f"{place.name} is not a store"
        raise Invalid(message, field="warehouse")
    unknown = [one for one in said.services if one not in SERVICES]
    if unknown:
        message = f"there is no service {unknown[0]!r}"
        raise Invalid(message, field="services")
    week, exceptions = _hours(said)
    if place.opening_hours != week:
        place.opening_hours = week
        place.save(update_fields=["opening_hours"])
    found, _made = Store.objects.update_or_create(
        warehouse=place,
        defaults={
            "slug": said.slug,
            "published": said.published,
            "front": said.front,
            "about": dict(said.about),
            "services": list(said.services),
            "exceptions": exceptions,
            "pickup": said.pickup,
            "hours_until_ready": said.hours_until_ready,
            "hold_days": said.hold_days,
            "fee_minor": said.fee_minor,
        },
    )
    db.after_commit(memo.forget_all)
    return found


def _hours(said: Described) -> tuple[dict[str, list[list[str]]], list[dict[str, object]]]:
    faults: list[Fault] = []
    week = {}
    for day in hours.WEEKDAYS:
        intervals, wrong = hours.parse(said.week.get(day, ""), day=str(day))
        faults += wrong
        if intervals:
            week[str(day)] = hours.stored(intervals)
    specials, wrong = hours.parse_exceptions(said.exceptions)
    faults += wrong
    if faults:
        told = "; ".join(f"{one.day}: {WORDS[one.code]} ({one.text})" for one in faults)
        raise BadHours(
            told,
            field="hours",
            faults=[{"day": one.day, "code": one.code, "text": one.text} for one in faults],
        )
    return week, [
        {"on": one.on.isoformat(), "hours": hours.stored(one.intervals), "note": one.note}
        for one in specials
    ]
