"""Letters go out behind the shopper's back, so that nobody waits for a mail server."""

from typing import Any

from celery import shared_task

from crm.newsletter import actions
from crm.newsletter.rules import Wish


@shared_task(
    queue="outside",
    acks_late=True,
    ignore_result=True,
    autoretry_for=(OSError,),
    retry_backoff=30,
    max_retries=5,
)
def send_letter(
    *, kind: str, email: str, language: str, channel: str, customer: str = "", **_: Any
) -> None:
    """This sends one letter; a mail server that is away is asked again for some minutes."""
    wish = Wish(email=email, language=language, channel=channel)
    actions.send(kind=kind, wish=wish, customer=customer)
