"""Feeds in the background: all of them when due, one when staff ask."""

from celery import shared_task

from catalog.exports import actions, queries
from commerce import clock, db
from commerce.identity.actor import system


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def build_feed(run_id: int, **_: object) -> None:
    """This builds one feed that was begun."""
    actions.build(run_id=run_id, by=system("feeds"), at=clock.now(), now=clock.now)


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def build_feeds(**_: object) -> None:
    """This builds every feed of the house anew, one after the other."""
    for channel, language in queries.wanted():
        try:
            with db.transaction():
                run = actions.start(
                    channel=channel, language=language, by=system("feeds"), at=clock.now()
                )
        except actions.AlreadyBuilding:
            continue
        build_feed(run.pk)
