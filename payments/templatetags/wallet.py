"""What pages of other apps show of kept cards."""

from django import template

from commerce import clock
from payments.contracts import KeptCard
from payments.wallet import queries

register = template.Library()


@register.simple_tag
def saved_cards(customer_id: int) -> tuple[KeptCard, ...]:
    """This lists the cards a customer keeps; the page asks for the right to see them."""
    return queries.cards_of(customer_id=customer_id, on=clock.now().date())
