"""Reading what senders wrote."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.urls import Resolver404, resolve

from bi.tracking import rules
from bi.tracking.rules import Seen
from commerce.errors import Invalid

_SHORT = {
    "product": 200,
    "sku": 80,
    "query": 120,
    "step": 40,
    "order_number": 40,
    "referrer": 300,
    "source": 80,
    "medium": 80,
    "campaign": 80,
}
# What a page shows is known from its address; browsers need not be told.
_BY_PAGE = {
    "product": "product_view",
    "category": "list_view",
    "everything": "list_view",
    "home": "page_view",
    "search": "search",
    "checkout": "checkout_step",
    "checkout_return": "checkout_step",
}


class BadBatch(Invalid):
    """This is no batch of events."""

    code = "bad_batch"


class RawEvent(msgspec.Struct):
    """An event as the browser's script writes it: short names, times in milliseconds since 1970."""

    id: str
    n: str
    t: int
    p: str = ""
    q: str = ""
    c: int | None = None
    k: str = ""
    r: str = ""
    us: str = ""
    um: str = ""
    uc: str = ""
    e: bool = False


class RawBatch(msgspec.Struct):
    """A batch as the browser's script writes it."""

    events: list[RawEvent]
    sent: int | None = None


def read_batch(body: bytes) -> tuple[tuple[Seen, ...], datetime | None]:
    """This reads a browser's batch and when it was sent.

    Raises:
        BadBatch: for anything else.
    """
    try:
        raw = msgspec.json.decode(body, type=RawBatch)
        found = tuple(_seen(event) for event in raw.events)
        return found, None if raw.sent is None else _moment(raw.sent)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
        message = "this is no batch of events"
        raise BadBatch(message) from error


def seen(event: Mapping[str, Any]) -> Seen:
    """This reads an event of a partner."""
    values = {name.removeprefix("utm_"): value for name, value in event.items() if name != "id"}
    return Seen(message_id=event["id"], **values)


def _seen(raw: RawEvent) -> Seen:
    if not 8 <= len(raw.id) <= 64 or "\x00" in f"{raw.id}{raw.p}{raw.q}{raw.k}{raw.r}":
        message = "this event has no id"
        raise ValueError(message)
    name, product, step = _named(raw)
    values = {
        "product": product,
        "sku": raw.k,
        "query": " ".join(raw.q.split()).lower(),
        "step": step,
        "referrer": raw.r,
        "source": raw.us,
        "medium": raw.um,
        "campaign": raw.uc,
    }
    cut = {key: value[: _SHORT[key]] for key, value in values.items()}
    results = None if raw.c is None else min(max(raw.c, 0), 1_000_000)
    return Seen(
        message_id=raw.id,
        name=name,
        at=_moment(raw.t),
        path=raw.p[:300],
        results=results,
        entry=raw.e,
        **cut,
    )


def _named(raw: RawEvent) -> tuple[str, str, str]:
    name = rules.check_name(raw.n)
    try:
        match = resolve(raw.p.partition("?")[0])
    except Resolver404:
        return name, "", ""
    page = match.url_name or ""
    product = str(match.kwargs.get("slug", "")) if page == "product" else ""
    if name != "page_view":
        return name, product, ""
    found = _BY_PAGE.get(page, name)
    return found, product, page if found == "checkout_step" else ""


def _moment(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
