"""Labels are bought in the background."""

from celery import shared_task

from inventory.shipping import actions, queries
from inventory.shipping.actions.label import MOST_ATTEMPTS
from inventory.shipping.clients import CarrierUnavailable


@shared_task(
    queue="outside",
    acks_late=True,
    ignore_result=True,
    autoretry_for=(CarrierUnavailable,),
    retry_backoff=5,
    retry_backoff_max=120,
    max_retries=4,
)
def buy_label(*, parcel_id: int, **_: object) -> None:
    """This buys the label of one parcel; a repeat finds it bought."""
    actions.buy_label(parcel_id=parcel_id)


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def buy_missed_labels(**_: object) -> None:
    """This buys labels that nobody was woken for."""
    waiting = queries.all_parcels().filter(state="planned", label_attempts__lt=MOST_ATTEMPTS)
    for parcel in waiting.order_by("pk")[:100]:
        buy_label.delay(parcel_id=parcel.pk)
