"""What checkout learns from payments and inventory."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased
from inventory.events import ReservationExpired
from orders.checkout import queries
from orders.checkout.actions import forgetting, placing
from payments.events import PaymentAuthorized, PaymentVoided


@on(PaymentAuthorized)
def place_when_authorized(fact: PaymentAuthorized, envelope: Envelope) -> None:
    """The bank promised the money: the order is placed, if nobody was faster."""
    if queries.find_by_reference(fact.reference) is not None:
        placing.place_order(
            public_id=fact.reference, at=envelope.delivered_at, by=actor.system("payments")
        )


@on(ReservationExpired)
def lapse_when_goods_are_free(fact: ReservationExpired, envelope: Envelope) -> None:
    """The goods held for a payment are free again: the payment ends, unless the money has come."""
    placing.lapse(
        public_id=fact.reference,
        since=envelope.occurred_at,
        at=envelope.delivered_at,
        by=actor.system("inventory"),
    )


@on(PaymentVoided)
def lapse_when_voided(fact: PaymentVoided, envelope: Envelope) -> None:
    """The money promised for a checkout was let go: the shopper may try again."""
    placing.lapse(
        public_id=fact.reference,
        since=envelope.occurred_at,
        at=envelope.delivered_at,
        by=actor.system("payments"),
    )


@on(CustomerErased)
def cut_person_out(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: what they typed on the way to their orders goes too."""
    forgetting.forget_customer(customer_id=fact.customer_id)
