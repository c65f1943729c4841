"""What kept cards learn from crm and from their provider."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased, CustomerMerged, DataExportRequested
from payments.events import ProviderReported
from payments.wallet.actions import keeping

CRM = actor.system("crm")


@on(ProviderReported)
def look_when_card_changed(fact: ProviderReported, envelope: Envelope) -> None:
    """A card got a new date, or its provider let go of it: the wallet is looked at."""
    if fact.kind.startswith("payment_method."):
        keeping.hear(reference=fact.subject_reference, at=envelope.delivered_at)


@on(ProviderReported)
def look_when_card_added(fact: ProviderReported, envelope: Envelope) -> None:
    """A card was added without a payment: the wallet is looked at, should the shopper not have come back."""
    if fact.kind == "setup_intent.succeeded":
        keeping.hear_of_addition(inbound_id=fact.inbound_id, at=envelope.delivered_at)


@on(CustomerMerged)
def follow_merge(fact: CustomerMerged, envelope: Envelope) -> None:
    """Two customers are one: so are their cards."""
    keeping.move_customer(from_id=fact.from_id, into_id=fact.into_id)


@on(CustomerErased)
def forget_when_erased(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: their cards are let go at the provider, however long that takes."""
    keeping.forget_customer(customer_id=fact.customer_id, at=envelope.delivered_at)


@on(DataExportRequested)
def hand_over_when_asked(fact: DataExportRequested, envelope: Envelope) -> None:
    """A person wants a copy of their data: their cards belong to it."""
    keeping.hand_over(
        customer_id=fact.customer_id, export_id=fact.export_id, at=envelope.delivered_at, by=CRM
    )
