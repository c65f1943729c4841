"""Handing a person a copy of what the order book keeps of them."""

from datetime import datetime
from typing import Any

from catalog import public as catalog
from commerce import db
from commerce.identity.actor import Actor
from commerce.money import Money
from crm import public as crm
from orders.order.models import Order, OrderLine


@db.transaction_required
def hand_over(*, customer_id: int, export_id: str, at: datetime, by: Actor) -> None:
    """This adds a customer's orders, with addresses and lines, to the copy that crm collects.

    What they said of the goods comes along: catalog stands beside crm and cannot hand it over itself.
    """
    rows = Order.objects.filter(customer_id=customer_id).order_by("pk").prefetch_related("lines")
    crm.add_to_export(
        export_id=export_id,
        section="orders",
        content={
            "orders": [_order(row) for row in rows],
            **catalog.shopper_records(customer_id=customer_id),
        },
        at=at,
        by=by,
    )


def _order(row: Order) -> dict[str, Any]:
    return {
        "number": row.number,
        "placed_at": row.placed_at.isoformat(),
        "state": row.state,
        "email": row.email,
        "name": row.customer_name,
        "ship_to": row.ship_to,
        "bill_to": row.bill_to,
        "note": row.note,
        "total": _amount(row.total_minor, row.currency),
        "refunded": _amount(row.refunded_minor, row.currency),
        "paid_with": row.payment_method,
        "lines": [_line(one) for one in row.lines.all()],
    }


def _line(row: OrderLine) -> dict[str, Any]:
    return {
        "sku": row.sku,
        "title": row.title,
        "options": row.options,
        "quantity": row.quantity,
        "amount": _amount(row.gross_minor, row.currency),
    }


def _amount(minor: int, currency: str) -> dict[str, str]:
    return {"amount": str(Money(minor, currency).decimal), "currency": currency}
