"""Writing an agreement into the order book."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from commerce import db, ids, numbers, rows
from commerce.channels.queries import ChannelInfo
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money
from crm.contracts import Address
from orders import events
from orders.order import queries
from orders.order.actions import timeline
from orders.order.models import Order, OrderLine
from orders.order.rules.agreement import AgreedLine, Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who agreed, where it goes and how it is paid; `source` is storefront, api, or a name of an import."""

    channel: ChannelInfo
    source: str
    key_id: int | None
    customer_id: int | None
    customer_name: str
    email: str
    language: str
    visitor: str
    checkout_reference: str
    ship_to: Address
    bill_to: Address
    payment_id: int | None
    payment_method: str
    payment_kind: str
    note: str = ""


@db.transaction_required
def record_order(
    *, agreement: Agreement, parties: Parties, number: str, at: datetime, by: Actor
) -> Order:
    """This writes the order with snapshots of everything agreed, and announces OrderPlaced.

    A second order of the same checkout is refused by the database.
    """
    order = Order(
        **_parties(parties),
        **_sums(agreement, parties),
        public_id=ids.new("ord"),
        number=number,
        token=ids.token(),
        placed_at=at,
        updated_at=at,
    )
    rows.insert([order])
    lines = [_line(order, position, line) for position, line in enumerate(agreement.lines, start=1)]
    rows.insert(lines)
    timeline.note_down(
        order=order,
        kind="placed",
        at=at,
        by=by,
        total=order.total_minor,
        method=order.payment_method,
        source=order.source,
    )
    outbox.publish(_placed(order, lines, parties), at=at, by=by, channel=parties.channel.code)
    return order


def next_number(channel: ChannelInfo) -> str:
    """This draws an order number such as EU-100042; gaps mean nothing, and nobody waits for another."""
    prefix = f"{channel.order_prefix}-" if channel.order_prefix else ""
    return f"{prefix}{numbers.gapped()}"


def _parties(parties: Parties) -> dict[str, object]:
    return {
        "channel_id": parties.channel.id,
        "api_key_id": parties.key_id,
        "source": parties.source,
        "customer_id": parties.customer_id,
        "customer_name": parties.customer_name,
        "email": parties.email,
        "language": parties.language,
        "visitor": parties.visitor,
        "checkout_reference": parties.checkout_reference,
        "ship_to": dataclasses.asdict(parties.ship_to),
        "bill_to": dataclasses.asdict(parties.bill_to),
        "ship_country": parties.ship_to.country,
        "payment_id": parties.payment_id,
        "payment_method": parties.payment_method,
        "payment_kind": parties.payment_kind,
        "note": parties.note,
    }


def _sums(agreement: Agreement, parties: Parties) -> dict[str, object]:
    return {
        "currency": agreement.currency,
        "prices_include_tax": agreement.includes_tax,
        "delivery_code": agreement.delivery_code,
        "delivery_name": agreement.delivery_name,
        "carrier": agreement.carrier,
        "earliest_on": agreement.earliest_on,
        "latest_on": agreement.latest_on,
        "shipping_net_minor": agreement.shipping_net_minor,
        "shipping_tax_minor": agreement.shipping_tax_minor,
        "shipping_gross_minor": agreement.shipping_gross_minor,
        "shipping_rate": agreement.shipping_rate or "0",
        "discount_minor": agreement.discount_minor,
        "net_minor": agreement.net_minor,
        "tax_minor": agreement.tax_minor,
        "total_minor": agreement.total_minor,
        "quantity": agreement.pieces,
    }


def _line(order: Order, position: int, line: AgreedLine) -> OrderLine:
    return OrderLine(
        order=order,
        position=position,
        currency=order.currency,
        variant_id=line.variant_id,
        product_id=line.product_id,
        sku=line.sku,
        title=line.title,
        options=line.options,
        image=line.image,
        category=line.category,
        brand=line.brand,
        weight_g=line.weight_g,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        discount_minor=line.discount_minor,
        net_minor=line.net_minor,
        tax_minor=line.tax_minor,
        gross_minor=line.gross_minor,
        tax_class=line.tax_class,
        tax_rate=line.tax_rate,
        tax_treatment=line.tax_treatment,
    )


def _placed(order: Order, lines: list[OrderLine], parties: Parties) -> events.OrderPlaced:
    return events.OrderPlaced(
        order_id=order.pk,
        public_id=order.public_id,
        number=order.number,
        channel=parties.channel.code,
        customer_id=order.customer_id,
        checkout_reference=order.checkout_reference,
        payment_id=order.payment_id,
        lines=tuple(queries.line_fact(line) for line in lines),
        shipping_net=Money(order.shipping_net_minor, order.currency),
        shipping_tax=Money(order.shipping_tax_minor, order.currency),
        total_net=Money(order.net_minor, order.currency),
        total_tax=Money(order.tax_minor, order.currency),
        total=order.total,
        ship_country=order.ship_country,
        visitor=order.visitor,
        placed_at=order.placed_at,
    )
