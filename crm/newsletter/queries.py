"""The signed links of letters, and what letters say."""

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import Refused
from commerce.storefront.paths import in_language
from crm.customers import queries as customers
from crm.newsletter import rules
from crm.newsletter.rules import Letter, Wish

ASK_SALT, LEAVE_SALT = "newsletter-ask", "newsletter-leave"


class BadLink(Refused):
    """A link of ours is broken or too old."""

    code = "bad_link"


def question(wish: Wish) -> Letter:
    """This writes the mail that asks whether the address is its owner's and wants letters."""
    token = signing.dumps([wish.email, wish.language, wish.channel], salt=ASK_SALT)
    return _letter("question", wish, path=f"/newsletter/confirmation/{token}/")


def welcome(wish: Wish, *, customer_public_id: str) -> Letter:
    """This writes the first letter, with the link that ends it all."""
    return _letter("welcome", wish, path=leave_path(customer_public_id), leaves=True)


def wish_of(token: str) -> Wish:
    """This reads the link of a question.

    Raises:
        BadLink: when it is broken or older than a week.
    """
    try:
        email, language, channel = signing.loads(
            token, salt=ASK_SALT, max_age=rules.ASKED_DAYS * 24 * 3600
        )
        channels.get_channel(channel)
    except (signing.BadSignature, ValueError, channels.UnknownChannel) as error:
        message = "this link is broken or too old"
        raise BadLink(message) from error
    return Wish(email=email, language=language, channel=channel)


def leave_path(customer_public_id: str) -> str:
    """This is the path that ends letters to a customer; it never grows old."""
    return f"/newsletter/end/{signing.Signer(salt=LEAVE_SALT).sign(customer_public_id)}/"


def who_leaves(token: str) -> int:
    """This reads a link that ends letters: the customer's id.

    Raises:
        BadLink: when it is broken, or the customer is gone.
    """
    try:
        public_id = signing.Signer(salt=LEAVE_SALT).unsign(token)
    except signing.BadSignature as error:
        message = "this link is broken"
        raise BadLink(message) from error
    found = customers.find_customer(public_id=public_id)
    if found is None:
        message = "there is nobody to write to any more"
        raise BadLink(message)
    return found.customer_id


def _letter(kind: str, wish: Wish, *, path: str, leaves: bool = False) -> Letter:
    channel = channels.get_channel(wish.channel)
    link = _base(channel) + in_language(path, wish.language)
    with translation.override(wish.language):
        subjects = {
            "question": _("Do you want letters from %(shop)s?"),
            "welcome": _("You are on the list of %(shop)s"),
        }
        subject = subjects[kind] % {"shop": settings.SHOP_NAME}
        said = {
            "shop": settings.SHOP_NAME,
            "link": link,
            "subject": subject,
            "language": wish.language,
        }
        text = render_to_string(f"mail/newsletter/{kind}.txt", said)
        markup = render_to_string(f"mail/newsletter/{kind}.mjml", said)
    return Letter(
        subject=subject,
        text=text,
        markup=markup,
        sender=channel.mail_from or settings.DEFAULT_FROM_EMAIL,
        to=wish.email,
        leave=link if leaves else "",
    )


def _base(channel: ChannelInfo) -> str:
    return f"https://{channel.domain}" if channel.domain else settings.SITE_URL
