"""Since when, and until when, the contract of an order may be taken back."""

from collections.abc import Container
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from commerce.channels import queries as channels
from orders.fulfillment.models import Fulfillment
from orders.order.models import Order
from orders.withdrawals import rules
from orders.withdrawals.models import Withdrawal
from orders.withdrawals.rules import Term


def term_of(order: Order) -> Term:
    """This works out the term of an order by its channel's days, in its channel's zone."""
    channel = channels.get_channel_by_id(order.channel_id)
    zone = ZoneInfo(channel.time_zone)
    delivered_on = _day(_delivered_at(order), zone)
    return rules.term(
        delivered_on=delivered_on,
        told_on=_told_on(order, zone, otherwise=delivered_on),
        days=channel.withdrawal_days,
        holidays=_holidays(channel.origin_country),
    )


def find_withdrawal(order: Order) -> Withdrawal | None:
    """This finds the declaration of an order."""
    return Withdrawal.objects.filter(order=order).first()


def today(order: Order, *, at: datetime) -> date:
    """This is the day of a moment where the order was placed."""
    zone = ZoneInfo(channels.get_channel_by_id(order.channel_id).time_zone)
    return at.astimezone(zone).date()


def _delivered_at(order: Order) -> datetime | None:
    """When the last parcel arrived; None while one is still to come."""
    parcels = Fulfillment.objects.live().filter(order=order).order_by("pk")
    moments = list(parcels.values_list("delivered_at", flat=True))
    if not moments:
        return order.completed_at
    return None if None in moments else max(one for one in moments if one is not None)


def _told_on(order: Order, zone: ZoneInfo, *, otherwise: date | None) -> date | None:
    """When the confirmation, which says how to withdraw, first went out; None while ours has not.

    Orders that never had one of ours were confirmed by whoever sold or brought them, by `otherwise`.
    """
    sent = order.events.filter(kind="mailed", data__mail="placed").order_by("id").first()
    if sent is not None:
        return _day(sent.at, zone)
    return None if order.mails.filter(kind="placed").exists() else otherwise


@cache
def _holidays(country: str) -> Container[date]:
    """The public holidays of a country as a whole, worked out year by year; none for one that is not known."""
    # A calendar of the world: loaded by those alone who ask for a term.
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else moment.astimezone(zone).date()
