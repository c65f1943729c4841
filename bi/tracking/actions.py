"""Events are taken in batch by batch, once each, and become visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from bi.tracking import rules
from bi.tracking.models import Visit, VisitEvent
from bi.tracking.rules import Seen, Span
from commerce import db
from commerce.channels.queries import ChannelInfo

MOST_EVENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one sender tells at once; `visitor` is empty without consent."""

    events: tuple[Seen, ...]
    channel: ChannelInfo
    visitor: str
    agent: str
    sent_at: datetime | None
    sender: str = "browser"


@db.transaction_required
def take_in(*, batch: Batch, at: datetime) -> int:
    """This keeps the events of a batch that are new, and counts them into visits; returns how many.

    Bots are told nothing and counted nowhere.
    """
    if rules.is_bot(batch.agent):
        return 0
    dated = [
        found
        for event in batch.events[:MOST_EVENTS]
        if (found := rules.dated(event, sent_at=batch.sent_at, received_at=at)) is not None
    ]
    fresh = _fresh(dated, batch)
    if not fresh:
        return 0
    if batch.visitor:
        for span in rules.spans(fresh):
            _keep(span.events, batch, visit=_visit_of(span, batch), at=at)
    else:
        _take_in_strangers(fresh, batch, at=at)
    return len(fresh)


@db.transaction_required
def count_order(*, visitor: str, channel: str, at: datetime) -> None:
    """This counts an order into the visit it came from, if its shopper agreed to be seen."""
    if not visitor:
        return
    found = (
        Visit.objects.filter(
            visitor=visitor, channel=channel, started_at__lte=at, last_at__gte=at - rules.GAP
        )
        .order_by("-started_at")
        .first()
    )
    if found is not None:
        Visit.objects.filter(pk=found.pk).update(orders=F("orders") + 1)


@db.transaction_required
def forget_before(*, before: datetime) -> int:
    """This drops events and visits that are older than we keep them; returns how many visits."""
    VisitEvent.objects.filter(at__lt=before).delete()
    return Visit.objects.filter(last_at__lt=before).delete()[0]


def _fresh(events: Sequence[Seen], batch: Batch) -> list[Seen]:
    # The same batch sent twice at once must count once: the second waits here and then sees the first.
    ids = {event.message_id: event for event in events}
    key = batch.visitor or min(ids, default="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 21))", [key])
    known = VisitEvent.objects.filter(message_id__in=ids).values_list("message_id", flat=True)
    for message_id in known:
        del ids[message_id]
    return list(ids.values())


def _take_in_strangers(events: Sequence[Seen], batch: Batch, *, at: datetime) -> None:
    for event in events:
        visit = None
        if event.entry:
            visit = _new_visit(Span(start=event.at, end=event.at, events=(event,)), batch)
        _keep((event,), batch, visit=visit, at=at)


def _visit_of(span: Span, batch: Batch) -> Visit:
    found = (
        Visit.objects.filter(
            visitor=batch.visitor,
            channel=batch.channel.code,
            last_at__gte=span.start - rules.GAP,
            started_at__lte=span.end + rules.GAP,
        )
        .order_by("-last_at")
        .locked_one()
    )
    return found or _new_visit(span, batch)


def _new_visit(span: Span, batch: Batch) -> Visit:
    first = span.events[0]
    zone = ZoneInfo(batch.channel.time_zone)
    return Visit.objects.create(
        visitor=batch.visitor,
        channel=batch.channel.code,
        started_at=span.start,
        last_at=span.end,
        day=span.start.astimezone(zone).date(),
        landing=first.path,
        referrer=(urlsplit(first.referrer).hostname or "")[:120],
        source=first.source,
        medium=first.medium,
        campaign=first.campaign,
        device=rules.device(batch.agent),
    )


def _keep(events: Sequence[Seen], batch: Batch, *, visit: Visit | None, at: datetime) -> None:
    VisitEvent.objects.bulk_create(
        [
            VisitEvent(
                message_id=event.message_id,
                visit=visit,
                channel=batch.channel.code,
                name=event.name,
                at=event.at,
                received_at=at,
                path=event.path,
                product=event.product,
                sku=event.sku,
                query=event.query,
                results=event.results,
                step=event.step,
                order_number=event.order_number,
                sender=batch.sender,
            )
            for event in events
        ],
        ignore_conflicts=True,
    )
    if visit is not None:
        _count(visit, events)


def _count(visit: Visit, events: Sequence[Seen]) -> None:
    names = [event.name for event in events]
    views = sum(name in {"page_view", "product_view", "list_view", "search"} for name in names)
    Visit.objects.filter(pk=visit.pk).update(
        last_at=Greatest(F("last_at"), max(event.at for event in events)),
        views=F("views") + views,
        product_views=F("product_views") + names.count("product_view"),
        cart_adds=F("cart_adds") + names.count("cart_add"),
        checkout_steps=F("checkout_steps") + names.count("checkout_step"),
    )


def keep_until(*, at: datetime, months: int = 14) -> datetime:
    """This tells the moment before which nothing is kept."""
    return at - timedelta(days=months * 30)
