"""What a line of a box may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commerce.errors import Invalid

MOST_LINES, MOST_PIECES, LONGEST_TEXT = 30, 999, 120


class BadBox(Invalid):
    """A box holds lines that cannot be."""

    code = "bad_box"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many of something; `words` is {language: text}."""

    quantity: int
    words: Mapping[str, str]


def check(lines: Sequence[Line]) -> list[Line]:
    """This returns the lines with their words stripped.

    Raises:
        BadBox: for too many lines, odd quantities, and lines without words.
    """
    if len(lines) > MOST_LINES:
        message = f"a box has {MOST_LINES} lines at most"
        raise BadBox(message, field="data")
    return [_checked(line, place) for place, line in enumerate(lines)]


def said(
    lines: Sequence[tuple[int, Mapping[str, str]]], languages: Sequence[str]
) -> list[dict[str, Any]]:
    """This words lines for readers: in the first of `languages` they have words in, else in any."""
    found = []
    for quantity, words in lines:
        texts = [words.get(language) for language in (*languages, *words)]
        text = next((text for text in texts if text), "")
        found.append({"quantity": quantity, "text": text})
    return found


def _checked(line: Line, place: int) -> Line:
    if not 1 <= line.quantity <= MOST_PIECES:
        message = f"a quantity lies between 1 and {MOST_PIECES}"
        raise BadBox(message, field=f"data/{place}/quantity")
    words = {language: text.strip() for language, text in line.words.items() if text.strip()}
    if not words or any(
        len(text) > LONGEST_TEXT or not 2 <= len(language) <= 10 for language, text in words.items()
    ):
        message = (
            f"a line says in at least one language what it is, in {LONGEST_TEXT} letters at most"
        )
        raise BadBox(message, field=f"data/{place}/words")
    return Line(quantity=line.quantity, words=words)
