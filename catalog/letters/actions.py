"""Asking for letters and sending them."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.core.mail import EmailMultiAlternatives

from catalog.letters import queries, rules
from catalog.letters.models import Letter
from catalog.letters.states import LetterFlow
from commerce import db, mailing
from commerce.identity import actor

log = logging.getLogger(__name__)

# Whoever took a letter to send it has this long before somebody else may.
CLAIM = timedelta(minutes=10)
POSTBOX = actor.system("catalog-mail")


@db.transaction_required
def ask_for(
    *,
    kind: str,
    key: str,
    to: str,
    language: str,
    channel_id: int,
    content: Mapping[str, Any],
    at: datetime,
) -> Letter | None:
    """This notes that a letter is due and wakes a worker after commit; None when it was asked for before."""
    letter, fresh = Letter.objects.get_or_create(
        key=f"{kind}:{key}",
        defaults={
            "kind": kind,
            "to": to,
            "language": language,
            "channel_id": channel_id,
            "content": dict(content),
            "next_at": at,
            "created_at": at,
        },
    )
    if not fresh:
        return None
    db.after_commit(lambda: _wake(letter.pk))
    return letter


@db.outside
def send(*, letter_id: int, at: datetime) -> bool:
    """This words and sends one letter; returns whether it went out now.

    It is taken before it is sent and carries an id that stays the same, so that a worker killed in
    between sends it once more at worst. Failures are tried again, and given up in the end.
    """
    with db.transaction():
        letter = _take(letter_id, at)
    if letter is None:
        return False
    try:
        _post(queries.worded(letter))
    except Exception as error:  # noqa: BLE001 - whatever a mail server answers is recorded
        with db.transaction():
            _put_back(letter, error, at)
        return False
    with db.transaction():
        LetterFlow.move(
            letter, "send", by=str(POSTBOX), at=at, sent_at=at, error="", to="", content={}
        )
    return True


@db.transaction_required
def drop(*, keys: list[str], at: datetime) -> None:
    """This takes back letters that still wait."""
    for letter in Letter.objects.filter(key__in=keys, state="waiting").locked():
        LetterFlow.move(letter, "drop", by=str(POSTBOX), at=at, to="", content={})


def _wake(letter_id: int) -> None:
    try:
        current_app.send_task(
            "catalog.letters.tasks.send_letter",
            kwargs={"letter_id": letter_id},
            queue="outside",
            retry=False,
        )
    except Exception:
        log.warning("the broker does not answer; the schedule will send", exc_info=True)


def _take(letter_id: int, at: datetime) -> Letter | None:
    letter = Letter.objects.filter(pk=letter_id, state="waiting", next_at__lte=at).locked_one()
    if letter is None:
        return None
    letter.attempts += 1
    letter.next_at = at + CLAIM
    letter.save(update_fields=["attempts", "next_at"])
    return letter


def _post(said: queries.Worded) -> None:
    headers = {"Message-ID": said.message_id}
    if said.unsubscribe:
        headers["List-Unsubscribe"] = f"<{said.unsubscribe}>"
    message = EmailMultiAlternatives(
        subject=said.subject, body=said.text, from_email=said.sender, to=[said.to], headers=headers
    )
    message.attach_alternative(mailing.html_of(said.markup), "text/html")
    message.send()


def _put_back(letter: Letter, error: Exception, at: datetime) -> None:
    reason = f"{type(error).__name__}: {error}"[:500]
    if letter.attempts >= rules.MOST_ATTEMPTS:
        LetterFlow.move(
            letter, "drop", by=str(POSTBOX), at=at, reason=reason, error=reason, to="", content={}
        )
        return
    letter.error, letter.next_at = reason, at + rules.patience(letter.attempts)
    letter.save(update_fields=["error", "next_at"])
