from datetime import datetime

import pytest

from orders.history.clients import profiles
from orders.history.rules import KINDS, BadLine, Line, Profile, amount, kind_of, read_line

PROFILE = profiles.load("online-retail")
TILL = datetime(2010, 12, 1, 8, 26)  # noqa: DTZ001 - as the till writes it


def line(**over: object) -> Line:
    columns: dict[str, object] = {
        "row": 1, "invoice": "536365", "code": "85123A", "text": "WHITE HANGING HEART",
        "quantity": 6, "at": TILL, "price": 2_550_000,
        "customer": "17850", "country": "United Kingdom",
    }  # fmt: skip
    return Line(**{**columns, **over})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("over", "kind"),
    [
        ({}, "sold"),
        ({"code": "85123a"}, "sold"),
        ({"code": "15056BL"}, "sold"),
        ({"customer": ""}, "sold"),
        ({"price": 0}, "free"),
        ({"price": 0, "customer": ""}, "stock_correction"),
        ({"price": 0, "quantity": -3, "text": "damaged"}, "stock_correction"),
        ({"price": 0, "quantity": -3, "customer": ""}, "stock_correction"),
        ({"invoice": "C536379", "quantity": -1}, "cancelled"),
        ({"invoice": "C536379", "quantity": -1, "price": 0}, "cancelled"),
        ({"code": "POST"}, "postage"),
        ({"code": "DOT", "customer": ""}, "postage"),
        ({"code": "C2"}, "postage"),
        ({"code": "POST", "invoice": "C536379", "quantity": -1}, "postage"),
        ({"code": "BANK CHARGES"}, "fee"),
        ({"code": "AMAZONFEE", "invoice": "C537600", "quantity": -1}, "fee"),
        ({"code": "CRUK", "invoice": "C577000", "quantity": -1}, "fee"),
        ({"code": "D", "invoice": "C536379", "quantity": -1}, "discount"),
        ({"code": "S", "invoice": "C536379", "quantity": -1}, "sample"),
        ({"code": "M"}, "manual"),
        ({"code": "m"}, "manual"),
        ({"code": "B", "invoice": "A563185", "customer": ""}, "adjustment"),
        ({"code": "B", "invoice": "A563186", "price": -11_062_060_000}, "adjustment"),
        ({"quantity": -1}, "adjustment"),
        ({"price": -1}, "adjustment"),
        ({"code": "DCGS0076"}, "unknown_product"),
        ({"code": "gift_0001_20"}, "unknown_product"),
        ({"code": "PADS"}, "unknown_product"),
    ],
)
def test_says_what_a_line_is(over: dict[str, object], kind: str) -> None:
    assert kind_of(line(**over), profile=PROFILE) == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("price", "quantity", "digits", "minor"),
    [
        (2_550_000, 6, 2, 1530),
        (5_000, 1, 2, 1),  # half a penny goes up
        (5_000, -1, 2, -1),  # and away from zero below it
        (4_999, 1, 2, 0),
        (1_000, 5, 2, 1),
        (1_000, 4, 2, 0),
        (38_970_000_000, 1, 2, 3_897_000),
        (2_500_000, 1, 0, 3),
        (1_234_500, 1, 3, 1235),
        (0, 9, 2, 0),
    ],
)
def test_rounds_half_up_once_per_line(price: int, quantity: int, digits: int, minor: int) -> None:
    assert amount(price=price, quantity=quantity, digits=digits) == minor


GOOD = ("536365", "85123A", "HEART", 6, TILL, 2.55, 17850.0, "EIRE")


def test_reads_a_line_as_the_file_writes_it() -> None:
    found = read_line(7, GOOD, profile=PROFILE)

    assert found == line(row=7, text="HEART", country="EIRE")


def test_reads_texts_where_a_file_has_only_texts() -> None:
    values = ("536365", "85123A", "HEART", "6", "2010-12-01 08:26:00", "2.55", "17850", "EIRE")

    assert read_line(7, values, profile=PROFILE) == read_line(7, GOOD, profile=PROFILE)


def test_takes_a_missing_description_or_customer_for_nothing() -> None:
    values = ("536365", "85123A", None, 6, GOOD[4], 2.55, float("nan"), None)

    found = read_line(1, values, profile=PROFILE)

    assert (found.text, found.customer, found.country) == ("", "", "")


@pytest.mark.parametrize(
    ("place", "value", "column", "reason"),
    [
        (0, None, "InvoiceNo", "is empty"),
        (1, "", "StockCode", "is empty"),
        (1, "x" * 41, "StockCode", "is longer"),
        (3, "six", "Quantity", "no whole number"),
        (3, 2.5, "Quantity", "no whole number"),
        (3, None, "Quantity", "no whole number"),
        (4, "yesterday", "InvoiceDate", "no date"),
        (4, None, "InvoiceDate", "no date"),
        (5, "free", "UnitPrice", "no number"),
        (5, None, "UnitPrice", "no number"),
        (5, float("nan"), "UnitPrice", "no number"),
        (5, "1.2345678", "UnitPrice", "more than six decimals"),
    ],
)
def test_names_row_column_and_reason(place: int, value: object, column: str, reason: str) -> None:
    values: list[object] = list(GOOD)
    values[place] = value

    with pytest.raises(BadLine) as raised:
        read_line(42, values, profile=PROFILE)

    assert (raised.value.row, raised.value.column) == (42, column)
    assert reason in raised.value.reason


def test_refuses_a_profile_that_leaves_something_open() -> None:
    with pytest.raises(profiles.BadProfile, match="known are online-retail"):
        profiles.load("nobody")


def test_knows_every_country_of_the_file_it_was_made_for() -> None:
    assert len(PROFILE.countries) == 38
    assert isinstance(PROFILE, Profile)
