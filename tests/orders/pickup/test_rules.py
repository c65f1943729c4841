"""Codes and calendars."""

from datetime import UTC, datetime, timedelta

import pytest

from orders.pickup import rules

START = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "same"),
    [("K7MA4X", True), ("k7m a4x", True), ("K7M-A4X", True), ("K7MA4", False), ("", False)],
)
def test_a_code_is_taken_as_it_is_said(typed: str, same: bool) -> None:
    assert rules.same_code(typed, "K7MA4X") is same
    assert rules.shown("K7MA4X") == "K7M A4X"


def test_a_reminder_comes_a_day_before_the_end_but_never_in_the_first_half() -> None:
    assert rules.remind_after(START + timedelta(days=5), START) == START + timedelta(days=4)
    assert rules.remind_after(START + timedelta(days=1), START) == START + timedelta(hours=12)


def test_a_calendar_entry_is_escaped_and_folded() -> None:
    """O1: RFC 5545."""
    text = rules.calendar(
        rules.Appointment(
            uid="ord_1@kontor",
            starts_at=START,
            ends_at=START + timedelta(hours=1),
            title="Collect; it, now\nEND:VEVENT",
            place="Straße " * 20,
            text="Pickup code: K7M A4X",
            written_at=START,
        )
    )

    assert "DTSTART:20261123T150000Z\r\nDTEND:20261123T160000Z\r\n" in text
    assert "SUMMARY:Collect\\; it\\, now\\nEND:VEVENT\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\r\nEND:VEVENT\r\n") == 1
