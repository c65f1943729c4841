"""What falls due among copies of people's data."""

from celery import shared_task

from commerce import clock, db
from crm.privacy import actions


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def expire_exports(**_: object) -> None:
    """This drops the contents of copies that lay ready for a week."""
    with db.transaction():
        actions.expire_exports(at=clock.now())
