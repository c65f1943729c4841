"""Orders are counted into visits from our own books, whatever the browser managed to send."""

from bi.tracking import actions
from commerce.events.facts import Envelope
from commerce.events.registry import on
from orders.events import OrderPlaced


@on(OrderPlaced)
def count_order_into_visit(fact: OrderPlaced, envelope: Envelope) -> None:
    """This counts an order into the visit it came from."""
    actions.count_order(visitor=fact.visitor, channel=fact.channel, at=fact.placed_at)
