"""Facts that move payments."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from crm import events as crm
from inventory import events as inventory
from orders import events as orders
from payments import events
from payments.collecting.actions import capturing, letting_go, opening, sweeping, waiving


@on(events.ProviderReported)
def look_when_provider_reported(fact: events.ProviderReported, envelope: Envelope) -> None:
    """The provider is asked how the payment stands now, whatever order its messages came in."""
    sweeping.look_soon(
        attempt_id=fact.attempt_id,
        payment_public_id=fact.payment_public_id,
        reference=fact.subject_reference,
        at=envelope.delivered_at,
    )


@on(events.ProviderReported)
def note_when_disputed(fact: events.ProviderReported, envelope: Envelope) -> None:
    """A cardholder took the money back through the bank: staff see it in the payment's story."""
    if fact.kind.startswith("charge.dispute."):
        sweeping.note_dispute(
            kind=fact.kind,
            inbound_id=fact.inbound_id,
            reference=fact.subject_reference,
            at=envelope.delivered_at,
        )


@on(orders.FulfillmentShipped)
def capture_when_shipped(fact: orders.FulfillmentShipped, envelope: Envelope) -> None:
    """Money is taken for what has left the house."""
    if fact.payment_id is not None:
        capturing.capture_shipment(
            payment_id=fact.payment_id,
            amount=fact.total,
            fulfillment_id=fact.fulfillment_id,
            by=envelope.actor,
            at=envelope.delivered_at,
        )


@on(events.PaymentCaptured)
def release_rest_when_captured(fact: events.PaymentCaptured, envelope: Envelope) -> None:
    """All that is still owed may be taken now: the rest of the promise is let go."""
    waiving.release_rest(payment_id=fact.payment_id, by=envelope.actor, at=envelope.delivered_at)


@on(orders.OrderCanceled)
def let_go_when_canceled(fact: orders.OrderCanceled, envelope: Envelope) -> None:
    """A canceled order's promised money is let go."""
    letting_go.void_of_order(order_number=fact.number, by=envelope.actor, at=envelope.delivered_at)


@on(inventory.ReservationExpired)
def expire_when_reservation_expired(fact: inventory.ReservationExpired, envelope: Envelope) -> None:
    """Goods that are free again need no payment any more; a paid one stays."""
    letting_go.void_of_reference(
        reference=fact.reference,
        reason="reservation expired",
        by=envelope.actor,
        at=envelope.delivered_at,
    )


@on(crm.CustomerMerged)
def follow_when_merged(fact: crm.CustomerMerged, envelope: Envelope) -> None:
    """Payments of a customer who turned out to be another go over."""
    opening.hand_over(from_id=fact.from_id, into_id=fact.into_id)
