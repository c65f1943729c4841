"""Reads of fulfillments."""

from commerce.errors import NotFound
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


def find_by_parcel(*, parcel_id: int) -> Fulfillment | None:
    """This finds the fulfillment a parcel carries."""
    return Fulfillment.objects.filter(parcel_id=parcel_id).first()
