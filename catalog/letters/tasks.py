"""What falls due in letters."""

from celery import shared_task

from catalog.letters import actions, queries
from commerce import clock

AT_ONCE = 200


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def send_letter(*, letter_id: int, **_: object) -> None:
    """This sends one letter."""
    actions.send(letter_id=letter_id, at=clock.now())


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def send_due_letters(**_: object) -> None:
    """This sends what a killed worker, a lost message or a deaf mail server left unsent."""
    for letter_id in queries.due(before=clock.now(), limit=AT_ONCE):
        send_letter.apply_async(kwargs={"letter_id": letter_id})
