"""What falls due in mail."""

from celery import shared_task

from commerce import clock
from orders.mail import actions, queries

AT_ONCE = 200


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def send_mail(*, mail_id: int, **_: object) -> None:
    """This sends one mail."""
    actions.send(mail_id=mail_id, at=clock.now())


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def send_due_mails(**_: object) -> None:
    """This sends what a killed worker, a lost message or a deaf mail server left unsent."""
    for mail_id in queries.due(before=clock.now(), limit=AT_ONCE):
        send_mail.apply_async(kwargs={"mail_id": mail_id})
