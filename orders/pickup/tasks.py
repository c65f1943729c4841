"""What falls due in pickups."""

from celery import shared_task

from commerce import clock, db
from commerce.identity import actor
from orders.pickup import actions, queries

AT_ONCE = 200


@shared_task(queue="default", acks_late=True, ignore_result=True)
def remind_of_pickups(**_: object) -> None:
    """This reminds shoppers of what waits for them and will soon go back on the shelf."""
    at = clock.now()
    for order_id in queries.to_remind(at=at, limit=AT_ONCE):
        with db.transaction():
            actions.remind(order_id=order_id, at=at, by=actor.system("pickup"))
