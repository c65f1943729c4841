"""Cutting a person out of the order book; what tax law keeps, the sums and articles, stays."""

from datetime import datetime

from commerce import db
from commerce.identity.actor import Actor
from orders.order.actions import timeline
from orders.order.models import Order, OrderNote


@db.transaction_required
def erase_customer(*, customer_id: int, at: datetime, by: Actor) -> None:
    """This cuts an erased person out of all their orders.

    An order still under way keeps the address its parcel needs, and loses it when it is done.
    """
    for order in Order.objects.filter(customer_id=customer_id).locked():
        order.erase_when_done = True
        order.save(update_fields=["erase_when_done"])
        finish(order=order, at=at)
        timeline.note_down(order=order, kind="person_erased", at=at, by=by)


@db.transaction_required
def finish(*, order: Order, at: datetime) -> None:
    """This erases a locked order's person, if that is due and the order is done."""
    if not order.erase_when_done or order.state == "placed":
        return
    country = {"country": order.ship_country}
    order.email = order.customer_name = order.token = order.visitor = order.note = ""
    order.ship_to, order.bill_to, order.erased_at = country, country, at
    order.save(
        update_fields=[
            "email",
            "customer_name",
            "token",
            "visitor",
            "note",
            "ship_to",
            "bill_to",
            "erased_at",
        ]
    )
    OrderNote.objects.filter(order=order).delete()


@db.transaction_required
def move_customer(*, from_id: int, into_id: int) -> None:
    """This hands a merged customer's orders to the one they are now."""
    Order.objects.filter(customer_id=from_id).update(customer_id=into_id)
