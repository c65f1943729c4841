"""Which letters there are, and when a failed one is tried again."""

from datetime import timedelta

KINDS = ("back_in_stock", "question_answered")
MOST_ATTEMPTS = 8


def patience(attempts: int) -> timedelta:
    """This is how long a letter waits after so many failures: a minute, two, four, up to four hours."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 240))
