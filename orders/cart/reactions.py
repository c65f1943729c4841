"""What carts learn from crm."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased, CustomerMerged
from orders.cart import actions


@on(CustomerMerged)
def follow_merge(fact: CustomerMerged, envelope: Envelope) -> None:
    """Two customers are one: so are their carts."""
    actions.move_customer(
        from_id=fact.from_id,
        into_id=fact.into_id,
        at=envelope.occurred_at,
        by=actor.system("crm"),
    )


@on(CustomerErased)
def cut_person_out(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: their cart goes."""
    actions.forget_customer(customer_id=fact.customer_id, at=envelope.occurred_at)
