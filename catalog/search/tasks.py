"""What falls due in search."""

from celery import shared_task

from catalog.search import actions
from commerce import clock, db


@shared_task(queue="facts", acks_late=True, ignore_result=True)
def refresh_stale(**_: object) -> None:
    """This writes stale listings anew, a set at a time, until none is left."""
    while True:
        with db.transaction():
            if not actions.refresh_stale(at=clock.now()):
                return


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def count_terms(**_: object) -> None:
    """This counts the words of the lexicon anew."""
    with db.transaction():
        actions.count_terms()
