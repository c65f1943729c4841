"""What we write about: facts of the order book and of fulfillment."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from orders.events import (
    FulfillmentShipped,
    LinesCanceled,
    OrderCanceled,
    OrderCompleted,
    OrderPlaced,
    PickupDue,
    PickupReady,
    WithdrawalDeclared,
)
from orders.mail import actions, rules

# The carrier of what its buyer fetched from a store.
PICKUP = "pickup"


@on(OrderPlaced)
def write_when_placed(fact: OrderPlaced, envelope: Envelope) -> None:
    """An order came in: confirm it."""
    actions.ask_for(kind="placed", order_id=fact.order_id, at=envelope.delivered_at)


@on(FulfillmentShipped)
def write_when_shipped(fact: FulfillmentShipped, envelope: Envelope) -> None:
    """A parcel left: say where it is; what was collected needs a receipt instead."""
    actions.ask_for(
        kind="collected" if fact.carrier == PICKUP else "shipped",
        order_id=fact.order_id,
        fulfillment_id=fact.fulfillment_id,
        at=envelope.delivered_at,
    )


@on(OrderCanceled)
def write_when_canceled(fact: OrderCanceled, envelope: Envelope) -> None:
    """An order will not be carried out: say so, and what becomes of the money."""
    actions.ask_for(kind="canceled", order_id=fact.order_id, at=envelope.delivered_at)


@on(LinesCanceled)
def write_when_lines_canceled(fact: LinesCanceled, envelope: Envelope) -> None:
    """A part of an order fell away: say what, and what the rest costs now."""
    actions.ask_for(
        kind="lines_canceled",
        order_id=fact.order_id,
        part=fact.cancellation,
        at=envelope.delivered_at,
    )


@on(OrderCompleted)
def invite_when_completed(fact: OrderCompleted, envelope: Envelope) -> None:
    """Everything arrived: ask in a few days how it is."""
    actions.ask_for(
        kind="review", order_id=fact.order_id, at=envelope.delivered_at + rules.REVIEW_AFTER
    )


@on(PickupReady)
def write_when_ready(fact: PickupReady, envelope: Envelope) -> None:
    """An order waits in a store: say where, until when, and with which code."""
    actions.ask_for(kind="ready", order_id=fact.order_id, at=envelope.delivered_at)


@on(PickupDue)
def write_when_due(fact: PickupDue, envelope: Envelope) -> None:
    """An order will soon go back on the shelf: remind its shopper."""
    actions.ask_for(kind="reminder", order_id=fact.order_id, at=envelope.delivered_at)


@on(WithdrawalDeclared)
def write_when_withdrawn(fact: WithdrawalDeclared, envelope: Envelope) -> None:
    """A shopper withdrew: confirm the moment."""
    actions.ask_for(kind="withdrawn", order_id=fact.order_id, at=envelope.delivered_at)
