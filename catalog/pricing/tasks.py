"""What falls due in pricing."""

from celery import shared_task

from catalog.pricing import actions
from commerce import clock, db
from commerce.identity.actor import system


@shared_task(queue="default", acks_late=True, ignore_result=True)
def turn_prices(**_: object) -> None:
    """This announces scheduled prices that started or ended since the last time."""
    with db.transaction():
        actions.turn_prices(by=system("catalog.pricing"), at=clock.now())
