"""Reads of pickups."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from commerce.errors import NotFound
from commerce.storefront import moments
from inventory import public as inventory
from orders.pickup import rules
from orders.pickup.models import Pickup


class UnknownPickup(NotFound):
    """This order is not picked up in a store."""

    code = "unknown_pickup"


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupNote:
    """A pickup as its shopper reads it: `promised` and `until` are moments in the store's zone, in words.

    `code` is parted so that it can be read aloud; `until` is empty before it is ready.
    """

    state: str
    store: str
    slug: str
    address: tuple[str, ...]
    phone: str
    code: str
    promised: str
    until: str


def note(pickup: Pickup, *, language: str) -> PickupNote:
    """This words a pickup for its shopper."""
    store = pickup.store
    zone = store.get("time_zone", "UTC")
    until = pickup.hold_until
    return PickupNote(
        state=pickup.state,
        store=store.get("name", pickup.store_code),
        slug=store.get("slug", ""),
        address=(
            store.get("line1", ""),
            f"{store.get('postcode', '')} {store.get('city', '')}".strip(),
        ),
        phone=store.get("phone", ""),
        code=rules.shown(pickup.code),
        promised=moments.day_and_time(pickup.promised_at, zone=zone, language=language),
        until=moments.day_and_time(until, zone=zone, language=language) if until else "",
    )


def hours(pickup: Pickup, *, language: str) -> tuple[tuple[str, str], ...]:
    """This words the store's hours on the days a ready order is kept; none before, or when it is gone."""
    if pickup.ready_at is None or pickup.hold_until is None:
        return ()
    try:
        store = inventory.store_card(code=pickup.store_code, at=pickup.ready_at)
    except NotFound:
        return ()
    last = pickup.hold_until.astimezone(ZoneInfo(store.time_zone)).date()
    return tuple(
        (moments.day(one.on, language=language), moments.hours(one.intervals, language=language))
        for one in store.days
        if one.on <= last
    )


def find_pickup(*, order_id: int) -> Pickup | None:
    """This finds the pickup of an order; None when it goes by parcel."""
    return Pickup.objects.filter(order_id=order_id).first()


def get_pickup(*, order_id: int) -> Pickup:
    """This finds the pickup of an order.

    Raises:
        UnknownPickup: when it goes by parcel.
    """
    found = find_pickup(order_id=order_id)
    if found is None:
        message = "this order is not picked up in a store"
        raise UnknownPickup(message)
    return found


def to_remind(*, at: datetime, limit: int) -> list[int]:
    """This lists the orders whose shoppers are to be reminded, the longest due first."""
    found = Pickup.objects.ready().filter(remind_at__lte=at).order_by("remind_at")
    return list(found.values_list("order_id", flat=True)[:limit])
