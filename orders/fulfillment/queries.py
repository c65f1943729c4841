"""Reads of fulfillments."""

from collections.abc import Mapping

from commerce.errors import NotFound
from orders.fulfillment import rules
from orders.fulfillment.models import Fulfillment


class UnknownFulfillment(NotFound):
    """There is no such fulfillment."""

    code = "unknown_fulfillment"


def get_fulfillment(fulfillment_id: int) -> Fulfillment:
    """This finds one fulfillment with its order.

    Raises:
        UnknownFulfillment: when there is none.
    """
    found = Fulfillment.objects.select_related("order").filter(pk=fulfillment_id).first()
    if found is None:
        message = "there is no such fulfillment"
        raise UnknownFulfillment(message)
    return found


def of_order(order_id: int) -> list[Fulfillment]:
    """The fulfillments of one order with their lines, in the order they were planned."""
    found = Fulfillment.objects.filter(order_id=order_id).order_by("id")
    return list(found.prefetch_related("lines__order_line"))


def awaited(row: Fulfillment, ready: Mapping[tuple[str, int], int]) -> dict[int, int]:
    """This tells which pieces a fulfillment waits for, of what `inventory.ready_pieces` told: variant -> pieces.

    What is packed waits for nothing.
    """
    if row.state not in {"planned", "picking"}:
        return {}
    here = {
        variant: pieces for (code, variant), pieces in ready.items() if code == row.warehouse_code
    }
    return rules.awaited(pieces_of(row).items(), here)


def pieces_of(row: Fulfillment) -> dict[int, int]:
    """What a fulfillment sends: variant -> pieces."""
    found: dict[int, int] = {}
    for line in row.lines.all():
        variant_id = line.order_line.variant_id
        found[variant_id] = found.get(variant_id, 0) + line.quantity
    return found


def find_by_parcel(*, parcel_id: int) -> Fulfillment | None:
    """This finds the fulfillment a parcel carries."""
    return Fulfillment.objects.filter(parcel_id=parcel_id).first()
