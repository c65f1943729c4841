"""Writing an order's timeline: what happened, who did it, and the numbers; never people."""

from datetime import datetime
from typing import Any

from commerce import db
from commerce.identity.actor import Actor
from orders.order.models import Order, OrderEvent


@db.transaction_required
def note_down(*, order: Order, kind: str, at: datetime, by: Actor, **data: Any) -> None:
    """This adds an entry to the timeline; `data` is plain JSON, amounts in minor units."""
    db.write_late(OrderEvent(order=order, at=at, by=str(by), kind=kind, data=data))
