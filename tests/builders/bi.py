"""Builders for bi: facts as orders and payments announce them."""

from datetime import datetime, timedelta
from typing import Any

from bi.tracking import actions as tracking
from bi.tracking.actions import Batch
from bi.tracking.rules import Seen
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.events import outbox
from commerce.events.facts import Fact
from commerce.money import Money
from orders.events import (
    FulfillmentShipped,
    LineFact,
    OrderCanceled,
    OrderPlaced,
    OrderRefunded,
)
from tests.builders.commerce import AT

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def announce(*facts: Fact, at: datetime = AT) -> None:
    """This announces facts in one transaction."""
    with db.transaction():
        for fact in facts:
            outbox.publish(fact, at=at)


def money(minor: int, currency: str = "EUR") -> Money:
    """This makes an amount."""
    return Money(minor, currency)


def line(line_id: int, *, net: int = 1000, quantity: int = 1, **over: Any) -> LineFact:
    """This makes a line at 19 % tax."""
    tax = net * 19 // 100
    columns: dict[str, Any] = {
        "variant_id": line_id,
        "product_id": line_id,
        "sku": f"SKU-{line_id}",
        "title": f"Thing {line_id}",
        "category": "Mugs",
        **over,
    }
    return LineFact(
        line_id=line_id,
        quantity=quantity,
        net=money(net),
        tax=money(tax),
        gross=money(net + tax),
        **columns,
    )


def placed(number: int = 1, *lines: LineFact, **over: Any) -> OrderPlaced:
    """This is an order of one thing for 10 euros net, delivered for 5 net."""
    kept = lines or (line(number * 10),)
    net = sum(one.net.minor for one in kept)
    tax = sum(one.tax.minor for one in kept)
    columns: dict[str, Any] = {
        "order_id": number,
        "public_id": f"ord_{number}",
        "number": f"EU-{number}",
        "channel": "eu",
        "customer_id": 7,
        "checkout_reference": f"chk_{number}",
        "payment_id": number,
        "lines": kept,
        "shipping_net": money(500),
        "shipping_tax": money(95),
        "total_net": money(net + 500),
        "total_tax": money(tax + 95),
        "total": money(net + tax + 595),
        "ship_country": "DE",
        "visitor": "",
        "placed_at": AT,
        **over,
    }
    return OrderPlaced(**columns)


def canceled(order: OrderPlaced) -> OrderCanceled:
    """This is the same order, called off."""
    return OrderCanceled(
        order_id=order.order_id,
        number=order.number,
        reason="customer",
        lines=order.lines,
        total_net=order.total_net,
        total_tax=order.total_tax,
        total=order.total,
    )


def refunded(order: OrderPlaced, *lines: LineFact, refund_id: int = 1) -> OrderRefunded:
    """This is money back for some lines, without delivery."""
    net = sum(one.net.minor for one in lines)
    tax = sum(one.tax.minor for one in lines)
    return OrderRefunded(
        order_id=order.order_id,
        number=order.number,
        refund_id=refund_id,
        lines=lines,
        net=money(net),
        tax=money(tax),
        total=money(net + tax),
        refunded_at=AT + timedelta(days=2),
    )


def shipped(order: OrderPlaced) -> FulfillmentShipped:
    """This is the whole order, sent in one parcel."""
    return FulfillmentShipped(
        order_id=order.order_id,
        number=order.number,
        fulfillment_id=order.order_id,
        parcel_id=order.order_id,
        payment_id=order.payment_id,
        lines=order.lines,
        shipping_net=order.shipping_net,
        shipping_tax=order.shipping_tax,
        total=order.total,
        carrier="house",
        tracking_number="KH1",
        shipped_at=AT + timedelta(days=1),
    )


def seen(message_id: str, name: str = "page_view", *, minutes: int = 0, **over: Any) -> Seen:
    """This is an event some minutes after the beginning."""
    return Seen(
        message_id=message_id.ljust(8, "-"), name=name, at=AT + timedelta(minutes=minutes), **over
    )


def tell(
    channel: ChannelInfo, *events: Seen, visitor: str = "vis12345", agent: str = BROWSER
) -> int:
    """This sends a batch an hour after the beginning."""
    batch = Batch(
        events=events,
        channel=channel,
        visitor=visitor,
        agent=agent,
        sent_at=AT + timedelta(hours=1),
    )
    with db.transaction():
        return tracking.take_in(batch=batch, at=AT + timedelta(hours=1))
