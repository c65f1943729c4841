"""Opening hours and towns, by tables (D2a, D2b)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from inventory.stores.rules import hours, towns
from inventory.stores.rules.hours import Hours, Special, Standing

MORNING, AFTERNOON = (time(10), time(13)), (time(14), time(19))
WEEK = dict.fromkeys(range(1, 6), (MORNING, AFTERNOON)) | {6: ((time(11), time(16)),)}
BERLIN = Hours(zone="Europe/Berlin", week=WEEK)


def _at(text: str) -> datetime:
    """This reads a moment of Berlin's winter (UTC+1)."""
    return datetime.fromisoformat(f"{text}+01:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "open_now", "closes", "opens"),
    [
        ("2026-11-02 10:00", True, "2026-11-02 13:00", None),
        ("2026-11-02 13:00", False, None, "2026-11-02 14:00"),
        ("2026-11-02 19:00", False, None, "2026-11-03 10:00"),
        ("2026-11-07 15:59", True, "2026-11-07 16:00", None),
        ("2026-11-07 18:00", False, None, "2026-11-09 10:00"),
    ],
)
def test_a_store_is_open_within_its_intervals(
    at: str, open_now: bool, closes: str | None, opens: str | None
) -> None:
    found = hours.standing(BERLIN, _at(at))

    assert found == Standing(
        open=open_now,
        closes_at=_at(closes) if closes else None,
        opens_at=_at(opens) if opens else None,
    )


def test_a_special_day_has_hours_of_its_own() -> None:
    specials = {
        date(2026, 12, 24): Special(on=date(2026, 12, 24), intervals=((time(10), time(12)),)),
        date(2026, 12, 25): Special(on=date(2026, 12, 25), note="Christmas Day"),
    }
    own = Hours(zone="Europe/Berlin", week=WEEK, exceptions=specials)

    assert hours.standing(own, _at("2026-12-24 15:00")).opens_at == _at("2026-12-26 11:00")


def test_hours_follow_the_clock_of_the_place_when_it_is_put_back() -> None:
    sunday = Hours(zone="Europe/Berlin", week={7: ((time(10), time(12)),)})

    before = hours.standing(sunday, datetime(2026, 10, 24, 12, tzinfo=UTC)).opens_at
    after = hours.standing(sunday, datetime(2026, 10, 31, 12, tzinfo=UTC)).opens_at

    assert before == datetime(2026, 10, 25, 9, tzinfo=UTC)
    assert after == datetime(2026, 11, 1, 9, tzinfo=UTC)
    summer = hours.standing(sunday, datetime(2026, 10, 17, 12, tzinfo=UTC)).opens_at
    assert summer == datetime(2026, 10, 18, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "work", "ready"),
    [
        ("2026-11-02 10:00", 2, "2026-11-02 12:00"),
        ("2026-11-02 12:00", 2, "2026-11-02 15:00"),
        ("2026-11-02 18:00", 2, "2026-11-03 11:00"),
        ("2026-11-07 20:00", 2, "2026-11-09 12:00"),
        ("2026-11-02 06:00", 0, "2026-11-02 10:00"),
    ],
)
def test_work_is_done_only_while_somebody_is_there(at: str, work: int, ready: str) -> None:
    assert hours.ready_at(BERLIN, _at(at), work=timedelta(hours=work)) == _at(ready)


def test_a_store_that_never_opens_promises_nothing() -> None:
    closed = Hours(zone="Europe/Berlin", week={})

    assert hours.ready_at(closed, _at("2026-11-02 10:00"), work=timedelta(hours=1)) is None
    assert hours.standing(closed, _at("2026-11-02 10:00")) == Standing(
        open=False, closes_at=None, opens_at=None
    )


@pytest.mark.parametrize(
    ("ready", "days", "until"),
    [
        ("2026-11-02 12:00", 5, "2026-11-07 16:00"),
        ("2026-11-03 12:00", 5, "2026-11-09 19:00"),
        ("2026-11-02 12:00", 1, "2026-11-03 19:00"),
    ],
)
def test_goods_are_kept_until_the_last_closing_of_the_final_day(
    ready: str, days: int, until: str
) -> None:
    assert hours.held_until(BERLIN, _at(ready), days=days) == _at(until)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10:00-14:00, 13:00-19:00", "overlap"),
        ("19:00-10:00", "order"),
        ("10-19", "shape"),
        ("10:00-25:00", "shape"),
        ("10:00-19:00, whenever", "shape"),
    ],
)
def test_hours_that_cannot_be_right_are_named_with_their_day(text: str, code: str) -> None:
    found, faults = hours.parse(text, day="Monday")

    assert found == ()
    assert [(one.day, one.code) for one in faults] == [("Monday", code)]


def test_hours_are_read_in_any_order_and_worded_in_theirs() -> None:
    found, faults = hours.parse("14.00 - 19.00; 9:30-13:00", day="Monday")

    assert faults == ()
    assert hours.typed(found) == "09:30-13:00, 14:00-19:00"
    assert hours.read_week({"1": hours.stored(found), "9": [["x", "y"]]}) == {1: found}


def test_exceptions_are_read_line_by_line() -> None:
    found, faults = hours.parse_exceptions(
        "2026-12-25 Christmas Day\n\n2026-12-24 10:00-14:00 Christmas Eve\n"
    )

    assert faults == ()
    assert found == (
        Special(on=date(2026, 12, 24), intervals=((time(10), time(14)),), note="Christmas Eve"),
        Special(on=date(2026, 12, 25), note="Christmas Day"),
    )


def test_exceptions_without_a_date_or_twice_are_refused() -> None:
    _found, faults = hours.parse_exceptions("Easter\n2026-02-30\n2026-12-24\n2026-12-24 open")

    assert [one.code for one in faults] == ["date", "date", "twice"]


@pytest.mark.parametrize(
    ("text", "countries", "name", "country"),
    [
        ("Berlin", ("DE",), "Berlin", "DE"),
        ("munich", ("DE",), "München", "DE"),
        ("köln", ("DE", "AT"), "Köln", "DE"),
        ("10115", ("DE",), "10115", "DE"),
        ("e2 8dy", ("DE", "GB"), "E2 8DY", "GB"),
        ("3542 AB", ("NL",), "3542 AB", "NL"),
        ("Hambu", ("DE",), "Hamburg", "DE"),
    ],
)
def test_towns_and_postcodes_are_found(
    text: str, countries: tuple[str, ...], name: str, country: str
) -> None:
    found = towns.find(text, countries=countries)

    assert found is not None
    assert (found.name, found.country) == (name, country)


@pytest.mark.parametrize("text", ["", "x", "Atlantis", "<script>", "B"])
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert towns.find(text, countries=("DE", "GB")) is None


@pytest.mark.parametrize(
    ("city", "postcode", "meant"),
    [
        ("Berln", "10115", "Berlin"),
        ("Muenchn", "80331", "M\u00fcnchen"),
        ("Berlin", "10115", ""),  # known as it is
        ("Berln", "80331", ""),  # nothing alike is near
        ("Kleinkleckersdorf", "10115", ""),
        ("B", "10115", ""),
        ("Berln", "1O115", ""),
        ("Berln", "", ""),
        ("'; drop table", "10115", ""),
    ],
)
def test_guesses_the_town_that_a_slip_of_the_pen_meant(
    city: str, postcode: str, meant: str
) -> None:
    """K4: only what lies near the postcode and is spelled almost the same."""
    assert towns.meant(city, postcode=postcode, country="DE") == meant
