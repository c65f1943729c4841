"""What falls due in publishing."""

from celery import shared_task

from catalog.publishing import actions
from commerce import clock, db
from commerce.identity.actor import system


@shared_task(queue="default", acks_late=True, ignore_result=True)
def publish_due(**_: object) -> None:
    """This shows scheduled products whose time has come."""
    with db.transaction():
        actions.publish_due(by=system("catalog.publishing"), at=clock.now())
