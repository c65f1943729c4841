"""What makes a question and an answer."""

from commerce.errors import Invalid

SHORTEST, LONGEST = 10, 600
LONGEST_NAME, LONGEST_ANSWER = 60, 2000


class BadQuestion(Invalid):
    """A question or an answer says nothing, or too much."""

    code = "bad_question"


def check(text: str, *, field: str, shortest: int, longest: int) -> str:
    """This tidies a text and refuses what cannot be shown.

    Raises:
        BadQuestion: naming the field.
    """
    tidy = text.strip()
    if not shortest <= len(tidy) <= longest:
        message = f"{field} holds {shortest} to {longest} letters"
        raise BadQuestion(message, field=field)
    return tidy
