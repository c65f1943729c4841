"""Labels are bought outside of any transaction, by a worker, once per parcel."""

import logging
from datetime import datetime

from celery import current_app

from commerce import clock, db
from commerce.errors import Invalid
from commerce.identity import actor
from commerce.identity.actor import Actor
from inventory.shipping import clients, queries
from inventory.shipping.models import Parcel
from inventory.shipping.states import ParcelFlow

log = logging.getLogger(__name__)

# A carrier that refused this often is asked again only by hand.
MOST_ATTEMPTS = 20


@db.transaction_required
def ask_for_label(parcel_id: int) -> None:
    """This wakes a worker once the parcel is durable; if the broker is down, the schedule finds it."""

    def wake() -> None:
        try:
            current_app.send_task(
                "inventory.shipping.tasks.buy_label",
                kwargs={"parcel_id": parcel_id},
                queue="outside",
                retry=False,
            )
        except Exception:
            log.warning("the broker does not answer; the schedule will buy", exc_info=True)

    db.after_commit(wake)


@db.outside
def buy_label(*, parcel_id: int) -> Parcel:
    """This asks the carrier for a label and records it; a parcel that has one is left alone.

    A carrier that we book by hand sells none: the parcel waits for `record_tracking`.

    Raises:
        CarrierUnavailable: when the carrier does not answer; the error is kept on the parcel.
        UnknownParcel: when there is no such parcel.
    """
    parcel = queries.get_parcel(parcel_id=parcel_id)
    carrier = clients.find_carrier(parcel.carrier)
    if parcel.state != "planned" or carrier is None:
        return parcel
    try:
        bought = carrier.buy(_request(parcel))
    except clients.CarrierUnavailable as error:
        with db.transaction():
            Parcel.objects.filter(pk=parcel_id).update(
                label_attempts=parcel.label_attempts + 1, label_error=error.message
            )
        raise
    with db.transaction():
        _record(parcel_id, bought)
    return queries.get_parcel(parcel_id=parcel_id)


@db.transaction_required
def record_tracking(*, parcel_id: int, tracking_number: str, at: datetime, by: Actor) -> Parcel:
    """This notes the number of a label that somebody bought by hand.

    Raises:
        Invalid: without a number.
        IllegalMove: when the parcel has a label, or has left.
    """
    number = tracking_number.strip().upper()
    if not number:
        message = "a tracking number is needed"
        raise Invalid(message, field="tracking_number")
    parcel = queries.get_parcel(parcel_id=parcel_id)
    ParcelFlow.move(parcel, "label", by=str(by), at=at, tracking_number=number, labeled_at=at)
    return parcel


def _record(parcel_id: int, bought: clients.Label) -> None:
    row = Parcel.objects.filter(pk=parcel_id, state="planned").locked_one()
    if row is None:
        return
    at = clock.now()
    ParcelFlow.move(
        row,
        "label",
        by=str(actor.system("inventory.shipping")),
        at=at,
        tracking_number=bought.tracking_number,
        tracking_url=bought.tracking_url,
        label=bought.svg,
        labeled_at=at,
        label_error="",
    )


def _request(parcel: Parcel) -> clients.LabelRequest:
    house, to = parcel.warehouse, parcel.ship_to
    return clients.LabelRequest(
        key=parcel.public_id,
        number=parcel.pk,
        service=parcel.method.name if parcel.method is not None else "",
        sender=[house.name, house.line1, f"{house.postcode} {house.city}".strip(), house.country],
        sender_country=house.country,
        receiver=[
            to.get("full_name", ""),
            to.get("company", ""),
            to.get("line1", ""),
            to.get("line2", ""),
            f"{to.get('postcode', '')} {to.get('city', '')}".strip(),
            to.get("region", ""),
        ],
        receiver_country=to.get("country", ""),
        reference=f"{parcel.order_number} / {parcel.public_id[-8:]}",
    )
