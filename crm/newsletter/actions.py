"""Asking for letters, agreeing to them by the mailed link, and leaving."""

import logging
from datetime import datetime

from celery import current_app
from django.core.mail import EmailMultiAlternatives

from commerce import db, mailing
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor
from crm.consents import actions as consents
from crm.customers.actions import register
from crm.customers.rules import people
from crm.newsletter import clients, queries, rules
from crm.newsletter.rules import Letter, Wish

log = logging.getLogger(__name__)


def ask(*, email: str, language: str, channel: ChannelInfo) -> Wish:
    """This lets a worker mail the question; nothing is stored, so asking twice is two mails at most.

    Raises:
        BadEmail: when no mail could reach the address.
    """
    wish = Wish(email=people.normal_email(email), language=language, channel=channel.code)
    _post("question", wish)
    return wish


@db.transaction_required
def agree(*, token: str, proof: str, at: datetime, by: Actor) -> Wish:
    """This takes the word of whoever follows the mailed link; following it again changes nothing.

    Raises:
        BadLink: when the link is broken or older than a week.
    """
    wish = queries.wish_of(token)
    customer = register.remember_customer(
        email=wish.email,
        name="",
        language=wish.language,
        channel=channels.get_channel(wish.channel),
        at=at,
        by=by,
    )
    consents.record(
        customer_id=customer.customer_id,
        purpose=rules.PURPOSE,
        given=True,
        source="newsletter link",
        proof=proof,
        language=wish.language,
        at=at,
        by=by,
    )
    db.after_commit(lambda: _post("welcome", wish, customer=customer.public_id))
    return wish


@db.transaction_required
def leave(*, token: str, proof: str, language: str, at: datetime, by: Actor) -> None:
    """This ends letters to a customer; leaving twice is leaving once.

    Raises:
        BadLink: when the link is broken.
    """
    consents.record(
        customer_id=queries.who_leaves(token),
        purpose=rules.PURPOSE,
        given=False,
        source="newsletter link",
        proof=proof,
        language=language,
        at=at,
        by=by,
    )


@db.outside
def send(*, kind: str, wish: Wish, customer: str = "") -> None:
    """This writes and sends one letter."""
    letter = (
        queries.question(wish)
        if kind == "question"
        else queries.welcome(wish, customer_public_id=customer)
    )
    _hand_over(letter)


def _hand_over(letter: Letter) -> None:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=letter.sender,
        to=[letter.to],
        headers=dict(clients.headers_to_leave(letter.leave)),
    )
    message.attach_alternative(mailing.html_of(letter.markup), "text/html")
    message.send()


def _post(kind: str, wish: Wish, customer: str = "") -> None:
    """This hands the letter to a worker; without a broker it is written at once."""
    values = {
        "kind": kind,
        "email": wish.email,
        "language": wish.language,
        "channel": wish.channel,
        "customer": customer,
    }
    try:
        current_app.send_task(
            "crm.newsletter.tasks.send_letter", kwargs=values, queue="outside", retry=False
        )
    except Exception:
        log.warning("the broker does not answer; the letter is sent at once", exc_info=True)
        send(kind=kind, wish=wish, customer=customer)
