"""Charts, days and cells, without a database."""

from datetime import date

import pytest

from bi.dashboards.rules import charts, days
from commerce import spreadsheets


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(0)"])
def test_a_spreadsheet_never_runs_a_cell(text: str) -> None:
    """attack: CSV formula"""
    assert spreadsheets.cell(text) == f"'{text}"


def test_numbers_stay_numbers() -> None:
    text = spreadsheets.csv_text(["day", "net"], [[date(2026, 11, 2), -500], ["=cmd", 'a "b"']])

    assert text == '\ufeffday,net\r\n2026-11-02,-500\r\n\'=cmd,"a ""b"""\r\n'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("today", (date(2026, 3, 31), date(2026, 3, 31))),
        ("7d", (date(2026, 3, 25), date(2026, 3, 31))),
        ("month", (date(2026, 3, 1), date(2026, 3, 31))),
        ("last_month", (date(2026, 2, 1), date(2026, 2, 28))),
        ("last_year", (date(2025, 1, 1), date(2025, 12, 31))),
        ("12m", (date(2025, 4, 1), date(2026, 3, 31))),
        ("eternity", None),
    ],
)
def test_presets_of_days(name: str, expected: tuple[date, date] | None) -> None:
    assert days.preset(name, today=date(2026, 3, 31)) == expected


@pytest.mark.parametrize(
    ("span", "step"), [(0, 1), (9, 1), (10, 1), (11, 5), (100, 10), (123_456, 50_000)]
)
def test_scales_are_round(span: int, step: int) -> None:
    assert charts.nice_step(span) == step
    assert span / step <= 10


def test_bars_stand_on_zero_and_hang_below_it() -> None:
    chart = charts.draw([100, -50, 0], [80, 20])

    up, down, none = chart.bars
    assert up.y + up.height == pytest.approx(chart.zero)
    assert down.y == pytest.approx(chart.zero)
    assert (up.negative, down.negative, none.height) == (False, True, 0)
    assert up.height == pytest.approx(2 * down.height, abs=0.05)
    assert len(chart.line.split()) == 2
    assert 0 in [tick.value for tick in chart.ticks]


def test_an_empty_chart_is_still_a_chart() -> None:
    chart = charts.draw([])

    assert chart.bars == ()
    assert len(chart.ticks) == 2
