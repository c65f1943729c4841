"""Which events are believed, when they happened, and which of them make one visit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commerce.errors import Invalid

NAMES = (
    "page_view",
    "product_view",
    "list_view",
    "search",
    "cart_add",
    "cart_remove",
    "checkout_step",
    "purchase",
)
GAP = timedelta(minutes=30)
OLDEST = timedelta(days=3)
# A browser's clock may be off by this much before its events are dated by ours.
FORGIVEN = timedelta(hours=24)
_BOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|headless|lighthouse|python|curl|wget|java/|go-http|scrapy"
    r"|facebookexternalhit|preview|monitor|pingdom|uptime|phantom|selenium",
    re.IGNORECASE,
)
_PHONES = re.compile(r"mobi|android|iphone|ipod", re.IGNORECASE)


class UnknownEvent(Invalid):
    """Nobody knows an event of this name."""

    code = "unknown_event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One event: `message_id` is drawn by the sender, `at` is when it happened (UTC).

    `product` is a product's slug, `sku` a variant's; `entry` marks the first page of an arrival.
    """

    message_id: str
    name: str
    at: datetime
    path: str = ""
    product: str = ""
    sku: str = ""
    query: str = ""
    results: int | None = None
    step: str = ""
    order_number: str = ""
    referrer: str = ""
    source: str = ""
    medium: str = ""
    campaign: str = ""
    entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of events of one visitor without a gap of half an hour."""

    start: datetime
    end: datetime
    events: tuple[Seen, ...]


def is_bot(agent: str) -> bool:
    """This tells whether a user agent names itself a machine, or nothing at all."""
    return len(agent) < 12 or _BOTS.search(agent) is not None


def device(agent: str) -> str:
    """This tells phones from the rest."""
    return "phone" if _PHONES.search(agent) else "desktop"


def dated(event: Seen, *, sent_at: datetime | None, received_at: datetime) -> Seen | None:
    """This dates an event by our clock: the age it had when it was sent, before we received it.

    Events from the future happen now; those older than three days are dropped (None).
    """
    age = sent_at - event.at if sent_at is not None else received_at - event.at
    if sent_at is None and abs(age) > FORGIVEN:
        age = timedelta(0)
    age = max(age, timedelta(0))
    return None if age > OLDEST else replace(event, at=received_at - age)


def check_name(name: str) -> str:
    """This lets through the names of the book of events.

    Raises:
        UnknownEvent: for any other.
    """
    if name not in NAMES:
        message = f"there is no event {name!r}; there are {', '.join(NAMES)}"
        raise UnknownEvent(message, field="name")
    return name


def spans(events: Sequence[Seen]) -> list[Span]:
    """This splits a visitor's events, in the order of time, where they rested for half an hour."""
    found: list[Span] = []
    for event in sorted(events, key=lambda one: one.at):
        if found and event.at - found[-1].end <= GAP:
            last = found[-1]
            found[-1] = Span(start=last.start, end=event.at, events=(*last.events, event))
        else:
            found.append(Span(start=event.at, end=event.at, events=(event,)))
    return found
