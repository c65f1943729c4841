"""Celery entries of the relay."""

from celery import shared_task

from commerce import clock
from commerce.events import delivery
from commerce.events.models import Heartbeat

CHUNK = 25


@shared_task(queue="facts", acks_late=True, ignore_result=True)
def dispatch(**_: object) -> None:
    """This fans out what waits and hands the deliveries to their queues."""
    claimed = delivery.fan_out(at=clock.now())
    by_queue: dict[str, list[int]] = {}
    for row in claimed:
        by_queue.setdefault(row.queue, []).append(row.pk)
    for queue, found in by_queue.items():
        for start in range(0, len(found), CHUNK):
            deliver.apply_async(kwargs={"delivery_ids": found[start : start + CHUNK]}, queue=queue)
    if len(claimed) >= delivery.BATCH:
        dispatch.apply_async()


@shared_task(queue="facts", acks_late=True, ignore_result=True)
def deliver(*, delivery_ids: list[int], **_: object) -> None:
    """This runs a chunk of deliveries, each in its own transaction, in the order of their events."""
    for delivery_id in delivery_ids:
        delivery.deliver(delivery_id)


@shared_task(queue="default", ignore_result=True)
def beat(**_: object) -> None:
    """This shows that beat, broker and a worker are alive."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})
