"""What the desk does in one go that touches two rooms."""

from dataclasses import dataclass
from datetime import datetime

from commerce import db
from commerce.errors import Refused
from commerce.identity.actor import Actor
from commerce.money import Money
from inventory import public as inventory
from inventory.contracts import StockLine
from orders.order import queries as orders
from orders.order.actions import progress, refunding, timeline
from orders.order.models import OrderLine, OrderRefund
from orders.order.rules.refunds import WantedRefund
from payments import public as payments


class NothingOwed(Refused):
    """This order has no payment that money could be received for."""

    code = "nothing_owed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What goes back to the shopper; with `restock_at`, its pieces go back on that warehouse's shelf."""

    wanted: WantedRefund
    reason: str
    restock_at: str = ""


@db.transaction_required
def give_back(*, order_id: int, given: Return, key: str, at: datetime, by: Actor) -> OrderRefund:
    """This refunds, and puts the pieces back on the shelf when they came back good; once per key.

    Raises:
        NothingToRefund, TooMuch, Invalid: as `refunding.refund`.
    """
    refund = refunding.refund(
        order_id=order_id, wanted=given.wanted, reason=given.reason, key=key, at=at, by=by
    )
    if given.restock_at and given.wanted.pieces:
        order = orders.get_order(order_id=order_id)
        inventory.restock(
            order_number=order.number,
            reference=refund.public_id,
            warehouse_code=given.restock_at,
            lines=_stock(given.wanted),
            at=at,
            by=by,
        )
        timeline.note_down(order=order, kind="restocked", at=at, by=by, warehouse=given.restock_at)
    return refund


@db.transaction_required
def receive_money(*, order_id: int, amount: Money, key: str, at: datetime, by: Actor) -> None:
    """This notes that an invoice or transfer was paid, in whole or in part; once per key.

    Raises:
        NothingOwed: without a payment.
    """
    order = progress.lock_order(order_id)
    if order.payment_id is None:
        message = "this order has no payment"
        raise NothingOwed(message)
    payments.record_receipt(
        payment_id=order.payment_id,
        amount=amount,
        key=f"{order.public_id}:{key}",
        by=by,
        at=at,
    )
    timeline.note_down(order=order, kind="money_received", at=at, by=by, amount=amount.minor)


def _stock(wanted: WantedRefund) -> tuple[StockLine, ...]:
    variants = dict(
        OrderLine.objects.filter(pk__in=[line_id for line_id, _ in wanted.pieces]).values_list(
            "pk", "variant_id"
        )
    )
    return tuple(
        StockLine(variant_id=variants[line_id], quantity=quantity)
        for line_id, quantity in wanted.pieces
    )
