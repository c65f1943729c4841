"""What falls due in alerts."""

from celery import shared_task

from catalog.alerts import actions
from commerce import clock, db
from commerce.identity.actor import system


@shared_task(queue="slow", ignore_result=True)
def expire_alerts(**_: object) -> None:
    """This lets go of alerts that waited too long."""
    with db.transaction():
        actions.expire(by=system("alerts"), at=clock.now())
