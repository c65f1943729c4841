"""The door to a pickup's date for calendars."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from commerce import clock
from commerce.storefront.doors import ShopRequest, door
from orders.order import queries as orders
from orders.pickup import queries, rules

HOUR = timedelta(hours=1)


@door("GET")
def appointment(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This hands the time to collect an order over to a calendar, to whoever holds its secret link (O1).

    Raises:
        UnknownOrder, UnknownPickup: when the link opens nothing, or the order goes by parcel.
    """
    at = clock.now()
    order = orders.find_by_link(public_id=public_id, token=token, at=at)
    if order is None:
        message = "this link opens no order"
        raise orders.UnknownOrder(message)
    pickup = queries.get_pickup(order_id=order.pk)
    note = queries.note(pickup, language=order.language)
    starts_at = pickup.ready_at or pickup.promised_at
    words = {"number": order.number, "store": note.store}
    told = rules.Appointment(
        uid=f"{order.public_id}@kontor",
        starts_at=starts_at,
        ends_at=pickup.hold_until or starts_at + HOUR,
        title=_("Collect order %(number)s at %(store)s") % words,
        place=", ".join((note.store, *note.address)),
        text=_("Pickup code: %(code)s") % {"code": note.code},
        written_at=at,
    )
    answer = HttpResponse(rules.calendar(told), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{order.number}.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
