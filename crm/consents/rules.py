"""The purposes, and how a visitor's answer travels in a cookie."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from commerce.errors import Invalid
from crm.contracts import CookieChoice

COOKIE = "kontor_consent"
COOKIE_DAYS = 180
_COOKIE = re.compile(r"1\.(?P<visitor>[0-9a-z]{26})\.a(?P<analytics>[01])\.m(?P<marketing>[01])")


class UnknownPurpose(Invalid):
    """Nobody is asked for this purpose."""

    code = "unknown_purpose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What we ask people to agree to; raise `version` whenever the words change their meaning."""

    code: str
    title: str
    explanation: str
    version: int
    by_cookie: bool


PURPOSES: Mapping[str, Purpose] = {
    one.code: one
    for one in (
        Purpose(
            code="newsletter",
            title="News and offers by e-mail",
            explanation="New things, seasonal offers and stories from the workshop, twice a month.",
            version=1,
            by_cookie=False,
        ),
        Purpose(
            code="analytics",
            title="Understanding how the shop is used",
            explanation="We count visits and clicks ourselves to improve the shop. Nothing leaves this house.",
            version=1,
            by_cookie=True,
        ),
        Purpose(
            code="marketing",
            title="Suggestions that suit you",
            explanation="What you looked at shapes what we suggest to you, here and by e-mail.",
            version=1,
            by_cookie=True,
        ),
    )
}


def purpose(code: str) -> Purpose:
    """This finds a purpose.

    Raises:
        UnknownPurpose: when nobody is asked for it.
    """
    found = PURPOSES.get(code)
    if found is None:
        message = f"there is no purpose {code!r}"
        raise UnknownPurpose(message, field="purpose")
    return found


def read_choice(cookie: str) -> CookieChoice:
    """This reads the visitor's answer; whatever is not ours means: not asked yet, nothing allowed."""
    found = _COOKIE.fullmatch(cookie)
    if found is None:
        return CookieChoice()
    return CookieChoice(
        visitor=found["visitor"],
        decided=True,
        analytics=found["analytics"] == "1",
        marketing=found["marketing"] == "1",
    )


def shown(cookie: str) -> str:
    """This is what a page shows of the answer, without the visitor."""
    choice = read_choice(cookie)
    return f"{choice.decided:d}{choice.analytics:d}{choice.marketing:d}"


def written_choice(choice: CookieChoice) -> str:
    """This writes the visitor's answer for the cookie."""
    return f"1.{choice.visitor}.a{int(choice.analytics)}.m{int(choice.marketing)}"
