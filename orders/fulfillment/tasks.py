"""What falls due in fulfillment: labels, which are bought outside of any transaction."""

import logging
from datetime import timedelta

from celery import shared_task

from commerce import clock
from commerce.errors import Unavailable
from commerce.identity import actor
from orders.fulfillment import actions, queries

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=30)
AT_ONCE = 100


@shared_task(queue="outside", acks_late=True, ignore_result=True, max_retries=5)
def buy_label(*, fulfillment_id: int, **_: object) -> None:
    """This buys one label; when the carrier does not answer, the schedule asks again."""
    try:
        actions.buy_label(fulfillment_id=fulfillment_id, at=clock.now(), by=actor.system("labels"))
    except Unavailable:
        return


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def buy_missing_labels(**_: object) -> None:
    """This buys the labels a killed worker or a silent carrier left unbought."""
    before = clock.now() - PATIENCE
    for fulfillment_id in queries.without_label(before=before, limit=AT_ONCE):
        buy_label.apply_async(kwargs={"fulfillment_id": fulfillment_id})


def ask_for_label(fulfillment_id: int) -> None:
    """This puts the purchase of a label on the queue; when the broker is down, the schedule will."""
    try:
        buy_label.apply_async(kwargs={"fulfillment_id": fulfillment_id}, retry=False)
    except Exception:
        log.warning("the broker does not answer; the schedule will buy the label", exc_info=True)
