"""The shopper's own store: in the header, and what lies there on a product's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language

from catalog import public as catalog
from commerce import clock
from commerce.errors import NotFound
from commerce.storefront import moments
from inventory import public as inventory
from inventory.contracts import StoreCard

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class InMyStore:
    """What a product's page says of the shopper's own store; `ready` is empty when it cannot be collected."""

    name: str
    level: str
    ready: str


@register.simple_tag(takes_context=True)
def my_store(context: dict[str, Any]) -> StoreCard | None:
    """This finds the shopper's own store, without a statement most of the time."""
    request = context.get("request")
    slug = request.COOKIES.get(inventory.MY_STORE, "") if request is not None else ""
    if not slug:
        return None
    try:
        return inventory.store_card(slug=slug, at=clock.now())
    except NotFound:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreChoice:
    """A store to filter a list by: how many things lie there, and whether one gets in there today."""

    code: str
    name: str
    count: int
    selected: bool
    today: bool


@register.simple_tag(takes_context=True)
def store_choices(context: dict[str, Any]) -> tuple[StoreChoice, ...]:
    """These are the stores a list may be narrowed to: those chosen in its address, and one's own (D2d).

    One statement per store at most, none without a store.
    """
    count = context.get("count_in_store")
    request = context.get("request")
    if count is None or request is None:
        return ()
    chosen, mine, at = context.get("chosen_stores", ()), my_store(context), clock.now()
    own = [mine.code] if mine is not None and mine.code in request.channel.warehouses else []
    found = []
    for code in dict.fromkeys([*chosen, *own]):
        try:
            card = inventory.store_card(code=code, at=at)
        except NotFound:
            continue
        found.append(
            StoreChoice(
                code=code,
                name=card.name,
                count=count(store=code),
                selected=code in chosen,
                today=_opens_today(card, at=at),
            )
        )
    return tuple(found)


@register.simple_tag(takes_context=True)
def stores_here(context: dict[str, Any]) -> bool:
    """This tells whether the channel has stores one could choose; no statement most of the time."""
    request = context.get("request")
    return request is not None and inventory.hands_over(channel=request.channel)


@register.filter
def store_name(code: str) -> str:
    """This is the name of a store by its code; the code itself where there is none."""
    try:
        return inventory.store_card(code=code, at=clock.now()).name
    except NotFound:
        return code


def _opens_today(card: StoreCard, *, at: datetime) -> bool:
    if card.open:
        return True
    zone = ZoneInfo(card.time_zone)
    opens = card.opens_at
    return opens is not None and opens.astimezone(zone).date() == at.astimezone(zone).date()


@register.simple_tag(takes_context=True)
def in_my_store(context: dict[str, Any], variant_id: str) -> InMyStore | None:
    """This tells what of a version (by public id) lies in the shopper's own store.

    Two statements, none without a store of one's own.
    """
    mine = my_store(context)
    if mine is None:
        return None
    channel, at, language = context["request"].channel, clock.now(), get_language() or "en"
    card = catalog.find_card(channel=channel, language=language, at=at, public_id=variant_id)
    if card is None:
        return None
    there = inventory.store_stock(variant_ids=[card.variant_id], codes=[mine.code])
    level = there[card.variant_id, mine.code].level
    ready = ""
    if level != "none" and mine.pickup and mine.code in channel.warehouses:
        code = inventory.pickup_code(mine.code)
        point = inventory.pickup_point(delivery_code=code, at=at)
        if point is not None and point.ready_at is not None:
            ready = moments.near(point.ready_at, at=at, zone=mine.time_zone, language=language)
    return InMyStore(name=mine.name, level=level, ready=ready)
