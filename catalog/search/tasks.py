"""What falls due in search."""

import logging

from celery import shared_task

from catalog.search import actions
from commerce import clock, db

log = logging.getLogger(__name__)


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


def wake() -> None:
    """This asks a worker to refresh; when the broker is down, the schedule does."""
    try:
        refresh_stale.apply_async(retry=False)
    except Exception:
        log.warning("the broker does not answer; the schedule will refresh", exc_info=True)
