"""Products are ranked at night."""

from celery import shared_task

from bi.bestsellers import actions
from commerce import clock, db


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def rank(**_: object) -> None:
    """This ranks products by what was bought lately."""
    with db.transaction():
        actions.rank(at=clock.now())
