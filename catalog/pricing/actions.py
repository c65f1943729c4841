"""Writes of price lists and prices; every change lands in the journal."""

from datetime import datetime

from catalog import events
from catalog.pricing import queries, rules
from catalog.pricing.models import Price, PriceList, PricePoint
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict, Invalid, NotFound
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money

TURN_BATCH = 500


class UnknownPrice(NotFound):
    """No such price."""

    code = "unknown_price"


class PriorityTaken(Conflict):
    """A channel asks its lists one after the other: no two have the same priority."""

    code = "priority_taken"


class WrongCurrency(Invalid):
    """A list keeps prices of one currency only."""

    code = "wrong_currency"


@db.transaction_required
def base_list(*, channel: ChannelInfo) -> PriceList:
    """This finds the list of priority 0 of a channel, or makes it."""
    row, _ = PriceList.objects.get_or_create(
        channel_id=channel.id,
        priority=0,
        defaults={
            "code": f"{channel.code}-base",
            "name": channel.name,
            "currency": channel.currency,
            "includes_tax": channel.gross_prices,
        },
    )
    return row


@db.transaction_required
def save_list(
    *,
    code: str,
    name: str,
    channel: ChannelInfo,
    by: Actor,
    at: datetime,
    priority: int = 0,
    active: bool = True,
) -> PriceList:
    """This makes a price list of a channel or changes it; it shows tax as the channel does.

    Raises:
        PriorityTaken: when another list of the channel has the priority.
    """
    others = PriceList.objects.filter(channel_id=channel.id, priority=priority).exclude(code=code)
    if others.exists():
        message = f"another list of {channel.code} has the priority {priority}"
        raise PriorityTaken(message, field="priority")
    row, _ = PriceList.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "channel_id": channel.id,
            "currency": channel.currency,
            "includes_tax": channel.gross_prices,
            "priority": priority,
            "active": active,
        },
    )
    outbox.publish(events.PriceListChanged(price_list=code), at=at, by=by)
    return row


@db.transaction_required
def set_price(
    *,
    price_list: PriceList,
    variant_id: int,
    amount: Money,
    offer: rules.Offer | None = None,
    reduction: bool = False,
    by: Actor,
    at: datetime,
) -> Price:
    """This sets what one piece costs; `offer` says from how many pieces, for whom and when.

    A price for everyone that starts with a schedule is a reduction; a standing one is when
    `reduction` says so. A reduction names the lowest price of the thirty days before it.

    Raises:
        WrongCurrency, BadPrice: when the price does not fit the list.
    """
    said = offer or rules.Offer(key=0, priority=0, amount=amount.minor)
    rules.check(amount=amount.minor, starts_at=said.starts_at, ends_at=said.ends_at)
    if amount.currency != price_list.currency:
        message = f"{price_list.code} keeps {price_list.currency}"
        raise WrongCurrency(message, field="amount")
    before = _asked(price_list, variant_id, at)
    started = said.starts_at is None or said.starts_at <= at
    row, _ = Price.objects.update_or_create(
        price_list=price_list,
        variant_id=variant_id,
        price_group=said.price_group,
        min_quantity=said.min_quantity,
        starts_at=said.starts_at,
        defaults={
            "amount_minor": amount.minor,
            "ends_at": said.ends_at,
            "turned_at": at if started else None,
            "was_minor": None,
        },
    )
    if started and _reduces(said, wanted=reduction):
        _name_price_before(row, start=said.starts_at or at)
    _journal(row, before=before, by=by, at=at)
    return row


@db.transaction_required
def remove_price(*, price_id: int, by: Actor, at: datetime) -> None:
    """This takes a price off its list.

    Raises:
        UnknownPrice: when it is gone already.
    """
    row = Price.objects.select_related("price_list").filter(pk=price_id).first()
    if row is None:
        message = "this price does not exist"
        raise UnknownPrice(message)
    before = _asked(row.price_list, row.variant_id, at)
    row.delete()
    _journal(row, before=before, by=by, at=at, gone=True)


@db.transaction_required
def turn_prices(*, by: Actor, at: datetime) -> int:
    """This announces scheduled prices that started or ended meanwhile; returns how many."""
    rows = queries.turning(at=at, limit=TURN_BATCH)
    Price.objects.filter(pk__in=[row.pk for row in rows]).locked()
    for row in rows:
        ended = row.ends_at is not None and row.ends_at <= at
        moment = row.ends_at if ended and row.ends_at else row.starts_at or at
        if not ended and _reduces(_offer(row), wanted=False):
            _name_price_before(row, start=moment)
        Price.objects.filter(pk=row.pk).update(turned_at=at)
        _journal(row, before=_last(row), by=by, at=moment)
    return len(rows)


def _offer(row: Price) -> rules.Offer:
    return rules.Offer(
        key=row.pk,
        priority=0,
        amount=row.amount_minor,
        min_quantity=row.min_quantity,
        price_group=row.price_group,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def _reduces(offer: rules.Offer, *, wanted: bool) -> bool:
    for_everyone = offer.min_quantity == 1 and not offer.price_group
    return for_everyone and (wanted or offer.starts_at is not None or offer.ends_at is not None)


def _name_price_before(row: Price, *, start: datetime) -> None:
    points = queries.history(variant_id=row.variant_id, price_list_id=row.price_list_id)
    lowest = rules.lowest_before(points, start=start)
    row.was_minor = lowest if lowest is not None and lowest > row.amount_minor else None
    Price.objects.filter(pk=row.pk).update(was_minor=row.was_minor)


def _asked(price_list: PriceList, variant_id: int, at: datetime) -> int | None:
    rows = Price.objects.live(at=at).filter(
        price_list=price_list, variant_id=variant_id, price_group="", min_quantity=1
    )
    return min(rows.values_list("amount_minor", flat=True), default=None)


def _last(row: Price) -> int | None:
    points = queries.history(variant_id=row.variant_id, price_list_id=row.price_list_id)
    return points[-1].amount if points else None


def _journal(
    row: Price, *, before: int | None, by: Actor, at: datetime, gone: bool = False
) -> None:
    """The journal keeps what everyone pays for one piece, and every tier or group price as set."""
    after = _asked(row.price_list, row.variant_id, at)
    special = bool(row.price_group) or row.min_quantity > 1
    if special or after != before:
        PricePoint.objects.create(
            price_list=row.price_list,
            variant_id=row.variant_id,
            amount_minor=(None if gone else row.amount_minor) if special else after,
            price_group=row.price_group,
            min_quantity=row.min_quantity,
            at=at,
            by=str(by),
        )
    currency = row.price_list.currency
    outbox.publish(
        events.PriceChanged(
            product_id=row.variant.product_id,
            variant_id=row.variant_id,
            price_list=row.price_list.code,
            before=None if before is None else Money(before, currency),
            after=None if after is None else Money(after, currency),
        ),
        at=at,
        by=by,
    )
