"""Reads of the order book."""

import hmac
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Sum

from commerce.channels import queries as channels
from commerce.errors import NotFound
from commerce.money import Money, Taxed
from orders.contracts import OrderSummary
from orders.events import LineFact
from orders.order.models import Order, OrderLine, OrderQuerySet
from orders.order.rules import numbers, refunds

LINK_LIVES = timedelta(days=180)


class UnknownOrder(NotFound):
    """There is no such order, or it is not yours to see."""

    code = "unknown_order"


def get_order(*, public_id: str = "", number: str = "", order_id: int | None = None) -> Order:
    """This finds one order by the first of these that is given.

    Raises:
        UnknownOrder: when there is none.
    """
    found = Order.objects.filter(**_by(public_id, number, order_id)).first()
    if found is None:
        message = "there is no such order"
        raise UnknownOrder(message)
    return found


def find_by_link(*, public_id: str, token: str, at: datetime) -> Order | None:
    """This opens an order by the secret link of its mails; an empty or old token opens nothing."""
    found = Order.objects.filter(public_id=public_id).first()
    stored = found.token if found is not None else ""
    fits = hmac.compare_digest(stored.encode(), token.encode())
    if found is None or not fits or not token or at > found.placed_at + LINK_LIVES:
        return None
    return found


def find_for_guest(*, number: str, email: str) -> Order | None:
    """This opens an order by its number and e-mail address.

    The same work is done whether the number exists or not, so that neither answer nor time tells.
    """
    found = Order.objects.filter(number=numbers.as_stored(number)).first()
    stored = found.email if found is not None else "nobody@nowhere.invalid"
    fits = hmac.compare_digest(stored.lower().encode(), email.strip().lower().encode())
    return found if found is not None and fits and found.email else None


def find_by_postcode(*, number: str, postcode: str) -> Order | None:
    """This finds an order by its number and the postcode it goes to, written in any way.

    Half a town shares a postcode: whoever knows one may see where the parcel is, not whose it is. The
    same work is done whether the number exists or not.
    """
    found = Order.objects.filter(number=numbers.as_stored(number)).first()
    stored = found.ship_to.get("postcode", "") if found is not None else "00000"
    mine, theirs = _written(stored), _written(postcode)
    fits = hmac.compare_digest(mine.encode(), theirs.encode())
    return found if found is not None and fits and mine else None


def _written(postcode: str) -> str:
    return "".join(one for one in postcode.upper()[:40] if one.isalnum())


def find_by_reference(*, checkout_reference: str) -> Order | None:
    """This finds the order a checkout became."""
    if not checkout_reference:
        return None
    return Order.objects.filter(checkout_reference=checkout_reference).first()


def find_by_payment(*, payment_id: int) -> Order | None:
    """This finds the order a payment pays for; payments a shopper gave up on belong to none."""
    return Order.objects.filter(payment_id=payment_id).first()


def of_customer(*, customer_id: int) -> OrderQuerySet:
    """The orders of one customer."""
    return Order.objects.of_customer(customer_id)


def sought(rows: OrderQuerySet, *, words: str) -> OrderQuerySet:
    """These orders as far as their number or one of their articles holds the words."""
    if not words:
        return rows
    lines = OrderLine.objects.filter(order=OuterRef("pk"), title__icontains=words)
    return rows.filter(Q(number__icontains=words) | Exists(lines))


def summaries(*, customer_id: int, limit: int = 50) -> tuple[OrderSummary, ...]:
    """This lists a customer's orders, the newest first."""
    rows = Order.objects.of_customer(customer_id).order_by("-id")[:limit]
    return tuple(summary(row) for row in rows)


def summary(row: Order) -> OrderSummary:
    """This shapes an order as lists show it."""
    return OrderSummary(
        order_id=row.pk,
        public_id=row.public_id,
        number=row.number,
        channel=channels.get_channel_by_id(row.channel_id).code,
        placed_at=row.placed_at,
        state=row.state,
        payment_state=row.payment_state,
        fulfillment_state=row.fulfillment_state,
        total=row.total,
        customer_id=row.customer_id,
    )


def _by(public_id: str, number: str, order_id: int | None) -> dict[str, object]:
    if public_id:
        return {"public_id": public_id}
    if number:
        return {"number": number}
    return {"pk": order_id}


def line_fact(
    line: OrderLine, *, quantity: int | None = None, taxed: Taxed | None = None
) -> LineFact:
    """This words an order line as facts carry it: whole, or the given share of it."""
    money = taxed or line.taxed
    return LineFact(
        line_id=line.pk,
        variant_id=line.variant_id,
        product_id=line.product_id,
        sku=line.sku,
        title=line.title,
        category=line.category,
        quantity=line.quantity if quantity is None else quantity,
        net=money.net,
        tax=money.tax,
        gross=money.gross,
    )


def refunded_so_far(order: Order) -> Taxed:
    """What has gone back or is on its way back for what had left; failed refunds do not count."""
    live = order.refunds.exclude(state="failed").exclude(for_canceled=True)
    sums = live.aggregate(net=Sum("net_minor", default=0), tax=Sum("tax_minor", default=0))
    net, tax = Money(sums["net"], order.currency), Money(sums["tax"], order.currency)
    return Taxed(net, tax, net + tax)


def refundable(order: Order) -> refunds.Refundable:
    """This shows an order as refunds see it."""
    lines = list(order.lines.order_by("position"))
    left = Taxed.zero(order.currency)
    for line in lines:
        left += line.agreed.share(start=0, stop=line.quantity_shipped)
    if order.quantity_shipped:
        left += order.shipping
    return refunds.Refundable(
        lines=tuple(
            refunds.RefundableLine(
                line_id=line.pk,
                shipped=line.quantity_shipped,
                refunded=line.quantity_refunded,
                agreed=line.agreed,
            )
            for line in lines
        ),
        shipping=order.shipping,
        shipping_refunded=order.shipping_refunded,
        shipped=left,
        captured=order.captured - _back_for_canceled(order),
        refunded=refunded_so_far(order),
    )


def _back_for_canceled(order: Order) -> Money:
    """What has gone back for pieces that never left."""
    rows = order.refunds.filter(for_canceled=True).exclude(state="failed")
    found: int = rows.aggregate(total=Sum("total_minor", default=0))["total"]
    return Money(found, order.currency)
