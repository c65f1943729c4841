"""What of an order may still fall away, and what has."""

from collections.abc import Sequence

from django.db.models import Sum

from orders.cancellations import rules
from orders.cancellations.models import Cancellation
from orders.fulfillment.models import FulfillmentLine
from orders.fulfillment.states import CARRIED_OUT
from orders.order.models import Order, OrderLine


def open_lines(
    order: Order, *, reach: Sequence[str], lines: Sequence[OrderLine] | None = None
) -> tuple[rules.OpenLine, ...]:
    """This shows the lines of an order to the rules; pieces in plans beyond `reach` are busy."""
    busy = _busy(order, reach=reach)
    found = lines if lines is not None else list(order.lines.order_by("position"))
    return tuple(
        rules.OpenLine(
            line_id=line.pk,
            quantity=line.quantity,
            shipped=line.quantity_shipped,
            busy=busy.get(line.pk, 0),
            unit_minor=line.unit_minor,
            discount_minor=line.discount_minor,
            includes_tax=order.prices_include_tax,
            agreed=line.agreed,
        )
        for line in found
    )


def offer(
    order: Order, *, reach: Sequence[str], lines: Sequence[OrderLine] | None = None
) -> dict[int, int]:
    """This tells which lines of an order may still lose how many pieces: line id -> pieces."""
    if order.state != "placed":
        return {}
    return dict(rules.offer(open_lines(order, reach=reach, lines=lines)))


def of_order(order: Order) -> list[Cancellation]:
    """This lists what fell away of an order, the first part first."""
    return list(Cancellation.objects.filter(order=order).order_by("id"))


def find_by_public_id(public_id: str) -> Cancellation | None:
    """This finds one by its id."""
    return Cancellation.objects.filter(public_id=public_id).first()


def _busy(order: Order, *, reach: Sequence[str]) -> dict[int, int]:
    rows = FulfillmentLine.objects.filter(fulfillment__order=order).exclude(
        fulfillment__state__in=[*reach, *CARRIED_OUT, "canceled"]
    )
    sums = rows.values_list("order_line_id").annotate(pieces=Sum("quantity"))
    return dict(sums.order_by("order_line_id"))
