"""When a store is open: weekdays with several intervals, exceptions by date, all in the store's own zone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

# Whoever is closed for longer than this has no next opening worth telling.
HORIZON_DAYS = 60
WEEKDAYS = range(1, 8)

Interval = tuple[time, time]
Stored = Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """A date with hours of its own (none: closed), and why."""

    on: date
    intervals: tuple[Interval, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Opening hours in the clock of `zone`; `week` maps 1 (Monday) to 7, a missing day is closed."""

    zone: str
    week: Mapping[int, tuple[Interval, ...]]
    exceptions: Mapping[date, Special] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals of one day, its exception first."""
        special = self.exceptions.get(day)
        return special.intervals if special is not None else self.week.get(day.isoweekday(), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a store is open; moments in UTC: when it closes, or when it opens next (None: not soon)."""

    open: bool
    closes_at: datetime | None
    opens_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with typed hours.

    `day` is the weekday or date as typed; `code` is one of shape, order, overlap, date, twice.
    """

    day: str
    code: str
    text: str


def standing(hours: Hours, at: datetime) -> Standing:
    """This tells whether a store is open at a moment, and when that changes."""
    for start, end in spans(hours, at):
        if start <= at:
            return Standing(open=True, closes_at=end, opens_at=None)
        return Standing(open=False, closes_at=None, opens_at=start)
    return Standing(open=False, closes_at=None, opens_at=None)


def ready_at(hours: Hours, at: datetime, *, work: timedelta) -> datetime | None:
    """This tells when work begun at a moment is done, done only while the store is open; None: not soon."""
    left = work
    for start, end in spans(hours, at):
        begins = max(start, at)
        if end - begins >= left:
            return begins + left
        left -= end - begins
    return None


def held_until(hours: Hours, ready: datetime, *, days: int) -> datetime:
    """This tells until when goods are kept: the last closing on the final day, or on the next one open.

    A store that does not open again keeps them for the plain number of days.
    """
    zone = ZoneInfo(hours.zone)
    last_day = ready.astimezone(zone).date() + timedelta(days=days)
    begin = datetime.combine(last_day, time(0), zone).astimezone(UTC)
    found = None
    for start, end in spans(hours, begin):
        if found is not None and start.astimezone(zone).date() != found.astimezone(zone).date():
            break
        found = end
    return found or ready + timedelta(days=days)


def spans(hours: Hours, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """This walks the times of being open that end after a moment, in UTC; daylight saving included."""
    zone = ZoneInfo(hours.zone)
    today = at.astimezone(zone).date()
    for offset in range(-1, HORIZON_DAYS + 1):
        day = today + timedelta(days=offset)
        for opens, closes in hours.on(day):
            start = datetime.combine(day, opens, zone).astimezone(UTC)
            end = datetime.combine(day, closes, zone).astimezone(UTC)
            if end > at:
                yield start, end


def read_week(stored: Stored) -> dict[int, tuple[Interval, ...]]:
    """This reads a week back from its column; what is not hours is left out."""
    found = {}
    for day in WEEKDAYS:
        intervals = [pair for row in stored.get(str(day), ()) if (pair := _pair(row)) is not None]
        if intervals:
            found[day] = tuple(sorted(intervals))
    return found


def read_exceptions(stored: Iterable[Mapping[str, object]]) -> dict[date, Special]:
    """This reads exceptions back from their column, by date."""
    found = {}
    for row in stored:
        day = date.fromisoformat(str(row["on"]))
        rows = row.get("hours") or ()
        assert isinstance(rows, list | tuple)
        pairs = [pair for one in rows if (pair := _pair(one)) is not None]
        found[day] = Special(on=day, intervals=tuple(sorted(pairs)), note=str(row.get("note", "")))
    return dict(sorted(found.items()))


def stored(intervals: Iterable[Interval]) -> list[list[str]]:
    """This writes intervals as their column keeps them."""
    return [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in intervals]


def parse(text: str, *, day: str) -> tuple[tuple[Interval, ...], tuple[Fault, ...]]:
    """This reads typed hours such as "10:00-13:00, 14:00-19:00"; nothing typed means closed."""
    found: list[Interval] = []
    for part in re.split(r"[,;]", text):
        if not part.strip():
            continue
        match = re.fullmatch(
            r"(\d{1,2})[:.](\d{2})\s*[-\N{EN DASH}]\s*(\d{1,2})[:.](\d{2})", part.strip()
        )
        pair = _pair([f"{match[1]}:{match[2]}", f"{match[3]}:{match[4]}"]) if match else None
        if pair is None:
            code = (
                "order"
                if match and _clock(match[1], match[2]) and _clock(match[3], match[4])
                else "shape"
            )
            return (), (Fault(day=day, code=code, text=part.strip()),)
        found.append(pair)
    found.sort()
    for before, after in pairwise(found):
        if after[0] < before[1]:
            text = f"{_worded(before)}, {_worded(after)}"
            return (), (Fault(day=day, code="overlap", text=text),)
    return tuple(found), ()


def parse_exceptions(text: str) -> tuple[tuple[Special, ...], tuple[Fault, ...]]:
    """This reads typed exceptions, one a line: "2026-12-24 10:00-14:00 Christmas Eve"; no hours: closed."""
    found: dict[date, Special] = {}
    faults: list[Fault] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\s*((?:[\d:.,;\s\-\N{EN DASH}])*)(.*)", line)
        day = _date(match[1]) if match else None
        if match is None or day is None:
            faults.append(Fault(day=line[:10], code="date", text=line))
            continue
        intervals, wrong = parse(match[2], day=match[1])
        faults += wrong
        if day in found:
            faults.append(Fault(day=match[1], code="twice", text=line))
        found[day] = Special(on=day, intervals=intervals, note=match[3].strip()[:80])
    return tuple(found[day] for day in sorted(found)), tuple(faults)


def typed(intervals: Iterable[Interval]) -> str:
    """This words intervals as they are typed."""
    return ", ".join(map(_worded, intervals))


def _worded(pair: Interval) -> str:
    return f"{pair[0]:%H:%M}-{pair[1]:%H:%M}"


def _pair(row: Sequence[str]) -> Interval | None:
    if len(row) != 2:  # a start and an end
        return None
    start, end = (_clock(*str(text).split(":", 1)) if ":" in str(text) else None for text in row)
    return (start, end) if start is not None and end is not None and start < end else None


def _clock(hour: str, minute: str) -> time | None:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
