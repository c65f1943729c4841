"""Asking for mails and sending them: one row is one mail, however often it is asked for."""

import logging
from datetime import datetime, timedelta

from celery import current_app
from django.core.mail import EmailMultiAlternatives

from commerce import db, mailing
from commerce.identity import actor
from commerce.identity.actor import Actor
from orders.fulfillment import queries as fulfillments
from orders.mail import queries, rules
from orders.mail.models import OrderMail
from orders.mail.states import MailFlow
from orders.order import queries as orders
from orders.order.actions import timeline
from orders.order.models import Order

log = logging.getLogger(__name__)

# Whoever took a mail to send it has this long before somebody else may.
CLAIM = timedelta(minutes=10)
POSTBOX = actor.system("mail")


@db.transaction_required
def ask_for(
    *,
    kind: str,
    order_id: int,
    fulfillment_id: int | None = None,
    part: str = "",
    at: datetime,
) -> OrderMail | None:
    """This notes that a mail is due and wakes a worker after commit; once per what it is about.

    That is a fulfillment, or a `part` of the order by its public id, or the whole order. None when it was asked for before, or there is nobody to write to.
    """
    order = orders.get_order(order_id=order_id)
    if not order.email:
        return None
    parcel = fulfillments.get_fulfillment(fulfillment_id) if fulfillment_id else None
    key = rules.key_of(
        kind,
        order_public_id=order.public_id,
        part_public_id=parcel.public_id if parcel else part,
    )
    mail, fresh = OrderMail.objects.get_or_create(
        key=key,
        defaults={
            "order": order,
            "fulfillment": parcel,
            "kind": kind,
            "next_at": at,
            "created_at": at,
        },
    )
    if not fresh:
        return None
    _wake(mail.pk)
    return mail


@db.outside
def send(*, mail_id: int, at: datetime) -> bool:
    """This writes and sends one mail; returns whether it went out now.

    It is taken before it is sent, and carries an id that stays the same, so that a worker killed in
    between sends the same message once more at worst, which receivers recognize. Failures are tried
    again later, and given up after a day.
    """
    with db.transaction():
        mail = _take(mail_id, at)
    if mail is None:
        return False
    try:
        if mail.order.email:
            _post(queries.letter(mail))
    except Exception as error:  # noqa: BLE001 - whatever a mail server answers is recorded
        with db.transaction():
            _put_back(mail, error, at)
        return False
    with db.transaction():
        move = "send" if mail.order.email else "drop"
        MailFlow.move(mail, move, by=str(POSTBOX), at=at, sent_at=at, error="")
        if move == "send":
            _note(mail.order, mail, "mailed", at=at)
    return True


@db.transaction_required
def send_again(*, mail_id: int, at: datetime, by: Actor) -> OrderMail:
    """This queues a mail once more, for a shopper who lost it.

    Raises:
        IllegalMove: while it is waiting anyway.
    """
    mail = OrderMail.objects.select_related("order").get(pk=mail_id)
    MailFlow.move(mail, "resend", by=str(by), at=at, next_at=at, attempts=0)
    timeline.note_down(order=mail.order, kind="mail_again", at=at, by=by, mail=mail.kind)
    _wake(mail.pk)
    return mail


def _wake(mail_id: int) -> None:
    def send_soon() -> None:
        try:
            current_app.send_task(
                "orders.mail.tasks.send_mail",
                kwargs={"mail_id": mail_id},
                queue="outside",
                retry=False,
            )
        except Exception:
            log.warning("the broker does not answer; the schedule will send", exc_info=True)

    db.after_commit(send_soon)


def _take(mail_id: int, at: datetime) -> OrderMail | None:
    mail = OrderMail.objects.filter(pk=mail_id, state="waiting", next_at__lte=at).locked_one()
    if mail is None:
        return None
    mail.attempts += 1
    mail.next_at = at + CLAIM
    mail.save(update_fields=["attempts", "next_at"])
    found = OrderMail.objects.select_related("order", "fulfillment")
    return found.get(pk=mail_id)


def _post(letter: rules.Letter) -> None:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=letter.sender,
        to=[letter.to],
        headers={"Message-ID": letter.message_id},
    )
    message.attach_alternative(mailing.html_of(letter.markup), "text/html")
    message.send()


def _put_back(mail: OrderMail, error: Exception, at: datetime) -> None:
    reason = f"{type(error).__name__}: {error}"[:500]
    if mail.attempts >= rules.MOST_ATTEMPTS:
        MailFlow.move(mail, "drop", by=str(POSTBOX), at=at, reason=reason, error=reason)
        _note(mail.order, mail, "mail_given_up", at=at)
        return
    mail.error, mail.next_at = reason, at + rules.patience(mail.attempts)
    mail.save(update_fields=["error", "next_at"])


def _note(order: Order, mail: OrderMail, kind: str, *, at: datetime) -> None:
    timeline.note_down(order=order, kind=kind, at=at, by=POSTBOX, mail=mail.kind)
