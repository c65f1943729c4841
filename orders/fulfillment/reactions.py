"""What fulfillment learns from the order book and from inventory."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from inventory.events import ParcelDelivered, ParcelDispatched
from orders.events import OrderCanceled, OrderPlaced
from orders.fulfillment import actions

SOURCING = actor.system("sourcing")
CARRIER = actor.system("carrier")


@on(OrderPlaced)
def plan_when_placed(fact: OrderPlaced, envelope: Envelope) -> None:
    """An order came in: decide who sends what."""
    actions.plan(order_id=fact.order_id, at=envelope.delivered_at, by=SOURCING)


@on(OrderCanceled)
def stop_when_canceled(fact: OrderCanceled, envelope: Envelope) -> None:
    """An order will not be carried out: put everything back."""
    actions.cancel_for_order(order_id=fact.order_id, at=envelope.delivered_at, by=SOURCING)


@on(ParcelDispatched)
def record_when_dispatched(fact: ParcelDispatched, envelope: Envelope) -> None:
    """A carrier took a parcel: it has shipped, whoever scanned it."""
    actions.record_dispatch(parcel_id=fact.parcel_id, at=fact.dispatched_at, by=CARRIER)


@on(ParcelDelivered)
def record_when_delivered(fact: ParcelDelivered, envelope: Envelope) -> None:
    """A parcel reached its receiver."""
    actions.record_arrival(parcel_id=fact.parcel_id, at=fact.delivered_at, by=CARRIER)
