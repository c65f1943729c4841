"""Pairs are counted at night."""

from celery import shared_task

from bi.pairs import actions
from commerce import clock, db


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def count_pairs(**_: object) -> None:
    """This counts what was bought together."""
    with db.transaction():
        actions.count_pairs(at=clock.now())
