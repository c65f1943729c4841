"""What we write about: facts of the order book and of fulfillment."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from orders.events import FulfillmentShipped, OrderCanceled, OrderCompleted, OrderPlaced
from orders.mail import actions, rules


@on(OrderPlaced)
def write_when_placed(fact: OrderPlaced, envelope: Envelope) -> None:
    """An order came in: confirm it."""
    actions.ask_for(kind="placed", order_id=fact.order_id, at=envelope.delivered_at)


@on(FulfillmentShipped)
def write_when_shipped(fact: FulfillmentShipped, envelope: Envelope) -> None:
    """A parcel left: say where it is."""
    actions.ask_for(
        kind="shipped",
        order_id=fact.order_id,
        fulfillment_id=fact.fulfillment_id,
        at=envelope.delivered_at,
    )


@on(OrderCanceled)
def write_when_canceled(fact: OrderCanceled, envelope: Envelope) -> None:
    """An order will not be carried out: say so, and what becomes of the money."""
    actions.ask_for(kind="canceled", order_id=fact.order_id, at=envelope.delivered_at)


@on(OrderCompleted)
def invite_when_completed(fact: OrderCompleted, envelope: Envelope) -> None:
    """Everything arrived: ask in a few days how it is."""
    actions.ask_for(
        kind="review", order_id=fact.order_id, at=envelope.delivered_at + rules.REVIEW_AFTER
    )
