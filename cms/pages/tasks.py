"""What falls due among pages."""

from celery import shared_task

from cms.pages import actions
from commerce import clock, db


@shared_task(queue="default", acks_late=True, ignore_result=True)
def publish_due_pages(**_: object) -> None:
    """This makes planned pages live and takes expired ones offline."""
    with db.transaction():
        actions.publish_due(at=clock.now())
