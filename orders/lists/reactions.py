"""What lists learn from catalog, inventory and crm."""

from catalog import public as catalog
from catalog.events import PriceChanged
from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased, CustomerMerged, DataExportRequested
from inventory.events import StockLevelChanged
from orders.lists.actions import people, watching

LISTS, CRM = actor.system("lists"), actor.system("crm")


@on(PriceChanged)
def look_when_price_changed(fact: PriceChanged, envelope: Envelope) -> None:
    """Something costs something else: those who wait for it may hear of it."""
    watching.look_again(product_ids=[fact.product_id], at=envelope.delivered_at, by=LISTS)


@on(StockLevelChanged)
def look_when_stock_changed(fact: StockLevelChanged, envelope: Envelope) -> None:
    """Something is back, or gone: those who wait for it may hear of it."""
    products = catalog.variant_products(variant_ids=[fact.variant_id]).values()
    watching.look_again(product_ids=list(products), at=envelope.delivered_at, by=LISTS)


@on(CustomerMerged)
def follow_merge(fact: CustomerMerged, envelope: Envelope) -> None:
    """Two customers are one: so are their lists."""
    people.move_customer(from_id=fact.from_id, into_id=fact.into_id, at=envelope.occurred_at)


@on(CustomerErased)
def cut_person_out(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: their lists go."""
    people.forget_customer(customer_id=fact.customer_id)


@on(DataExportRequested)
def hand_over_when_asked(fact: DataExportRequested, envelope: Envelope) -> None:
    """A person wants a copy of their data: their lists belong to it."""
    people.hand_over(
        customer_id=fact.customer_id, export_id=fact.export_id, at=envelope.delivered_at, by=CRM
    )
