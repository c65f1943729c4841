"""What reviews learn from orders, parcels and crm."""

from catalog.reviews.actions import people
from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased, CustomerMerged
from inventory.events import ParcelDelivered
from orders.events import FulfillmentShipped, OrderPlaced

CRM = actor.system("crm")


@on(OrderPlaced)
def remember_when_placed(fact: OrderPlaced, envelope: Envelope) -> None:
    """Somebody bought something: once it arrived, they may say how it is."""
    people.remember_purchase(
        order_number=fact.number,
        customer_id=fact.customer_id,
        lines=[
            people.Bought(
                line_id=line.line_id,
                product_id=line.product_id,
                variant_id=line.variant_id,
                sku=line.sku,
            )
            for line in fact.lines
        ],
    )


@on(FulfillmentShipped)
def follow_when_shipped(fact: FulfillmentShipped, envelope: Envelope) -> None:
    """Lines left in a parcel."""
    people.note_parcel(parcel_id=fact.parcel_id, line_ids=[line.line_id for line in fact.lines])


@on(ParcelDelivered)
def verify_when_delivered(fact: ParcelDelivered, envelope: Envelope) -> None:
    """A parcel arrived."""
    people.note_delivery(parcel_id=fact.parcel_id, at=fact.delivered_at)


@on(CustomerMerged)
def follow_when_merged(fact: CustomerMerged, envelope: Envelope) -> None:
    """Two customers are one."""
    people.move_customer(from_id=fact.from_id, into_id=fact.into_id)


@on(CustomerErased)
def forget_when_erased(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: what they wrote goes with them."""
    people.erase_customer(customer_id=fact.customer_id, by=CRM, at=envelope.occurred_at)
