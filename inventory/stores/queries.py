"""Reads of stores: near a point, by address, what lies there, and who can hand an order over when."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce import memo
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.money import Money
from inventory import contracts
from inventory.reservations import queries as reservations
from inventory.sourcing import queries as sourcing
from inventory.sourcing.rules import distance
from inventory.sourcing.rules.distance import Place
from inventory.stock.models import Level
from inventory.stores.models import Store
from inventory.stores.rules import hours, offers, towns
from inventory.stores.rules.hours import Hours

KEEP_SECONDS = 5.0
DAYS_SHOWN = 7
# The cookie that remembers the slug of a shopper's own store.
MY_STORE = "my_store"
is_pickup = offers.is_pickup


SERVICES = {
    "pickup": gettext_lazy("Click and collect"),
    "returns": gettext_lazy("Returns"),
    "gift_wrap": gettext_lazy("Gift wrapping"),
    "advice": gettext_lazy("Advice by appointment"),
    "repairs": gettext_lazy("Repairs"),
    "step_free": gettext_lazy("Step-free entrance"),
    "parking": gettext_lazy("Parking"),
}


class UnknownStore(NotFound):
    """There is no such store, or it is not shown."""

    code = "unknown_store"


def store_cards(
    *, at: datetime, near: Place | None = None, codes: Sequence[str] | None = None
) -> tuple[contracts.StoreCard, ...]:
    """This lists the stores shown to shoppers, the nearest first; without a place in the house's order."""
    wanted = [row for row in _published() if codes is None or row.warehouse.code in codes]
    found = [_card(row, at=at, near=near) for row in wanted]
    if near is not None:
        found.sort(key=lambda one: (one.km is None, one.km or 0.0))
    return tuple(found)


def store_card(*, at: datetime, slug: str = "", code: str = "") -> contracts.StoreCard:
    """This finds one store by its slug or its warehouse's code.

    Raises:
        UnknownStore: when there is none, or it is not shown.
    """
    for row in _published():
        if (slug and row.slug == slug) or (code and row.warehouse.code == code):
            return _card(row, at=at, near=None)
    message = "there is no such store"
    raise UnknownStore(message)


def store_stock(
    *, variant_ids: Sequence[int], codes: Sequence[str], reference: str = ""
) -> dict[tuple[int, str], contracts.StoreStock]:
    """This tells what lies of variants in stores, in one statement; every pair has its answer.

    What `reference` has set aside itself counts as free to it (one statement more).
    """
    own = reservations.held_pieces(reference) if reference else {}
    found = {
        (variant, code): contracts.StoreStock(
            variant_id=variant, store_code=code, level="none", pieces=0
        )
        for variant in variant_ids
        for code in codes
    }
    rows = Level.objects.lying_in(tuple(codes)).filter(variant_id__in=variant_ids)
    for row in rows.select_related("warehouse"):
        key = (row.variant_id, row.warehouse.code)
        pieces = max(row.on_hand - row.allocated - row.held + own.get(key, 0), 0)
        level = "none" if not pieces else "few" if pieces <= row.low_at else "plenty"
        found[key] = contracts.StoreStock(
            variant_id=key[0], store_code=key[1], level=level, pieces=pieces
        )
    return found


def collectable(*, variant_ids: Sequence[int], channel: ChannelInfo) -> dict[int, dict[str, int]]:
    """This tells in which stores of the channel pieces can be collected: variant -> {store's name: pieces}.

    Stores without a piece are left out. One statement, none when nobody hands over.
    """
    names = {
        row.warehouse.code: row.warehouse.name
        for row in _published()
        if row.pickup and row.warehouse.code in channel.warehouses
    }
    found: dict[int, dict[str, int]] = {variant: {} for variant in variant_ids}
    if not names:
        return found
    for (variant, code), one in store_stock(variant_ids=variant_ids, codes=list(names)).items():
        if one.pieces > 0:
            found[variant][names[code]] = one.pieces
    return found


def pickup_code(store_code: str) -> str:
    """This names picking up at a store as a way of delivery."""
    return offers.code_of(store_code)


def pickup_store(*, delivery_code: str, at: datetime) -> contracts.StoreCard | None:
    """This finds the store a delivery code names; None when it is a parcel, or no such store is shown."""
    if not offers.is_pickup(delivery_code):
        return None
    code = offers.store_of(delivery_code)
    found = next((row for row in _published() if row.warehouse.code == code and row.pickup), None)
    return None if found is None else _card(found, at=at, near=None)


def pickup_destination(*, delivery_code: str) -> contracts.Destination | None:
    """This is where goods that are picked up lie and stay; None for a parcel. No statement for a parcel."""
    if not offers.is_pickup(delivery_code):
        return None
    code = offers.store_of(delivery_code)
    place = next((row.warehouse for row in _published() if row.warehouse.code == code), None)
    if place is None:
        return None
    return contracts.Destination(
        country=place.country,
        postcode=place.postcode,
        latitude=place.latitude,
        longitude=place.longitude,
        warehouse=code,
    )


def hands_over(*, channel: ChannelInfo) -> bool:
    """This tells whether some store of the channel hands orders over."""
    return any(row.pickup and row.warehouse.code in channel.warehouses for row in _published())


def find_town(*, text: str, countries: Sequence[str]) -> contracts.Town | None:
    """This finds the town or postcode that was typed, without asking a stranger."""
    found = towns.find(text, countries=countries)
    if found is None:
        return None
    north, east = found.place
    return contracts.Town(name=found.name, country=found.country, latitude=north, longitude=east)


def meant_town(*, city: str, postcode: str, country: str) -> str:
    """This guesses which town a slip of the pen meant, by its postcode; empty when all is well or unknown."""
    return towns.meant(city, postcode=postcode, country=country)


def pickup_options(
    *,
    channel: ChannelInfo,
    lines: Sequence[contracts.StockLine],
    at: datetime,
    near: contracts.Destination | None = None,
    language: str = "",
    only: str = "",
    reference: str = "",
) -> tuple[contracts.DeliveryOption, ...]:
    """This offers the channel's stores to pick up at, the nearest first, with what each lacks.

    `only` is a delivery code: then that store alone; `reference` is whose held goods count as free.
    One statement (two with a reference), none when nobody hands over.
    """
    codes = [
        row.warehouse.code
        for row in _published()
        if row.pickup
        and row.warehouse.code in channel.warehouses
        and only in {"", pickup_code(row.warehouse.code)}
    ]
    if not codes:
        return ()
    wanted: dict[int, int] = {}
    for line in lines:
        wanted[line.variant_id] = wanted.get(line.variant_id, 0) + line.quantity
    there = store_stock(variant_ids=list(wanted), codes=codes, reference=reference)
    cards = store_cards(at=at, near=_place(near), codes=codes)
    fees = {row.warehouse.code: row.fee_minor for row in _published()}
    with translation.override(language or channel.language):
        return tuple(
            _option(
                card,
                short=tuple(v for v, many in wanted.items() if there[v, card.code].pieces < many),
                fee=Money(fees[card.code], channel.currency),
                at=at,
            )
            for card in cards
        )


def kept_until(*, code: str, ready: datetime) -> datetime:
    """This tells until when a store keeps what is ready now."""
    found = Store.objects.select_related("warehouse").filter(warehouse__code=code).first()
    if found is None:
        message = "there is no such store"
        raise UnknownStore(message)
    return hours.held_until(_hours(found), ready, days=found.hold_days)


def pickup_point(*, delivery_code: str, at: datetime) -> contracts.PickupPoint | None:
    """This tells when goods asked for now are ready at the store a delivery code names, whatever lies there."""
    card = pickup_store(delivery_code=delivery_code, at=at)
    if card is None:
        return None
    span = _span(card.code, at)
    return contracts.PickupPoint(
        store=card,
        short=(),
        ready_at=span[0] if span else None,
        hold_until=span[1] if span else None,
    )


def _place(near: contracts.Destination | None) -> Place | None:
    return sourcing.whereabouts(near) if near is not None else None


def _span(code: str, at: datetime) -> tuple[datetime, datetime] | None:
    row = next(row for row in _published() if row.warehouse.code == code)
    own = _hours(row)
    ready = hours.ready_at(own, at, work=timedelta(hours=row.hours_until_ready))
    if ready is None:
        return None
    return ready, hours.held_until(own, ready, days=row.hold_days)


def _option(
    card: contracts.StoreCard, *, short: tuple[int, ...], fee: Money, at: datetime
) -> contracts.DeliveryOption:
    span = _span(card.code, at)
    zone = ZoneInfo(card.time_zone)
    today = at.astimezone(zone).date()
    return contracts.DeliveryOption(
        code=pickup_code(card.code),
        name=_("Pick up at %(store)s") % {"store": card.name},
        carrier="",
        price=fee,
        tax_class="standard",
        earliest_on=span[0].astimezone(zone).date() if span else today,
        latest_on=span[1].astimezone(zone).date() if span else today,
        free_from=None,
        pickup=contracts.PickupPoint(
            store=card,
            short=short,
            ready_at=span[0] if span else None,
            hold_until=span[1] if span else None,
        ),
    )


@memo.kept(seconds=KEEP_SECONDS)
def _published() -> tuple[Store, ...]:
    found = Store.objects.select_related("warehouse").filter(
        published=True, warehouse__active=True, warehouse__kind="store"
    )
    return tuple(found.order_by("warehouse__priority", "slug"))


def _card(row: Store, *, at: datetime, near: Place | None) -> contracts.StoreCard:
    place = row.warehouse
    own = _hours(row)
    now = hours.standing(own, at)
    today = at.astimezone(ZoneInfo(place.time_zone)).date()
    here = (
        None
        if place.latitude is None or place.longitude is None
        else (place.latitude, place.longitude)
    )
    about = row.about.get(translation.get_language() or "") or next(iter(row.about.values()), "")
    return contracts.StoreCard(
        code=place.code,
        slug=row.slug,
        name=place.name,
        country=place.country,
        postcode=place.postcode,
        city=place.city,
        line1=place.line1,
        phone=place.phone,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
        front=row.front,
        about=about,
        services=tuple((code, str(SERVICES[code])) for code in SERVICES if code in row.services),
        pickup=row.pickup,
        hours_until_ready=row.hours_until_ready,
        hold_days=row.hold_days,
        open=now.open,
        closes_at=now.closes_at,
        opens_at=now.opens_at,
        days=tuple(_day(own, today + timedelta(days=step)) for step in range(DAYS_SHOWN)),
        exceptions=tuple(_day(own, one) for one in own.exceptions if one >= today),
        km=distance.kilometers(here, near) if here and near else None,
    )


def _hours(row: Store) -> Hours:
    return Hours(
        zone=row.warehouse.time_zone,
        week=hours.read_week(row.warehouse.opening_hours),
        exceptions=hours.read_exceptions(row.exceptions),
    )


def _day(own: Hours, day: date) -> contracts.StoreDay:
    special = own.exceptions.get(day)
    return contracts.StoreDay(
        on=day,
        intervals=tuple((f"{start:%H:%M}", f"{end:%H:%M}") for start, end in own.on(day)),
        note=special.note if special else "",
        special=special is not None,
    )
