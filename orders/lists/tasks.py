"""What falls due in lists."""

from celery import shared_task

from commerce import clock, db
from commerce.identity import actor
from orders.lists.actions import people, telling, watching
from orders.lists.queries import letters

AT_ONCE = 200


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def send_due_news(**_: object) -> None:
    """This sends the letters about lists that wait."""
    at = clock.now()
    for news_id in letters.due(before=at, limit=AT_ONCE):
        telling.send(news_id=news_id, at=at)


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def look_at_lists(**_: object) -> None:
    """This looks again at everything people wait for: what no fact told, such as prices by the calendar."""
    at, after = clock.now(), 0
    while True:
        with db.transaction():
            some = letters.watched_products(after=after, limit=AT_ONCE)
            if not some:
                return
            watching.look_again(product_ids=some, at=at, by=actor.system("lists"))
        after = some[-1]


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def forget_silent_lists(**_: object) -> None:
    """This drops lists that were removed, and those of guests who never came back."""
    with db.transaction():
        people.forget_silent(at=clock.now())
