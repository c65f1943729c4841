"""What falls due in checkouts."""

from datetime import timedelta

from celery import shared_task

from commerce import clock
from commerce.identity import actor
from orders.checkout import queries
from orders.checkout.actions import placing

PATIENCE = timedelta(seconds=45)
AT_ONCE = 50


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def settle_waiting(**_: object) -> None:
    """This asks the provider about shoppers who went to the bank and were not heard of since."""
    before = clock.now() - PATIENCE
    for public_id in queries.waiting(before=before, limit=AT_ONCE):
        settle.apply_async(kwargs={"public_id": public_id})


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def settle(*, public_id: str, **_: object) -> None:
    """This asks about one of them."""
    placing.settle(public_id=public_id, at=clock.now(), by=actor.system("poll"))
