"""What a customer's timeline learns from payments."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from crm.customers.actions import register
from payments.events import PaymentMethodRemoved, PaymentMethodSaved


@on(PaymentMethodSaved)
def note_when_card_saved(fact: PaymentMethodSaved, envelope: Envelope) -> None:
    """A card is kept for next time."""
    register.note(
        fact.customer_id,
        "card_saved",
        subject=fact.card_id,
        at=envelope.occurred_at,
        by=envelope.actor,
    )


@on(PaymentMethodRemoved)
def note_when_card_removed(fact: PaymentMethodRemoved, envelope: Envelope) -> None:
    """A kept card is gone."""
    register.note(
        fact.customer_id,
        "card_removed",
        subject=fact.card_id,
        at=envelope.occurred_at,
        by=envelope.actor,
    )
