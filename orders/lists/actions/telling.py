"""Sending the letters about lists: taken before they are sent, tried again, given up in the end."""

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives

from commerce import db, mailing
from commerce.identity import actor
from commerce.identity.actor import Actor
from orders.lists import rules
from orders.lists.models import ListNews, SavedList
from orders.lists.queries import letters
from orders.lists.states import NewsFlow

# Whoever took a letter to send it has this long before somebody else may.
CLAIM = timedelta(minutes=10)
POSTBOX = actor.system("list-mail")


@db.outside
def send(*, news_id: int, at: datetime) -> bool:
    """This words and sends one letter; returns whether it went out now.

    Nothing goes to erased people, to owners who want no news any more, or about what has sold out
    again meanwhile.
    """
    with db.transaction():
        news = _take(news_id, at)
    if news is None:
        return False
    try:
        letter = letters.letter(news, at=at)
        if letter is not None:
            _post(letter)
    except Exception as error:  # noqa: BLE001 - whatever a mail server answers is recorded
        with db.transaction():
            _put_back(news, error, at)
        return False
    with db.transaction():
        move = "send" if letter else "drop"
        NewsFlow.move(news, move, by=str(POSTBOX), at=at, sent_at=at if letter else None, error="")
    return letter is not None


@db.transaction_required
def stop(*, public_id: str, at: datetime, by: Actor) -> SavedList | None:
    """This ends the letters about a list, for whoever holds a letter's own link; letters waiting are dropped."""
    row = SavedList.objects.filter(public_id=public_id).locked_one()
    if row is None:
        return None
    row.wants_news, row.updated_at = False, at
    row.save(update_fields=["wants_news", "updated_at"])
    for news in ListNews.objects.waiting().filter(saved_list=row).locked():
        NewsFlow.move(news, "drop", by=str(by), at=at)
    return row


def _take(news_id: int, at: datetime) -> ListNews | None:
    rows = ListNews.objects.waiting().filter(pk=news_id, next_at__lte=at)
    news = rows.select_related("saved_list").locked_one()
    if news is None:
        return None
    news.attempts += 1
    news.next_at = at + CLAIM
    news.save(update_fields=["attempts", "next_at"])
    return news


def _post(letter: rules.Letter) -> None:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=letter.sender,
        to=[letter.to],
        headers={"Message-ID": letter.message_id, "List-Unsubscribe": f"<{letter.stop}>"},
    )
    message.attach_alternative(mailing.html_of(letter.markup), "text/html")
    message.send()


def _put_back(news: ListNews, error: Exception, at: datetime) -> None:
    reason = f"{type(error).__name__}: {error}"[:500]
    if news.attempts >= rules.MOST_ATTEMPTS:
        NewsFlow.move(news, "drop", by=str(POSTBOX), at=at, reason=reason, error=reason)
        return
    news.error, news.next_at = reason, at + rules.patience(news.attempts)
    news.save(update_fields=["error", "next_at"])
