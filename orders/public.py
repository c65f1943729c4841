"""Verbs that other apps may call in orders."""

from orders.contracts import HistoricLine, OrderSummary
from orders.history import queries as history
from orders.order import queries as orders
from orders.workbench.queries import books


def summaries(*, customer_id: int, limit: int = 50) -> tuple[OrderSummary, ...]:
    """This lists a customer's orders, the newest first."""
    return orders.summaries(customer_id=customer_id, limit=limit)


def historic_lines(*, run_id: int, after: int = 0, limit: int = 20_000) -> tuple[HistoricLine, ...]:
    """This reads a merchant's imported past, line by line in the order of the file.

    Pass the last `row` on as `after` for the next lines; none are left when it is empty.
    """
    return history.historic_lines(run_id=run_id, after=after, limit=limit)


def verify() -> list[str]:
    """This checks the order book, fulfillment and their money; words every difference."""
    return books.faults()
