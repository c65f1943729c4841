"""What questions learn from crm."""

from catalog.questions import actions
from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased

CRM = actor.system("crm")


@on(CustomerErased)
def forget_when_erased(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: so is what they asked."""
    actions.erase_person(
        customer_id=fact.customer_id,
        email_digest=fact.email_digest,
        by=CRM,
        at=envelope.occurred_at,
    )
