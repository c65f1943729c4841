"""What stands in the head of a page: titles and summaries of a length that search engines show whole."""

import html
import re

TITLE, SUMMARY = 60, 155
_SPACE = re.compile(r"\s+")
_SILENT = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
BETWEEN = " \N{MIDDLE DOT} "


def plain(markup: str) -> str:
    """This reads rendered markup as one line of text; where words may break is of no use in a head."""
    text = html.unescape(_TAGS.sub(" ", _SILENT.sub(" ", markup)))
    return _SPACE.sub(" ", text.replace(SOFT_HYPHEN, "")).strip()


def title(text: str) -> str:
    """This fits a title (SEO1): the shop's name behind the dot goes first, then the last words."""
    if len(text) > TITLE and BETWEEN in text:
        text = text.rpartition(BETWEEN)[0]
    return cut(text, TITLE)


def summary(text: str) -> str:
    """This fits a description (SEO1)."""
    return cut(text, SUMMARY)


def cut(text: str, longest: int) -> str:
    """This shortens a text to whole words and says so with an ellipsis."""
    if len(text) <= longest:
        return text
    short = text[: longest - 1]
    whole = short.rpartition(" ")[0] if text[longest - 1] != " " else short
    return (whole if len(whole) > longest // 2 else short).rstrip(" ,.;:-\N{EN DASH}") + ELLIPSIS
