"""Old traces are dropped."""

from celery import shared_task

from bi.tracking import actions
from commerce import clock, db


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def forget_old_visits(**_: object) -> None:
    """This drops what is older than fourteen months."""
    with db.transaction():
        actions.forget_before(before=actions.keep_until(at=clock.now()))
