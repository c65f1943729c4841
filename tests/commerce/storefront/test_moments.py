"""Days and moments in the reader's language and the channel's zone, from one place (X28)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from commerce.env import ROOT
from commerce.storefront import moments

AT = datetime(2026, 11, 21, 23, 53, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "22 November 2026", "22 Nov 2026, 00:53"),
        ("de", "22. November 2026", "22. Nov. 2026, 00:53"),
        ("fr", "22 novembre 2026", "22 nov. 2026, 00:53"),
        ("ar", "22 نوفمبر 2026", "22 نوفمبر 2026, 12:53 ص"),
    ],
)
def test_words_them_in_the_zone_and_language(language: str, day: str, moment: str) -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert moments.full_day(AT, language=language) == day
        assert moments.full_moment(AT, language=language) == moment
    assert moments.full_moment(AT, language=language, zone="Europe/Berlin") == moment


def test_a_plain_day_has_no_zone() -> None:
    assert moments.full_day(date(2026, 3, 1), language="de") == "1. März 2026"


def test_templates_say_it_for_machines_too() -> None:
    text = "{% load moments %}{% day_of at %}|{% moment_of at %}|{% moment_of at 'small' %}|{{ at|full_day }}|{% day_of none %}{% moment_of none %}"
    with timezone.override(ZoneInfo("Europe/Berlin")), translation.override("de"):
        shown = Template(text).render(Context({"at": AT, "none": None}))

    day, moment, styled, plain = shown.rstrip("|").split("|")
    assert day == '<time datetime="2026-11-22">22. November 2026</time>'
    assert moment == '<time datetime="2026-11-22T00:53:00+01:00">22. Nov. 2026, 00:53</time>'
    assert styled.startswith('<time class="small" datetime="2026-11-22T00:53:00+01:00">')
    assert plain == "22. November 2026"


def test_no_page_or_mail_of_the_shop_words_dates_by_itself() -> None:
    """X28: one rule, one place; only machines' forms remain."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for kind in ("html", "mjml", "txt")
        for path in (ROOT / "templates").rglob(f"*.{kind}")
        if "admin" not in path.parts
        for line in path.read_text()
        .replace('|date:"c"', "")
        .replace('|date:"Y-m-d"', "")
        .split("\n")
        if "|date" in line or "|time" in line
    ]
    assert found == []


def test_hours_are_written_as_other_times_of_the_page_are() -> None:
    """I18N3: no clock of twelve hours beside one of twenty-four, and none torn apart."""
    day = (("10:00", "13:30"), ("14:00", "19:00"))

    assert moments.hours(day, language="en") == "10:00\u2013\u206013:30, 14:00\u2013\u206019:00"
    assert moments.hours(day[1:], language="de") == "14:00\u2013\u206019:00"
    assert moments.hours(day[1:], language="ar") == "2:00\u00a0م\u2013\u20607:00\u00a0م"
    with translation.override("en"):
        assert moments.hours((), language="en") == "closed"
