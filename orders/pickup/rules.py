"""Codes that are read aloud over a counter, and when goods nobody came for go back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Without letters and digits that are taken for one another.
ALPHABET = "ACDEFHJKLMNPRTUVWXY34679"
LENGTH = 6
REMIND_BEFORE = timedelta(hours=24)


def same_code(typed: str, code: str) -> bool:
    """This tells whether what was typed is the code; case, spaces and dashes aside."""
    plain = "".join(one for one in typed.upper() if one.isalnum())
    return bool(plain) and plain == code


def shown(code: str) -> str:
    """This parts a code so that it can be read aloud: "K7M 4XQ"."""
    return f"{code[:3]} {code[3:]}".strip()


def is_overdue(*, hold_until: datetime | None, at: datetime) -> bool:
    """This tells whether goods were kept as long as was promised."""
    return hold_until is not None and at > hold_until


def remind_after(hold_until: datetime, ready_at: datetime) -> datetime:
    """This is when to remind: a day before the end, but not before half of the time has passed."""
    return max(hold_until - REMIND_BEFORE, ready_at + (hold_until - ready_at) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A time to keep, as calendars take it; `uid` stays the same when it moves.

    Moments are written in UTC; two days mean all of them, the last one included.
    """

    uid: str
    starts_at: datetime | date
    ends_at: datetime | date
    title: str
    place: str
    text: str
    written_at: datetime


def calendar(one: Appointment) -> str:
    """This writes an appointment as iCalendar (RFC 5545): escaped, folded at 75 octets, CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kontor//Orders//EN",
        "BEGIN:VEVENT",
        f"UID:{_escaped(one.uid)}",
        f"DTSTAMP:{_stamp(one.written_at)}",
        f"DTSTART{_when(one.starts_at)}",
        f"DTEND{_when(one.ends_at, days=1)}",
        f"SUMMARY:{_escaped(one.title)}",
        f"LOCATION:{_escaped(one.place)}",
        f"DESCRIPTION:{_escaped(one.text)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _when(moment: datetime | date, *, days: int = 0) -> str:
    """A moment, or a day; calendars end days before they begin, so the last one moves by `days`."""
    if isinstance(moment, datetime):
        return f":{_stamp(moment)}"
    return f";VALUE=DATE:{moment + timedelta(days=days):%Y%m%d}"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, current = [], b""
    for letter in line:
        more = letter.encode()
        if len(current) + len(more) > 74:
            parts.append(current)
            current = b" "
        current += more
    return b"\r\n".join([*parts, current]).decode()
