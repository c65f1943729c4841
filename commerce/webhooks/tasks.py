"""Celery entry that sends what is due."""

from celery import shared_task

from commerce.webhooks import actions


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def send_webhooks(**_: object) -> None:
    """This sends due messages until none is left."""
    while actions.send_due() == actions.BATCH:
        pass
