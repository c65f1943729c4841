"""What falls due for pictures."""

from celery import shared_task

from catalog.assets import actions, queries
from commerce import clock

SET = 20


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def render(*, asset_id: int, **_: object) -> None:
    """This makes the renditions of one asset."""
    actions.render(asset_id=asset_id, at=clock.now())


@shared_task(queue="slow", acks_late=True, ignore_result=True)
def render_missed(**_: object) -> None:
    """This makes the renditions nobody was woken for."""
    for asset_id in queries.unrendered(limit=SET):
        actions.render(asset_id=asset_id, at=clock.now())
