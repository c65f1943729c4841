"""Work that waits for somebody: every app tells its own, the start page and the sidebar count it (W1, T1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from commerce import clock, memo

# More than so many are not counted: nobody needs the number, and counting takes time.
MOST = 999


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Duty:
    """One kind of waiting work: its words, the screen that does it, and the rows that wait.

    `query` narrows the screen's list to these rows. Rows whose moment `since` lies further back than
    `late` are late; work without such a term may be `urgent` as it is.
    """

    title: Any
    model: str
    query: str
    rows: Callable[[], QuerySet[Any]]
    urgent: bool = False
    since: str = ""
    late: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many pieces of work wait, and how many of them are late; both stop at one more than `MOST`."""

    number: int
    late: int


_known: list[Duty] = []


def wait(*duties: Duty) -> None:
    """This tells what may wait for the staff of an app."""
    _known.extend(duties)


def known() -> Sequence[Duty]:
    """This lists what may wait, in the order it was told."""
    return tuple(_known)


@memo.kept(seconds=15)
def count(duty: Duty) -> Waiting:
    """This counts what waits; the numbers may be seconds old."""
    rows = duty.rows()
    number = rows[: MOST + 1].count()
    if not (number and duty.since):
        return Waiting(number, 0)
    late = rows.filter(**{f"{duty.since}__lt": clock.now() - duty.late})
    return Waiting(number, late[: MOST + 1].count())


def told(number: int) -> str:
    """This writes a number of waiting things."""
    return f"{MOST}+" if number > MOST else str(number)


def at_screen(model: str) -> int:
    """This counts what waits at the screen of a model (`orders.Order`)."""
    return sum(count(one).number for one in _known if one.model == model)
