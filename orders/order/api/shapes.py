"""What the order book says and hears over the API."""

from collections.abc import Iterable, Sequence
from typing import Any

from rest_framework import serializers

from commerce.channels import queries as channels
from commerce.http.inputs import Strict
from commerce.money import Money
from inventory.contracts import Parcel
from orders.cart.api import MoneyOutput, amount
from orders.order.models import Order, OrderEvent, OrderLine, OrderRefund

EXPANSIONS = ("lines", "shipments", "refunds", "timeline")


class CancellationInput(Strict):
    """Why an order is canceled."""

    reason = serializers.CharField(max_length=200)


class PiecesInput(Strict):
    """So many pieces of one line."""

    line = serializers.CharField(max_length=40)
    quantity = serializers.IntegerField(min_value=1, max_value=999)


class RefundInput(Strict):
    """What goes back, and why: pieces, a part of the delivery, a gesture; amounts as decimal text."""

    lines = PiecesInput(many=True, required=False)
    shipping = serializers.CharField(max_length=20, required=False)
    goodwill = serializers.CharField(max_length=20, required=False)
    reason = serializers.CharField(max_length=200)


class OrderLineOutput(serializers.Serializer[Any]):
    """One article as it is still sold: net + tax = gross for all its pieces."""

    id = serializers.CharField()
    sku = serializers.CharField()
    title = serializers.CharField()
    options = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField()
    quantity_shipped = serializers.IntegerField()
    quantity_refunded = serializers.IntegerField()
    quantity_canceled = serializers.IntegerField(
        help_text="pieces that fell away, on top of quantity"
    )
    unit_price = MoneyOutput()
    discount = MoneyOutput()
    net = MoneyOutput()
    tax = MoneyOutput()
    gross = MoneyOutput()
    tax_rate = serializers.CharField()


class ShipmentLineOutput(serializers.Serializer[Any]):
    """So many pieces of an article in a parcel."""

    sku = serializers.CharField(allow_null=True)
    quantity = serializers.IntegerField()


class ShipmentOutput(serializers.Serializer[Any]):
    """A parcel: what is in it, who carries it, under which number."""

    id = serializers.CharField()
    state = serializers.CharField()
    warehouse = serializers.CharField()
    carrier = serializers.CharField(allow_blank=True)
    tracking_number = serializers.CharField(allow_blank=True)
    tracking_url = serializers.CharField(allow_blank=True)
    lines = ShipmentLineOutput(many=True)
    dispatched_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)


class RefundLineOutput(serializers.Serializer[Any]):
    """Pieces of a line that went back."""

    line = serializers.CharField()
    quantity = serializers.IntegerField()
    gross = MoneyOutput()


class RefundOutput(serializers.Serializer[Any]):
    """Money that goes back: requested, issued or failed."""

    id = serializers.CharField()
    state = serializers.CharField()
    lines = RefundLineOutput(many=True)
    shipping = MoneyOutput()
    goodwill = MoneyOutput()
    tax = MoneyOutput()
    total = MoneyOutput()
    for_canceled = serializers.BooleanField(help_text="money of articles that never left")
    reason = serializers.CharField(allow_blank=True)
    requested_at = serializers.DateTimeField()
    issued_at = serializers.DateTimeField(allow_null=True)


class EventOutput(serializers.Serializer[Any]):
    """One entry of the timeline."""

    at = serializers.DateTimeField()
    by = serializers.CharField()
    kind = serializers.CharField()
    data = serializers.DictField()  # type: ignore[assignment]


class OrderOutput(serializers.Serializer[Any]):
    """An order; lines, shipments, refunds and timeline appear when expanded."""

    id = serializers.CharField()
    number = serializers.CharField()
    channel = serializers.CharField()
    state = serializers.CharField()
    payment_state = serializers.CharField()
    fulfillment_state = serializers.CharField()
    on_hold = serializers.BooleanField()
    email = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    shipping_address = serializers.DictField()
    billing_address = serializers.DictField()
    delivery = serializers.CharField(allow_blank=True)
    payment_method = serializers.CharField(allow_blank=True)
    note = serializers.CharField(
        allow_blank=True, help_text="what the shopper wrote to those who pack"
    )
    discount = MoneyOutput()
    shipping = MoneyOutput()
    net = MoneyOutput()
    tax = MoneyOutput()
    total = MoneyOutput()
    canceled = MoneyOutput(help_text="worth of the articles that fell away before they left")
    captured = MoneyOutput()
    refunded = MoneyOutput()
    placed_at = serializers.DateTimeField()
    canceled_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    lines = OrderLineOutput(many=True, required=False)
    shipments = ShipmentOutput(many=True, required=False)
    refunds = RefundOutput(many=True, required=False)
    timeline = EventOutput(many=True, required=False)


class OrderPage(serializers.Serializer[Any]):
    """A page of orders."""

    data = OrderOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class RefundList(serializers.Serializer[Any]):
    """The refunds of an order."""

    data = RefundOutput(many=True)  # type: ignore[assignment]


class ShipmentList(serializers.Serializer[Any]):
    """The parcels of an order."""

    data = ShipmentOutput(many=True)  # type: ignore[assignment]


def shape(order: Order) -> dict[str, Any]:
    """This shapes an order without what can be expanded."""
    gross = order.prices_include_tax
    return {
        "id": order.public_id,
        "number": order.number,
        "channel": channels.get_channel_by_id(order.channel_id).code,
        "state": order.state,
        "payment_state": order.payment_state,
        "fulfillment_state": order.fulfillment_state,
        "on_hold": bool(order.hold_reason),
        "email": order.email,
        "language": order.language,
        "shipping_address": order.ship_to,
        "billing_address": order.bill_to,
        "delivery": order.delivery_code,
        "payment_method": order.payment_method,
        "note": order.note,
        "discount": amount(order.discount),
        "shipping": amount(order.shipping.gross if gross else order.shipping.net),
        "net": amount(Money(order.net_minor, order.currency)),
        "tax": amount(Money(order.tax_minor, order.currency)),
        "total": amount(order.total),
        "canceled": amount(order.canceled),
        "captured": amount(order.captured),
        "refunded": amount(order.refunded),
        "placed_at": order.placed_at.isoformat(),
        "canceled_at": _time(order.canceled_at),
        "completed_at": _time(order.completed_at),
    }


def shape_lines(lines: Iterable[OrderLine]) -> list[dict[str, Any]]:
    """This shapes the lines of an order."""
    return [
        {
            "id": f"lin_{line.pk}",
            "sku": line.sku,
            "title": line.title,
            "options": line.options,
            "quantity": line.quantity,
            "quantity_shipped": line.quantity_shipped,
            "quantity_refunded": line.quantity_refunded,
            "quantity_canceled": line.quantity_canceled,
            "unit_price": amount(line.unit),
            "discount": amount(line.discount),
            "net": amount(line.taxed.net),
            "tax": amount(line.taxed.tax),
            "gross": amount(line.gross),
            "tax_rate": f"{line.tax_rate.normalize():f}",
        }
        for line in lines
    ]


def shape_shipments(parcels: Sequence[Parcel], *, skus: dict[int, str]) -> list[dict[str, Any]]:
    """This shapes the parcels of an order."""
    return [
        {
            "id": parcel.public_id,
            "state": parcel.state,
            "warehouse": parcel.warehouse_code,
            "carrier": parcel.carrier,
            "tracking_number": parcel.tracking_number,
            "tracking_url": parcel.tracking_url,
            "lines": [
                {"sku": skus.get(line.variant_id), "quantity": line.quantity}
                for line in parcel.lines
            ],
            "dispatched_at": _time(parcel.dispatched_at),
            "delivered_at": _time(parcel.delivered_at),
        }
        for parcel in parcels
    ]


def shape_refund(refund: OrderRefund) -> dict[str, Any]:
    """This shapes a refund."""
    return {
        "id": refund.public_id,
        "state": refund.state,
        "lines": [
            {
                "line": f"lin_{line['line_id']}",
                "quantity": line["quantity"],
                "gross": amount(Money(line["gross"], refund.currency)),
            }
            for line in refund.lines
        ],
        "shipping": amount(Money(refund.shipping_minor, refund.currency)),
        "goodwill": amount(Money(refund.goodwill_minor, refund.currency)),
        "tax": amount(Money(refund.tax_minor, refund.currency)),
        "total": amount(refund.total),
        "for_canceled": refund.for_canceled,
        "reason": refund.reason,
        "requested_at": refund.requested_at.isoformat(),
        "issued_at": _time(refund.issued_at),
    }


def shape_event(event: OrderEvent) -> dict[str, Any]:
    """This shapes an entry of the timeline; who of our staff it was stays here."""
    by = event.by.partition(":")[0] if event.by.startswith("staff") else event.by
    return {"at": event.at.isoformat(), "by": by, "kind": event.kind, "data": event.data}


def _time(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None
