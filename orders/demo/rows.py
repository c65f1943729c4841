"""The rows of the order book that an agreed deal becomes; nothing is written here."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from commerce import ids
from commerce.channels.queries import ChannelInfo
from orders.demo import trade
from orders.demo.agreed import Agreed
from orders.fulfillment.models import Fulfillment, FulfillmentLine
from orders.order.models import Order, OrderEvent, OrderLine, OrderRefund

BY = "system:demo"
SOURCE = "demo"
REFUND_AFTER = timedelta(days=6)


def captured_at(one: Agreed, *, at_once: bool, at: datetime) -> datetime | None:
    """This is when the money was taken; None when it was let go, or an invoice is still open at `at`."""
    if one.is_canceled:
        return one.deal.placed_at if at_once and one.deal.method == "card" else None
    if one.deal.method == "invoice":
        paid = one.deal.shipped_at + one.deal.paid_late_by
        return paid if paid <= at else None
    return one.deal.placed_at if at_once else one.deal.shipped_at


def refunded_at(one: Agreed) -> datetime:
    """This is when money went back: hours after a cancellation, days after a delivery."""
    if one.is_canceled:
        return one.deal.placed_at + timedelta(hours=3)
    return max(
        one.deal.delivered_at + REFUND_AFTER,
        one.deal.shipped_at + one.deal.paid_late_by + timedelta(hours=1),
    )


def order(one: Agreed, *, channel: ChannelInfo, payment_id: int, key: str, at: datetime) -> Order:
    """This is the order; `key` opens it by link."""
    deal = one.deal
    paid = captured_at(one, at_once=not channel.capture_on_shipment, at=at) is not None
    back = _given_back(one) if paid else None
    pieces = sum(quantity for _, quantity in deal.basket)
    shipped = 0 if one.is_canceled else pieces
    arrived = deal.fate in {"delivered", "refunded"}
    address = dataclasses.asdict(deal.buyer.address)
    return Order(
        public_id=ids.new("ord"),
        number=one.number,
        token=key,
        channel_id=channel.id,
        source=SOURCE,
        customer_id=deal.buyer.customer_id,
        checkout_reference=one.reference,
        language=deal.buyer.language,
        email=deal.buyer.email,
        customer_name=deal.buyer.name,
        state="canceled" if one.is_canceled else "completed" if arrived else "placed",
        ship_to=address,
        bill_to=address,
        ship_country=deal.buyer.address.country,
        delivery_code="standard",
        delivery_name="Standard delivery",
        carrier="house",
        earliest_on=(deal.shipped_at + timedelta(days=1)).date(),
        latest_on=(deal.shipped_at + timedelta(days=4)).date(),
        currency=channel.currency,
        prices_include_tax=channel.gross_prices,
        **_sums(one),
        payment_id=payment_id,
        payment_method=deal.method,
        payment_kind=deal.method,
        captured_minor=one.total.gross.minor if paid else 0,
        refunded_minor=back[2] if back else 0,
        refunded_tax_minor=back[1] if back else 0,
        shipping_refunded_minor=one.shipping.taxed.gross.minor if back and one.is_canceled else 0,
        voided=one.is_canceled and not paid,
        quantity=pieces,
        quantity_shipped=shipped,
        quantity_delivered=shipped if arrived else 0,
        cancel_reason="Changed their mind" if one.is_canceled else "",
        placed_at=deal.placed_at,
        canceled_at=refunded_at(one) if one.is_canceled else None,
        completed_at=deal.delivered_at if arrived else None,
        updated_at=at,
    )


def _sums(one: Agreed) -> dict[str, Any]:
    """This is what the order comes to, in columns."""
    shipping, total = one.shipping, one.total
    return {
        "shipping_net_minor": shipping.taxed.net.minor,
        "shipping_tax_minor": shipping.taxed.tax.minor,
        "shipping_gross_minor": shipping.taxed.gross.minor,
        "shipping_rate": shipping.rate,
        "net_minor": total.net.minor,
        "tax_minor": total.tax.minor,
        "total_minor": total.gross.minor,
    }


def lines(one: Agreed, row: Order) -> Iterator[OrderLine]:
    """These are the order's lines."""
    for place, ((card, quantity), taxed) in enumerate(zip(one.pairs, one.lines, strict=True)):
        came_back = one.returned is taxed
        yield OrderLine(
            order=row,
            position=place + 1,
            variant_id=card.variant_id,
            product_id=card.product_id,
            sku=card.sku,
            title=card.name,
            options=card.options,
            image=card.image,
            category=card.category,
            brand=card.brand,
            weight_g=card.weight_g,
            quantity=quantity,
            currency=row.currency,
            unit_minor=card.unit.minor,
            net_minor=taxed.taxed.net.minor,
            tax_minor=taxed.taxed.tax.minor,
            gross_minor=taxed.taxed.gross.minor,
            tax_class=card.tax_class,
            tax_rate=taxed.rate,
            tax_treatment=taxed.treatment,
            quantity_shipped=0 if one.is_canceled else quantity,
            quantity_refunded=quantity if came_back else 0,
        )


def fulfillment(one: Agreed, row: Order, *, parcel_id: int) -> Fulfillment:
    """This is the one parcel's fulfillment."""
    code, name = trade.warehouse_of(row.ship_country)
    deal = one.deal
    arrived = row.state == "completed"
    return Fulfillment(
        public_id=ids.new("ful"),
        order=row,
        warehouse_code=code,
        warehouse_name=name,
        state="delivered" if arrived else "shipped",
        parcel_id=parcel_id,
        carrier="house",
        tracking_number=tracking(one),
        planned_at=deal.placed_at,
        picked_at=deal.shipped_at - timedelta(hours=2),
        packed_at=deal.shipped_at - timedelta(hours=1),
        shipped_at=deal.shipped_at,
        delivered_at=deal.delivered_at if arrived else None,
    )


def fulfillment_lines(row: Fulfillment, found: list[OrderLine]) -> Iterator[FulfillmentLine]:
    """These say that everything went into that parcel."""
    for line in found:
        yield FulfillmentLine(fulfillment=row, order_line=line, quantity=line.quantity)


def refund(one: Agreed, row: Order, found: list[OrderLine], *, refund_id: int) -> OrderRefund:
    """This is the money that went back, with the lines it was for."""
    net, tax, gross = _given_back(one) or (0, 0, 0)
    kept = found if one.is_canceled else [found[one.deal.refunded_line]]
    at = refunded_at(one)
    return OrderRefund(
        order=row,
        public_id=ids.new("orf"),
        key=refund_key(one),
        refund_id=refund_id,
        state="issued",
        lines=[
            {"line_id": line.pk, "quantity": line.quantity, "net": line.net_minor,
             "tax": line.tax_minor, "gross": line.gross_minor}
            for line in kept
        ] if not one.is_canceled else [],
        currency=row.currency,
        shipping_minor=one.shipping.taxed.gross.minor if one.is_canceled else 0,
        net_minor=net,
        tax_minor=tax,
        total_minor=gross,
        reason=one.deal.reason,
        by=BY,
        requested_at=at,
        issued_at=at,
    )  # fmt: skip


def tracking(one: Agreed) -> str:
    """This is the number on the parcel's label."""
    return f"KP{one.number.partition('-')[2]:0>10}"


def refund_key(one: Agreed) -> str:
    """This names the refund's cause."""
    return f"demo:{one.number}"


def story(one: Agreed, row: Order) -> Iterator[OrderEvent]:
    """This is the order's timeline."""
    deal = one.deal
    told: list[tuple[str, datetime, Mapping[str, object]]] = [
        ("placed", deal.placed_at, {"total": row.total_minor, "method": deal.method,
                                    "source": row.source}),
    ]  # fmt: skip
    if one.is_canceled:
        told.append(("canceled", refunded_at(one), {"reason": row.cancel_reason}))
    if row.completed_at:
        told.append(("completed", row.completed_at, {}))
    if row.refunded_minor:
        told.append(("refunded", refunded_at(one), {"amount": row.refunded_minor}))
    for kind, at, data in told:
        yield OrderEvent(order=row, at=at, by=BY, kind=kind, data=dict(data))


def _given_back(one: Agreed) -> tuple[int, int, int] | None:
    """Return net, tax and gross of what went back: everything, one line, or nothing."""
    taxed = one.total if one.is_canceled else one.returned.taxed if one.returned else None
    return (taxed.net.minor, taxed.tax.minor, taxed.gross.minor) if taxed else None
