"""Codes that are read aloud over a counter, and when goods nobody came for go back."""

from datetime import datetime, timedelta

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
