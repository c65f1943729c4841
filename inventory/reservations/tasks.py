"""Holds run out."""

from celery import shared_task

from commerce import clock, db
from commerce.identity import actor
from inventory.reservations import actions


@shared_task(queue="default", acks_late=True, ignore_result=True)
def expire_holds(**_: object) -> None:
    """This lets go of holds past their deadline, batch by batch, each batch in its own transaction."""
    by = actor.system("inventory.reservations")
    for _batch in range(100):
        with db.transaction():
            freed = actions.expire_due(at=clock.now(), by=by)
        if not freed:
            return
