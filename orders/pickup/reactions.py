"""What pickups learn from the order book and from fulfillment."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from orders.events import FulfillmentShipped, OrderCanceled
from orders.pickup import actions

BOOK = actor.system("orders")


@on(OrderCanceled)
def stop_when_canceled(fact: OrderCanceled, envelope: Envelope) -> None:
    """An order will not be carried out: nobody needs to come for it."""
    actions.follow_order(order_id=fact.order_id, move="cancel", at=envelope.delivered_at, by=BOOK)


@on(FulfillmentShipped)
def close_when_shipped(fact: FulfillmentShipped, envelope: Envelope) -> None:
    """The goods have left, whoever noted it: they do not wait any more."""
    actions.follow_order(order_id=fact.order_id, move="collect", at=fact.shipped_at, by=BOOK)
