"""What falls due in the address book."""

from celery import shared_task

from commerce import clock, db
from crm.customers.actions import addresses


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def purge_deleted_addresses(**_: object) -> None:
    """This removes addresses that were deleted more than a week ago."""
    with db.transaction():
        addresses.purge_deleted(at=clock.now())
