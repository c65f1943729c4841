"""Since when, and until when, the contract of an order may be taken back."""

from datetime import date, datetime
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
    told = _told_at(order)
    return rules.term(
        delivered_on=delivered_on,
        told_on=delivered_on if told == "elsewhere" else _day(told, zone),
        days=channel.withdrawal_days,
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


def _told_at(order: Order) -> datetime | str | None:
    """When the confirmation, which says how to withdraw, first went out; None when it never did.

    Orders that never had one of ours were confirmed by whoever sold or brought them: "elsewhere".
    """
    sent = order.events.filter(kind="mailed", data__mail="placed").order_by("id").first()
    if sent is not None:
        return sent.at
    return None if order.mails.filter(kind="placed").exists() else "elsewhere"


def _day(moment: datetime | str | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else None
