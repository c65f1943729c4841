"""Facts become figures, in the order in which an order lived."""

from bi.marts import actions
from commerce.events.facts import Envelope
from commerce.events.registry import on
from crm.events import CustomerMerged
from orders.events import (
    FulfillmentShipped,
    HistoryImported,
    LinesCanceled,
    OrderCanceled,
    OrderPlaced,
    OrderRefunded,
    RefundReversed,
)
from payments.events import PaymentCaptured, RefundFailed, RefundIssued


@on(OrderPlaced, OrderCanceled, LinesCanceled, OrderRefunded, RefundReversed, FulfillmentShipped)
def load_order(
    fact: OrderPlaced
    | OrderCanceled
    | LinesCanceled
    | OrderRefunded
    | RefundReversed
    | FulfillmentShipped,
    envelope: Envelope,
) -> None:
    """This counts what happened to an order."""
    actions.load_event(name=envelope.name, event_id=envelope.event_id, order_number=fact.number)


@on(PaymentCaptured, RefundIssued, RefundFailed)
def load_payment(fact: PaymentCaptured | RefundIssued | RefundFailed, envelope: Envelope) -> None:
    """This counts money that came, went back, or was sent back by the bank."""
    actions.load_event(name=envelope.name, event_id=envelope.event_id)


@on(CustomerMerged)
def follow_merge(fact: CustomerMerged, envelope: Envelope) -> None:
    """This counts two customers as one."""
    actions.merge_customer(from_id=fact.from_id, into_id=fact.into_id)


@on(HistoryImported, queue="slow")
def load_past(fact: HistoryImported, envelope: Envelope) -> None:
    """This takes an imported past into the figures."""
    actions.load_history(run_id=fact.run_id, channel=fact.channel)
