"""What withdrawals learn from crm."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from crm.events import CustomerErased
from orders.withdrawals.models import Withdrawal


@on(CustomerErased)
def forget_notes(fact: CustomerErased, envelope: Envelope) -> None:
    """A person is forgotten: what they wrote goes, that and when they withdrew stays on record."""
    Withdrawal.objects.filter(order__customer_id=fact.customer_id).update(note="")
