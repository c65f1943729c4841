"""Facts become journal entries, by the posting table."""

from datetime import datetime

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.money import Money
from inventory import events as inventory
from orders import events as orders
from payments import events
from payments.ledger import actions, rules


def _document(
    envelope: Envelope, *, source: str, event: str, text: str, order_number: str = ""
) -> actions.Document:
    occurred_at: datetime = envelope.occurred_at
    return actions.Document(
        source=source,
        event=event,
        text=text,
        occurred_at=occurred_at,
        order_number=order_number,
        channel=envelope.channel,
    )


@on(events.PaymentCaptured)
def post_capture(fact: events.PaymentCaptured, envelope: Envelope) -> None:
    """Money taken: clearing against what is owed, or a deposit."""
    actions.post_for_order(
        document=_document(
            envelope,
            source=f"capture:{fact.capture_id}",
            event="captured",
            text=f"Payment for {fact.order_number or fact.reference}",
            order_number=fact.order_number or fact.reference,
        ),
        currency=fact.amount.currency,
        legs_for=lambda items: rules.capture(
            amount=fact.amount, method=fact.method, open_items=items
        ),
        at=envelope.delivered_at,
    )


@on(orders.FulfillmentShipped)
def post_shipment(fact: orders.FulfillmentShipped, envelope: Envelope) -> None:
    """Goods sold: deposits or receivable against revenue, shipping revenue and output VAT."""
    zero = Money.zero(fact.total.currency)
    goods = sum((line.net for line in fact.lines), zero)
    tax = sum((line.tax for line in fact.lines), fact.shipping_tax)
    actions.post_for_order(
        document=_document(
            envelope,
            source=f"fulfillment:{fact.fulfillment_id}",
            event="shipped",
            text=f"Shipment of {fact.number}",
            order_number=fact.number,
        ),
        currency=fact.total.currency,
        legs_for=lambda items: rules.shipment(
            goods_net=goods, shipping_net=fact.shipping_net, tax=tax, open_items=items
        ),
        at=envelope.delivered_at,
    )


@on(events.RefundIssued, events.RefundFailed)
def post_refund(fact: events.RefundIssued | events.RefundFailed, envelope: Envelope) -> None:
    """Money back is booked, and reversed when the bank sends it back; one listener keeps their order."""
    if isinstance(fact, events.RefundIssued):
        _post_refund(fact, envelope)
    elif fact.reverses:
        actions.reverse_refund(
            refund_id=fact.refund_id, nth=fact.round, text=fact.error, at=envelope.delivered_at
        )


def _post_refund(fact: events.RefundIssued, envelope: Envelope) -> None:
    """A return with its tax, or a deposit."""
    actions.post_for_order(
        document=_document(
            envelope,
            source=f"refund:{fact.refund_id}",
            event=f"issued:{fact.round}",
            text=f"Refund for {fact.order_number or fact.reference}",
            order_number=fact.order_number or fact.reference,
        ),
        currency=fact.amount.currency,
        legs_for=lambda items: rules.refund(
            amount=fact.amount,
            tax=fact.tax,
            method=fact.method,
            shipped=fact.shipped,
            open_items=items,
        ),
        at=envelope.delivered_at,
    )


@on(inventory.StockIssued)
def post_cost_of_goods(fact: inventory.StockIssued, envelope: Envelope) -> None:
    """Goods left: their cost goes from inventory to cost of goods sold."""
    actions.post_costs(
        document=_document(
            envelope,
            source=f"parcel:{fact.parcel_id}",
            event="issued",
            text=f"Cost of {fact.order_number}",
            order_number=fact.order_number,
        ),
        costs=[(line.quantity, line.unit_cost) for line in fact.lines],
        to=rules.COGS,
        of=rules.INVENTORY,
        at=envelope.delivered_at,
    )


@on(inventory.StockRestocked)
def post_restock(fact: inventory.StockRestocked, envelope: Envelope) -> None:
    """Goods lie on the shelf again: their cost comes back to inventory."""
    actions.post_costs(
        document=_document(
            envelope,
            source=f"return:{fact.reference}",
            event=f"restocked:{envelope.event_id}",
            text=f"Goods back from {fact.order_number}",
            order_number=fact.order_number,
        ),
        costs=[(line.quantity, line.unit_cost) for line in fact.lines],
        to=rules.INVENTORY,
        of=rules.COGS,
        at=envelope.delivered_at,
    )


@on(inventory.StockReceived)
def post_receipt(fact: inventory.StockReceived, envelope: Envelope) -> None:
    """Goods received: inventory against goods received, not invoiced."""
    actions.post_costs(
        document=_document(
            envelope,
            source=f"movement:{fact.movement_id}",
            event="received",
            text=f"Receipt of {fact.sku}",
        ),
        costs=[(fact.quantity, fact.unit_cost)],
        to=rules.INVENTORY,
        of=rules.GRNI,
        at=envelope.delivered_at,
    )


@on(inventory.StockAdjusted)
def post_adjustment(fact: inventory.StockAdjusted, envelope: Envelope) -> None:
    """Count differences and losses: inventory against shrinkage, either way."""
    actions.post_costs(
        document=_document(
            envelope,
            source=f"movement:{fact.movement_id}",
            event="adjusted",
            text=f"{fact.reason} of {fact.sku}",
        ),
        costs=[(fact.quantity, fact.unit_cost)],
        to=rules.INVENTORY,
        of=rules.SHRINKAGE,
        at=envelope.delivered_at,
    )
