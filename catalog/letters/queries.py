"""What a letter says, in its reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.letters.models import Letter
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A letter as it goes out."""

    subject: str
    text: str
    markup: str
    sender: str
    to: str
    message_id: str
    unsubscribe: str


def due(*, before: datetime, limit: int) -> list[int]:
    """This lists letters that wait to be sent."""
    rows = Letter.objects.filter(state="waiting", next_at__lte=before).order_by("next_at")
    return list(rows.values_list("pk", flat=True)[:limit])


def base_of(channel: ChannelInfo) -> str:
    """This is the address of a channel's shop, without a path."""
    return f"https://{channel.domain}" if channel.domain else str(settings.SITE_URL)


def worded(letter: Letter) -> Worded:
    """This words a letter."""
    channel = channels.get_channel_by_id(letter.channel_id)
    sender = channel.mail_from or settings.DEFAULT_FROM_EMAIL
    host = sender.rpartition("@")[2].strip("> ") or "kontor.example"
    with translation.override(letter.language):
        context = {
            **letter.content,
            "shop": settings.SHOP_NAME,
            "language": letter.language,
            "subject": _subject(letter),
        }
        name = f"mail/catalog/{letter.kind}"
        return Worded(
            subject=context["subject"],
            text=render_to_string(f"{name}.txt", context),
            markup=render_to_string(f"{name}.mjml", context),
            sender=sender,
            to=letter.to,
            message_id=f"<{letter.key.replace(':', '.')}@{host}>",
            unsubscribe=str(letter.content.get("stop", "")),
        )


def _subject(letter: Letter) -> str:
    names = {
        "back_in_stock": _("%(name)s is back"),
        "question_answered": _("Your question about %(name)s"),
    }
    return names[letter.kind] % {"name": letter.content.get("name", "")}
