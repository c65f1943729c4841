"""What alerts learn from inventory and crm."""

from catalog.alerts import actions
from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased
from inventory.events import StockLevelChanged

HOUSE, CRM = actor.system("alerts"), actor.system("crm")


@on(StockLevelChanged)
def tell_when_back(fact: StockLevelChanged, envelope: Envelope) -> None:
    """Something can be sent again: those who waited hear of it, once."""
    if fact.ships and fact.on_hand - fact.allocated - fact.held > 0:
        actions.fire(
            variant_id=fact.variant_id,
            warehouse_code=fact.warehouse_code,
            by=HOUSE,
            at=envelope.delivered_at,
        )


@on(CustomerErased)
def forget_when_erased(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: nobody writes to them any more."""
    actions.erase_person(
        customer_id=fact.customer_id,
        email_digest=fact.email_digest,
        by=CRM,
        at=envelope.occurred_at,
    )
