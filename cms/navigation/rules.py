"""What a menu may hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from cms.blocks.rules import text
from commerce.errors import Invalid

MOST = 30


class BadMenu(Invalid):
    """A menu is not well-formed; `field` points to the first fault."""

    code = "bad_menu"


def checked(raw: object, *, languages: Sequence[str]) -> list[dict[str, Any]]:
    """This reads the lines of a menu: [{to, titles: {language: words}}]; titles may be empty for pages.

    Raises:
        BadMenu: with a pointer to the first fault.
    """
    if not isinstance(raw, list) or len(raw) > MOST:
        message = f"A menu is a list of at most {MOST} lines"
        raise BadMenu(message, field="/entries")
    return [_line(one, f"/entries/{index}", languages) for index, one in enumerate(raw)]


def _line(raw: object, at: str, languages: Sequence[str]) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or set(raw) - {"to", "titles"}:
        message = "A line has `to` and `titles`"
        raise BadMenu(message, field=at)
    to, titles = raw.get("to"), raw.get("titles", {})
    if not isinstance(to, str) or not text.is_link(to):
        message = "Use category:, product:, page:, /path/ or https://"
        raise BadMenu(message, field=f"{at}/to")
    if not isinstance(titles, Mapping) or not all(
        language in languages and isinstance(said, str) and 0 < len(said) <= 80
        for language, said in titles.items()
    ):
        message = "Titles are at most 80 characters in a language of the channel"
        raise BadMenu(message, field=f"{at}/titles")
    if not titles and not to.startswith("page:"):
        message = "Say what the line is called"
        raise BadMenu(message, field=f"{at}/titles")
    return {"to": to, "titles": dict(titles)}
