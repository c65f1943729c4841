"""Facts that send money back."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from orders import events as orders
from payments import events
from payments.refunds import actions


@on(events.ProviderReported)
def look_when_provider_reported(fact: events.ProviderReported, envelope: Envelope) -> None:
    """The provider said something about a refund: it is asked how the refund stands."""
    if fact.refund_public_id:
        actions.look_soon(public_id=fact.refund_public_id, at=envelope.delivered_at)


@on(events.PaymentCaptured)
def give_back_when_captured(fact: events.PaymentCaptured, envelope: Envelope) -> None:
    """A capture that was under way while articles were canceled took too much: the difference goes back."""
    actions.refund_waived(payment_id=fact.payment_id, by=envelope.actor, at=envelope.delivered_at)


@on(orders.OrderCanceled)
def refund_when_canceled(fact: orders.OrderCanceled, envelope: Envelope) -> None:
    """A canceled order's money goes back."""
    actions.refund_canceled_order(
        order_number=fact.number, by=envelope.actor, at=envelope.delivered_at
    )
