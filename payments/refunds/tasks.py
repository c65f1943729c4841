"""Background entries: refunds that are due."""

from celery import shared_task

from commerce import clock, db
from payments.gateways.clients.base import GatewayDown
from payments.refunds import actions, queries


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def carry_out(*, refund_id: int, **_: object) -> None:
    """This sends one refund to its provider, or asks how it stands."""
    actions.carry_out(refund_id=refund_id, at=clock.now())


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def take_up(*, payment_id: int, **_: object) -> None:
    """This takes up refunds made at the provider's own desk."""
    try:
        actions.take_up(payment_id=payment_id, at=clock.now())
    except GatewayDown:
        return


@shared_task(queue="default", acks_late=True, ignore_result=True)
def settle(**_: object) -> None:
    """This hands out refunds that still need an answer, and those we have not heard of."""
    for refund_id in queries.refunds_due(at=clock.now()):
        carry_out.apply_async(kwargs={"refund_id": refund_id})
    for payment_id in queries.unknown_refunds():
        take_up.apply_async(kwargs={"payment_id": payment_id})


@shared_task(queue="default", acks_late=True, ignore_result=True)
def return_orphans(**_: object) -> None:
    """This gives back money without an order."""
    with db.transaction():
        actions.refund_orphans(at=clock.now())
