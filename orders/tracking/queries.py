"""An order as its shopper sees it: status in plain words, timeline, parcels, sums."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce import clock
from commerce.channels import queries as channels
from commerce.money import Money
from commerce.storefront import moments
from crm import public as crm
from crm.contracts import Address
from inventory import public as inventory
from orders.cancellations import queries as cancellations
from orders.cancellations.rules import SHOPPERS
from orders.fulfillment import queries as fulfillments
from orders.fulfillment.models import Fulfillment
from orders.order.models import Order
from orders.pickup import queries as pickups
from orders.pickup.models import Pickup
from orders.pickup.queries import PickupNote
from orders.tracking import rules
from orders.tracking.rules import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the timeline; `state` is done, now or empty for what is to come."""

    title: str
    state: str
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelView:
    """A parcel, as far as its shopper cares."""

    status: str
    carrier: str
    tracking_number: str
    tracking_url: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One article as it was sold; `canceled` pieces of it fell away, on top of its quantity."""

    title: str
    options: str
    image: str
    sku: str
    quantity: int
    total: Money
    canceled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupView:
    """What a shopper needs to collect an order: where, when, with which code, until when."""

    note: PickupNote
    hours: tuple[tuple[str, str], ...]
    store_path: str
    calendar_path: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """An order with everything its page shows; addresses as lines, `tone` names a badge's color.

    `late` says why it has not come in time, `next` what happens from here on.
    """

    number: str
    email: str
    placed_at: datetime
    status: str
    status_text: str
    tone: str
    delivery_text: str
    payment_text: str
    timeline: tuple[Step, ...]
    parcels: tuple[ParcelView, ...]
    lines: tuple[LineView, ...]
    totals: dict[str, Any]
    ship_to: tuple[str, ...]
    bill_to: tuple[str, ...]
    late: str = ""
    next: tuple[str, ...] = ()
    calendar_path: str = ""
    pickup: PickupView | None = None
    note: str = ""


def view(order: Order, *, language: str) -> OrderView:
    """This shows an order to its shopper, in four statements for any number of lines; five when collected."""
    sent = [one for one in fulfillments.of_order(order.pk) if one.state != "canceled"]
    status, tone = status_of(order)
    pickup = _find_pickup(order)
    shown = _view(order, sent, status=(status, tone), language=language)
    return shown if pickup is None else _collected(shown, order, pickup, language=language)


def _view(
    order: Order, sent: list[Fulfillment], *, status: tuple[str, str], language: str
) -> OrderView:
    return OrderView(
        number=order.number,
        email=order.email,
        placed_at=order.placed_at,
        status=status[0],
        tone=status[1],
        status_text=_status_text(order),
        delivery_text=delivery_text(order, language),
        payment_text=_payment_text(order),
        timeline=_timeline(order, sent, language),
        parcels=tuple(_parcel(one) for one in sent if one.parcel_id is not None),
        lines=tuple(_lines(order)),
        totals=_totals(order),
        ship_to=address_lines(order.ship_to),
        bill_to=() if order.bill_to == order.ship_to else address_lines(order.bill_to),
        late=_late(order, sent, language),
        note=order.note,
        next=_next(order, language),
        calendar_path=reverse("delivery_calendar", args=[order.public_id, order.token])
        if order.token and delivery_days(order)
        else "",
    )


def choices(order: Order) -> Choices:
    """This says what a shopper may still do to an order."""
    stages = Fulfillment.objects.live().filter(order=order).order_by("pk")
    return rules.choices(
        state=order.state,
        shipped=order.quantity_shipped,
        stages=list(stages.values_list("state", flat=True)),
        is_pickup=pickups.find_pickup(order_id=order.pk) is not None,
        untouched_pieces=sum(cancellations.offer(order, reach=SHOPPERS).values()),
    )


def status_of(order: Order) -> tuple[str, str]:
    """This words where an order stands in one or two words, and the tone of its badge."""
    if order.state == "canceled":
        return _("Canceled"), "bad"
    if order.payment_state == "refunded":
        return _("Refunded"), "info"
    words = {
        "unfulfilled": (_("In preparation"), "warn"),
        "partially_shipped": (_("Partly sent"), "info"),
        "shipped": (_("On its way"), "info"),
        "delivered": (_("Delivered"), "ok"),
    }
    return words.get(order.fulfillment_state, (_("Ordered"), "info"))


def _find_pickup(order: Order) -> Pickup | None:
    if not inventory.is_pickup(order.delivery_code):
        return None
    return pickups.find_pickup(order_id=order.pk)


def _collected(shown: OrderView, order: Order, pickup: Pickup, *, language: str) -> OrderView:
    """The same view, of an order that waits in a store instead of travelling."""
    note = pickups.note(pickup, language=language)
    words = {
        "expected": (_("In preparation"), "warn", _("We are getting it ready in the store.")),
        "ready": (_("Ready to collect"), "ok", _("It is waiting for you in the store.")),
        "collected": (_("Collected"), "ok", _("You have collected it. We hope you like it.")),
    }
    found = words.get(pickup.state)
    status, tone, text = found or (shown.status, shown.tone, shown.status_text)
    steps = ((_("Ready to collect"), pickup.ready_at), (_("Collected"), pickup.collected_at))
    timeline = shown.timeline
    if found:
        timeline = (shown.timeline[0], *_steps(steps))
    waits = pickup.state in {"expected", "ready"}
    return replace(
        shown,
        status=status,
        tone=tone,
        status_text=text,
        delivery_text="",
        late="",
        next=(),
        timeline=timeline,
        parcels=(),
        pickup=PickupView(
            note=note,
            hours=pickups.hours(pickup, language=language) if waits else (),
            store_path=reverse("store", args=[note.slug]) if note.slug else "",
            calendar_path=reverse("pickup_calendar", args=[order.public_id, order.token])
            if order.token and waits
            else "",
            waits=waits,
        ),
    )


def _steps(wanted: Iterable[tuple[str, datetime | None]]) -> list[Step]:
    """The steps after the order was placed: done, under way, to come."""
    steps = []
    reached = True
    for title, at in wanted:
        state = "done" if at else "now" if reached else ""
        reached = reached and at is not None
        steps.append(Step(title=title, state=state, at=at, text=""))
    return steps


def delivery_text(order: Order, language: str) -> str:
    """This words when the goods arrive; empty when that is over or unknown, or nothing travels."""
    days = delivery_days(order)
    if days is None:
        return ""
    return _("Arrives %(days)s") % {"days": moments.days(*days, language=language)}


def delivery_days(order: Order) -> tuple[date, date] | None:
    """The first and last day on which a parcel of this order may still come."""
    over = order.state == "canceled" or order.fulfillment_state == "delivered"
    if over or inventory.is_pickup(order.delivery_code):
        return None
    if order.earliest_on is None or order.latest_on is None:
        return None
    return order.earliest_on, order.latest_on


def _late(order: Order, sent: list[Fulfillment], language: str) -> str:
    """This says why goods have not come by the day that was promised; empty when they are in time (O3)."""
    days = delivery_days(order)
    if days is None or clock.now().date() <= days[1]:
        return ""
    words = {"day": moments.day(days[1], language=language)}
    left = [one.shipped_at for one in sent if one.shipped_at is not None]
    if len(left) < len(sent) or not left:
        why = _("It was to arrive by %(day)s. Not everything was ready to leave in time.")
        return why % words
    words["left"] = moments.day(max(left).date(), language=language)
    why = _("It was to arrive by %(day)s. The carrier has had it since %(left)s and is behind.")
    return why % words


def _next(order: Order, language: str) -> tuple[str, ...]:
    """What happens after ordering, with its days, as far as it has not happened yet (O1)."""
    days = delivery_days(order)
    if order.fulfillment_state != "unfulfilled" or order.state == "canceled" or days is None:
        return ()
    mind = channels.get_channel_by_id(order.channel_id).withdrawal_days
    return (
        _("We pack it and write to you when it leaves."),
        _("It arrives %(days)s.") % {"days": moments.days(*days, language=language)},
        ngettext(
            "If you do not like it, send it back within %(count)d day.",
            "If you do not like it, send it back within %(count)d days.",
            mind,
        )
        % {"count": mind},
    )


def _status_text(order: Order) -> str:
    if order.state == "canceled":
        return _("This order was canceled. What was reserved on your card is free again.")
    words = {
        "unfulfilled": _("We have your order and are getting it ready."),
        "partially_shipped": _("A part is on its way, the rest follows."),
        "shipped": _("It is on its way to you."),
        "delivered": _("It has arrived. We hope you like it."),
    }
    return words.get(order.fulfillment_state, "")


def _payment_text(order: Order) -> str:
    if order.payment_kind == "invoice":
        return _("You pay by invoice.")
    if order.payment_kind == "manual":
        return _("You pay by bank transfer.")
    words = {
        "authorized": _("Your card is charged when we send the goods."),
        "partially_paid": _("Your card was charged for what we have sent so far."),
        "paid": _("Paid by card."),
        "voided": _("Your card was not charged."),
        "refunded": _("We sent the money back to your card."),
        "partially_refunded": _("We sent a part of the money back to your card."),
    }
    return words.get(order.payment_state, "")


def _timeline(order: Order, sent: list[Fulfillment], language: str) -> tuple[Step, ...]:
    placed = Step(title=_("Ordered"), state="done", at=order.placed_at, text="")
    if order.state == "canceled":
        over = Step(title=_("Canceled"), state="now", at=order.canceled_at, text="")
        return (placed, over)
    found = [
        (_("Packed"), _first([one.packed_at for one in sent])),
        (_("On its way"), _first([one.shipped_at for one in sent])),
        (_("Delivered"), _last([one.delivered_at for one in sent])),
    ]
    steps = _steps(found)
    if steps[-1].at is None:
        steps[-1] = replace(steps[-1], text=delivery_text(order, language))
    return (placed, *steps)


def _first(moments: list[datetime | None]) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)


def _last(moments: list[datetime | None]) -> datetime | None:
    """The last of them, but only when nothing is still to come."""
    if not moments or None in moments:
        return None
    return max(at for at in moments if at is not None)


def _parcel(one: Fulfillment) -> ParcelView:
    words = {
        "packed": _("Packed, waiting for the carrier"),
        "shipped": _("Handed to the carrier"),
        "delivered": _("Delivered"),
    }
    return ParcelView(
        status=words.get(one.state, _("In preparation")),
        carrier=settings.SHOP_NAME if one.carrier == "house" else one.carrier,
        tracking_number=one.tracking_number,
        tracking_url=one.tracking_url if one.tracking_url.startswith("https://") else "",
        pieces=tuple(
            f"{line.quantity} \N{MULTIPLICATION SIGN} {line.order_line.title}"
            for line in one.lines.all()
        ),
    )


def _lines(order: Order) -> list[LineView]:
    return [
        LineView(
            title=line.title,
            options=line.options,
            image=line.image,
            sku=line.sku,
            quantity=line.quantity,
            total=line.gross if order.prices_include_tax else line.taxed.net,
            canceled=line.quantity_canceled,
        )
        for line in order.lines.order_by("position")
    ]


def _totals(order: Order) -> dict[str, Any]:
    goods = order.sums.gross - order.shipping.gross
    net_goods = order.sums.net - order.shipping.net
    gross = order.prices_include_tax
    return {
        "subtotal": (goods if gross else net_goods) + order.discount,
        "discount": order.discount,
        "delivery": order.shipping.gross if gross else order.shipping.net,
        "delivery_name": order.delivery_name,
        "tax": order.sums.tax,
        "includes_tax": gross,
        "total": order.total,
    }


def address_lines(stored: dict[str, Any]) -> tuple[str, ...]:
    """This writes an order's address as the lines of a label; none when it has no address."""
    return crm.address_lines(address=Address(**stored)) if stored.get("line1") else ()


def taxes(order: Order) -> tuple[dict[str, Any], ...]:
    """This sums an order's taxes by rate, delivery included; the rates in percent as words."""
    sums: dict[Any, list[int]] = {}
    parts = [(line.tax_rate, line.net_minor, line.tax_minor) for line in order.lines.all()]
    parts.append((order.shipping_rate, order.shipping_net_minor, order.shipping_tax_minor))
    for rate, net, tax in parts:
        held = sums.setdefault(rate.normalize(), [0, 0])
        held[0], held[1] = held[0] + net, held[1] + tax
    return tuple(
        {
            "rate": f"{(rate * 100).normalize():f}",
            "net": Money(net, order.currency),
            "tax": Money(tax, order.currency),
        }
        for rate, (net, tax) in sorted(sums.items(), reverse=True)
        if net
    )
