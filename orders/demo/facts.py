"""What was announced when the invented orders lived: kept as facts long delivered, for the figures."""

from collections.abc import Iterator

from commerce.events.outbox import Past
from commerce.money import Money
from orders import events
from orders.demo import rows
from orders.demo.agreed import Agreed
from orders.order import queries
from orders.order.models import Order, OrderLine, OrderRefund


def of_order(
    one: Agreed, row: Order, lines: list[OrderLine], *, fulfillment_id: int, parcel_id: int
) -> Iterator[Past]:
    """These are the facts of placing, and then of shipping or canceling, an order."""
    told = tuple(queries.line_fact(line) for line in lines)
    delivery, total = row.shipping, row.sums
    yield Past(
        fact=events.OrderPlaced(
            order_id=row.pk,
            public_id=row.public_id,
            number=row.number,
            channel=one.deal.channel,
            customer_id=row.customer_id,
            checkout_reference=row.checkout_reference,
            payment_id=row.payment_id,
            lines=told,
            shipping_net=delivery.net,
            shipping_tax=delivery.tax,
            total_net=total.net,
            total_tax=total.tax,
            total=total.gross,
            ship_country=row.ship_country,
            visitor="",
            placed_at=row.placed_at,
        ),
        channel=one.deal.channel,
        at=row.placed_at,
    )
    if one.is_canceled:
        yield Past(fact=_canceled(row, told), channel=one.deal.channel, at=rows.refunded_at(one))
        return
    shipped = _shipped(one, row, told, fulfillment_id=fulfillment_id, parcel_id=parcel_id)
    yield Past(fact=shipped, channel=one.deal.channel, at=one.deal.shipped_at)


def _canceled(row: Order, told: tuple[events.LineFact, ...]) -> events.OrderCanceled:
    total = row.sums
    return events.OrderCanceled(
        order_id=row.pk,
        number=row.number,
        reason=row.cancel_reason,
        lines=told,
        total_net=total.net,
        total_tax=total.tax,
        total=total.gross,
    )


def _shipped(
    one: Agreed,
    row: Order,
    told: tuple[events.LineFact, ...],
    *,
    fulfillment_id: int,
    parcel_id: int,
) -> events.FulfillmentShipped:
    return events.FulfillmentShipped(
        order_id=row.pk,
        number=row.number,
        fulfillment_id=fulfillment_id,
        parcel_id=parcel_id,
        payment_id=row.payment_id,
        lines=told,
        shipping_net=row.shipping.net,
        shipping_tax=row.shipping.tax,
        total=row.total,
        carrier=row.carrier,
        tracking_number=rows.tracking(one),
        shipped_at=one.deal.shipped_at,
    )


def of_refund(one: Agreed, row: OrderRefund, lines: list[OrderLine]) -> Past:
    """This is the fact of money that went back for a line that came back."""
    currency = row.currency
    return Past(
        fact=events.OrderRefunded(
            order_id=row.order_id,
            number=one.number,
            refund_id=row.pk,
            lines=(queries.line_fact(lines[one.deal.refunded_line]),),
            net=Money(row.net_minor, currency),
            tax=Money(row.tax_minor, currency),
            total=row.total,
            refunded_at=row.issued_at or row.requested_at,
        ),
        channel=one.deal.channel,
        at=row.issued_at or row.requested_at,
    )
