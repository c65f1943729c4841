"""Rates, promise dates, bars and labels."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from inventory.shipping import clients
from inventory.shipping.rules import barcode, label, offers
from inventory.shipping.rules.offers import House, Rate


def rate(rate_id: int, *countries: str, **over: Any) -> Rate:
    columns: dict[str, Any] = {
        "weight_from": 0,
        "weight_to": None,
        "price_minor": 490,
        "free_from_minor": 8000,
    }
    columns |= {"rate_id": rate_id, "method_id": 1, "extra_days": 0, **over}
    return Rate(countries=countries, **columns)


@pytest.mark.parametrize(
    ("country", "weight", "expected"),
    [("DE", 500, 1), ("FR", 500, 2), ("DE", 2000, 3), ("FR", 99_000, None)],
)
def test_a_zone_that_names_the_country_wins(
    country: str, weight: int, expected: int | None
) -> None:
    rates = [
        rate(2, weight_to=30_000),
        rate(1, "DE", weight_to=2000),
        rate(3, "DE", weight_from=2000),
    ]

    found = offers.choose_rate(rates, country=country, weight_g=weight)
    assert (found.rate_id if found else None) == expected


@pytest.mark.parametrize(("subtotal", "expected"), [(7999, 490), (8000, 0)])
def test_is_free_from_its_threshold_on(subtotal: int, expected: int) -> None:
    assert offers.price_minor(rate(1), subtotal_minor=subtotal) == expected


def november(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "handling", "expected"),
    [
        # Monday before and after the cut-off
        (november(2, 9), 0, (date(2026, 11, 3), date(2026, 11, 5))),
        (november(2, 14), 0, (date(2026, 11, 4), date(2026, 11, 6))),
        # Friday afternoon leaves on Monday, a Saturday order too
        (november(6, 15), 0, (date(2026, 11, 10), date(2026, 11, 12))),
        (november(7, 9), 0, (date(2026, 11, 10), date(2026, 11, 12))),
        (november(2, 9), 2, (date(2026, 11, 5), date(2026, 11, 9))),
    ],
)
def test_promises_working_days(local: datetime, handling: int, expected: tuple[date, date]) -> None:
    house = House(cut_off=time(14), handling_days=handling)

    start = offers.Start(local=local, house=house)
    assert offers.promise(start, days_min=1, days_max=3) == expected


@pytest.mark.parametrize(
    ("ready_on", "expected"),
    [
        # What is ready already, or today, leaves as always
        (date(2026, 11, 2), (date(2026, 11, 3), date(2026, 11, 5))),
        # The day it is ready it is sent, whatever the hour of the order
        (date(2026, 11, 24), (date(2026, 11, 25), date(2026, 11, 27))),
        # Ready on a Saturday leaves on Monday
        (date(2026, 11, 28), (date(2026, 12, 1), date(2026, 12, 3))),
    ],
)
def test_days_count_from_the_day_it_is_ready(ready_on: date, expected: tuple[date, date]) -> None:
    """P6: what is made to order arrives after it is made, and no clock hurries anybody."""
    start = offers.Start(
        local=november(2, 9), house=House(cut_off=time(14), handling_days=0), ready_on=ready_on
    )

    assert offers.promise(start, days_min=1, days_max=3) == expected
    assert (offers.minutes_left(start) is None) is start.waits


def test_every_code_is_eleven_modules_wide_and_unique() -> None:
    widths = barcode._WIDTHS

    assert [sum(map(int, one)) for one in widths] == [11] * 106 + [13]
    assert len(set(widths)) == 107


def test_bars_carry_their_check_digit() -> None:
    # 104 for start B, then 1 x 48 + 2 x 42 + 3 x 42 + 4 x 17 + 5 x 18 + 6 x 19 + 7 x 35, modulo 103
    check = (104 + 48 + 84 + 126 + 68 + 90 + 114 + 245) % 103

    found = barcode.bars("PJJ123C")

    assert found[-13:-7] == [int(width) for width in barcode._WIDTHS[check]]
    with pytest.raises(ValueError, match="cannot say"):
        barcode.bars("Ü")


@pytest.mark.parametrize(
    ("serial", "expected"), [(47312482, "RR473124829DE"), (0, "RR000000005DE")]
)
def test_numbers_parcels_as_posts_do(serial: int, expected: str) -> None:
    assert clients.s10(prefix="RR", serial=serial, country="DE") == expected


def test_a_label_escapes_what_people_typed() -> None:
    words = label.LabelWords(
        carrier="Kontor",
        service="Standard",
        sender=["Leipzig"],
        receiver=["<script>alert(1)</script>", ""],
        country="DE",
        reference="A-1",
        tracking_number="KH000000475DE",
    )

    drawn = label.draw(words)
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "KH000000475DE" in drawn
