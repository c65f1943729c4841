"""An order as its shopper sees it: status in plain words, timeline, parcels, sums."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.money import Money
from commerce.storefront import moments
from crm import public as crm
from crm.contracts import Address
from inventory import public as inventory
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
    """One article as it was sold."""

    title: str
    options: str
    image: str
    sku: str
    quantity: int
    total: Money


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
    """An order with everything its page shows; addresses as lines, `tone` names a badge's color."""

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
    pickup: PickupView | None = None


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
        timeline=_timeline(order, sent),
        parcels=tuple(_parcel(one) for one in sent if one.parcel_id is not None),
        lines=tuple(_lines(order)),
        totals=_totals(order),
        ship_to=_address(order.ship_to),
        bill_to=() if order.bill_to == order.ship_to else _address(order.bill_to),
    )


def choices(order: Order) -> Choices:
    """This says what a shopper may still do to an order."""
    stages = Fulfillment.objects.filter(order=order).order_by("pk")
    return rules.choices(
        state=order.state,
        shipped=order.quantity_shipped,
        stages=list(stages.values_list("state", flat=True)),
        is_pickup=pickups.find_pickup(order_id=order.pk) is not None,
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


def _steps(moments: Iterable[tuple[str, datetime | None]]) -> list[Step]:
    """The steps after the order was placed: done, under way, to come."""
    steps = []
    reached = True
    for title, at in moments:
        state = "done" if at else "now" if reached else ""
        reached = reached and at is not None
        steps.append(Step(title=title, state=state, at=at, text=""))
    return steps


def delivery_text(order: Order, language: str) -> str:
    """This words when the goods arrive; empty when that is over or unknown, or nothing travels."""
    if inventory.is_pickup(order.delivery_code):
        return ""
    over = order.state == "canceled" or order.fulfillment_state == "delivered"
    if over or order.earliest_on is None or order.latest_on is None:
        return ""
    return _("Arrives %(days)s") % {
        "days": moments.days(order.earliest_on, order.latest_on, language=language)
    }


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


def _timeline(order: Order, sent: list[Fulfillment]) -> tuple[Step, ...]:
    placed = Step(title=_("Ordered"), state="done", at=order.placed_at, text="")
    if order.state == "canceled":
        over = Step(title=_("Canceled"), state="now", at=order.canceled_at, text="")
        return (placed, over)
    moments = [
        (_("Packed"), _first([one.packed_at for one in sent])),
        (_("On its way"), _first([one.shipped_at for one in sent])),
        (_("Delivered"), _last([one.delivered_at for one in sent])),
    ]
    return (placed, *_steps(moments))


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
        pieces=tuple(f"{line.quantity} x {line.order_line.title}" for line in one.lines.all()),
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


def _address(stored: dict[str, Any]) -> tuple[str, ...]:
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
