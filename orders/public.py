"""Verbs that other apps may call in orders."""

from orders.contracts import OrderSummary
from orders.order import queries as orders


def summaries(*, customer_id: int, limit: int = 50) -> tuple[OrderSummary, ...]:
    """This lists a customer's orders, the newest first."""
    return orders.summaries(customer_id=customer_id, limit=limit)
