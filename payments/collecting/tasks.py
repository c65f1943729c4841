"""Background entries: what is due at a provider."""

from celery import shared_task

from commerce import clock, db
from payments.collecting import queries
from payments.collecting.actions import provider, sweeping
from payments.gateways.clients.base import GatewayDown


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def look(*, attempt_id: int, **_: object) -> None:
    """This asks the provider how an attempt stands; no answer is asked for again by the schedule."""
    try:
        provider.look(attempt_id=attempt_id, at=clock.now())
    except GatewayDown:
        return


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def capture(*, capture_id: int, **_: object) -> None:
    """This carries out a requested capture."""
    provider.capture(capture_id=capture_id, at=clock.now())


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def release(*, attempt_id: int, **_: object) -> None:
    """This lets an attempt go at the provider."""
    provider.release(attempt_id=attempt_id, at=clock.now())


@shared_task(queue="default", acks_late=True, ignore_result=True)
def settle(**_: object) -> None:
    """This hands out whatever is due: questions, captures, releases."""
    at = clock.now()
    for attempt_id in queries.looks_due(at=at):
        look.apply_async(kwargs={"attempt_id": attempt_id})
    for capture_id in queries.captures_due(at=at):
        capture.apply_async(kwargs={"capture_id": capture_id})
    for attempt_id in queries.releases_due(at=at):
        release.apply_async(kwargs={"attempt_id": attempt_id})


@shared_task(queue="default", acks_late=True, ignore_result=True)
def sweep(**_: object) -> None:
    """This lets go of money without an order and of payments nobody finishes."""
    with db.transaction():
        sweeping.sweep(at=clock.now())
