"""How much a shopper may keep, what a list may be called, and what is news to its owner."""

from dataclasses import dataclass
from datetime import timedelta

from commerce.errors import Refused
from commerce.money import Money

MOST_LISTS = 20
MOST_ITEMS = 200
MOST_PIECES = 999
LONGEST_NAME = 60
MAIN, OWN, LATER = "main", "own", "later"
KINDS = (MAIN, OWN, LATER)
# What hangs on hearts; the shelf beside the bag does not.
WISHED = (MAIN, OWN)
# A removed list can be brought back for a while; a guest's list is forgotten like an old bag.
UNDO_LIVES = timedelta(days=1)
GUEST_LIVES = timedelta(days=180)
MOST_ATTEMPTS = 8


class ListFull(Refused):
    """The list holds as much as a list may (`most` in data)."""

    code = "list_full"


class TooManyLists(Refused):
    """The shopper has as many lists as one may have (`most` in data)."""

    code = "too_many_lists"


class BadName(Refused):
    """A list wants a name of up to sixty characters."""

    code = "bad_list_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the owner knows of an article: the price they saved it at or were told last, and if it was out."""

    price: Money | None
    was_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as it goes out: a text and MJML markup that say the same, and an id that tells repeats."""

    subject: str
    text: str
    markup: str
    sender: str
    to: str
    message_id: str
    stop: str


def checked_name(name: str) -> str:
    """This tidies the name of a list.

    Raises:
        BadName: when nothing is left, or too much.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        message = f"a list has a name of 1 to {LONGEST_NAME} characters"
        raise BadName(message, field="name", most=LONGEST_NAME)
    return plain


def checked_room(held: int) -> None:
    """This refuses one more article than a list may hold.

    Raises:
        ListFull: when it is full.
    """
    if held >= MOST_ITEMS:
        message = f"a list holds up to {MOST_ITEMS} articles"
        raise ListFull(message, most=MOST_ITEMS)


def cheaper(now: Money | None, before: Money | None) -> Money | None:
    """This is by how much a price fell; None when it did not, or was in another currency."""
    if now is None or before is None or now.currency != before.currency:
        return None
    return before - now if now < before else None


def news(*, known: Known, price: Money | None, available: bool) -> str:
    """This says what is worth a letter: `back` before `cheaper`, or nothing.

    What cannot be bought is never news, however little it would cost.
    """
    if not available or price is None:
        return ""
    if known.was_out:
        return "back"
    return "cheaper" if cheaper(price, known.price) else ""


def patience(attempts: int) -> timedelta:
    """This is how long a letter waits after so many failures: a minute, two, four, up to four hours."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 240))
