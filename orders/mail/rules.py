"""Which mails there are, and when a failed one is tried again."""

from dataclasses import dataclass
from datetime import timedelta

KINDS = (
    "placed",
    "shipped",
    "canceled",
    "lines_canceled",
    "ready",
    "reminder",
    "collected",
    "review",
    "withdrawn",
)
# Whoever received something has lived with it for a few days before we ask.
REVIEW_AFTER = timedelta(days=6)
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as it goes out: a text and MJML markup that say the same, and an id that tells repeats."""

    subject: str
    text: str
    markup: str
    sender: str
    to: str
    message_id: str


def key_of(kind: str, *, order_public_id: str, part_public_id: str = "") -> str:
    """This names a mail by what it is about, a part of the order or the whole: there is one per name."""
    return f"{kind}:{part_public_id or order_public_id}"


def part_of(key: str) -> str:
    """This is the public id of what a mail is about."""
    return key.partition(":")[2]


def patience(attempts: int) -> timedelta:
    """This is how long a mail waits after so many failed attempts: a minute, two, four, up to four hours."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 240))
