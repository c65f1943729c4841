"""One event becomes figures, or all events do."""

from typing import Any

from django.db import connection

from bi.marts.actions import statements
from bi.marts.models import CustomerDim, MergedCustomer, OrderFact, SaleFact
from commerce import db

# name of the fact -> (kind, field that names the document, field that tells when, sign, mark of the
# document); a refund that the bank sent back is a row of its own that counts up again.
LATER: dict[str, tuple[str, str, str, int, str]] = {
    "orders.order_canceled": ("canceled", "number", "canceled_at", -1, ""),
    "orders.lines_canceled": ("canceled", "cancellation", "canceled_at", -1, ""),
    "orders.order_refunded": ("refunded", "refund_id", "refunded_at", -1, ""),
    "orders.refund_reversed": ("refunded", "refund_id", "reversed_at", 1, ":back"),
    "orders.fulfillment_shipped": ("shipped", "fulfillment_id", "shipped_at", 1, ""),
}
# An order of which a part fell away is no canceled order; its lines are canceled lines all the same.
OF_ORDERS = {"orders.lines_canceled": "reduced"}
MONEY: dict[str, tuple[str, str, int, str]] = {
    "payments.payment_captured": ("captured", "capture_id", 1, ""),
    "payments.refund_issued": ("refunded", "refund_id", -1, ""),
    "payments.refund_failed": ("refunded", "refund_id", 1, ":back"),
}


@db.transaction_required
def load_event(*, name: str, event_id: str, order_number: str = "") -> None:
    """This turns one event of the outbox into figures; a repeat adds nothing."""
    if name in MONEY:
        load_money(name, only=event_id)
        return
    if name == "orders.order_placed":
        load_placed(only=event_id)
    else:
        load_later(name, only=event_id)
    load_dimensions(order=order_number or None)


@db.transaction_required
def merge_customer(*, from_id: int, into_id: int) -> None:
    """This counts the figures of one customer for another from now on, whatever arrives later."""
    remember_merge(from_id=from_id, into_id=into_id)
    SaleFact.objects.filter(customer_id=from_id).update(customer_id=into_id)
    OrderFact.objects.filter(customer_id=from_id).update(customer_id=into_id)
    CustomerDim.objects.filter(customer_id__in=[from_id, into_id]).delete()
    execute(statements.CUSTOMERS, order=None, customer=into_id)


def remember_merge(*, from_id: int, into_id: int) -> None:
    """This notes who counts for whom; those who counted for the first follow."""
    MergedCustomer.objects.filter(into_id=from_id).update(into_id=into_id)
    MergedCustomer.objects.update_or_create(from_id=from_id, defaults={"into_id": into_id})


def load_placed(*, only: str | None) -> None:
    """This loads placed orders and their lines."""
    execute(statements.PLACED_ORDERS, only=only)
    execute(statements.PLACED_LINES, only=only)


def load_later(name: str, *, only: str | None) -> None:
    """This loads what happened to orders that are there."""
    kind, id_field, at_field, sign, mark = LATER[name]
    values = {"name": name, "kind": kind, "id_field": id_field, "at_field": at_field, "sign": sign}
    values["mark"] = mark
    execute(statements.LATER_ORDERS, only=only, **values | {"kind": OF_ORDERS.get(name, kind)})
    execute(statements.LATER_LINES, only=only, **values)


def load_money(name: str, *, only: str | None) -> None:
    """This loads money that came or went back."""
    kind, id_field, sign, mark = MONEY[name]
    values = {"name": name, "kind": kind, "id_field": id_field, "sign": sign, "mark": mark}
    execute(statements.PAYMENTS, only=only, **values)


def load_dimensions(*, order: str | None) -> None:
    """This brings the dimensions of one order, or of all, up to date."""
    for statement in (statements.DATES, statements.PRODUCTS, statements.CUSTOMERS):
        execute(statement, order=order, customer=None)


def take_the_time() -> None:
    """This lifts the limit on statements for the open transaction: a year of lines may take a minute."""
    execute("SET LOCAL statement_timeout = 0")


def execute(statement: str, **values: Any) -> None:
    """This runs one statement of ours."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
