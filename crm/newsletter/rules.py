"""What a letter of ours is."""

from dataclasses import dataclass

ASKED_DAYS = 7
PURPOSE = "newsletter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody typed an address: where to write, in which language, for which channel."""

    email: str
    language: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as it goes out; `leave` is the address that ends it by one click, or empty."""

    subject: str
    text: str
    markup: str
    sender: str
    to: str
    leave: str = ""
