"""What falls due in carts."""

from celery import shared_task

from commerce import clock, db
from orders.cart import actions


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def forget_silent_carts(**_: object) -> None:
    """This forgets carts nobody has touched for thirty days."""
    at = clock.now()
    while True:
        with db.transaction():
            if actions.forget_silent(at=at) < actions.CHUNK:
                return
