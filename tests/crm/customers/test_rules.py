"""What people and places must look like."""

import dataclasses

import pytest

from crm.contracts import Address
from crm.customers.rules import people, places
from tests.builders.crm import make_address


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ada@Example.COM ", "ada@example.com"),
        ("ada+shop@mail.example.co.uk", "ada+shop@mail.example.co.uk"),
        ("jürgen@münchen.example", "jürgen@münchen.example"),
    ],
)
def test_stores_an_email_address_in_one_form(typed: str, stored: str) -> None:
    assert people.normal_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@@example.com",
        "ada@exa mple.com",
        "ada@-example.com",
        "ada.@example.com",
        "a..b@example.com",
        "ada@example.com\nbcc: all@example.com",
        "ada@example.com,eve@example.com",
        "ada\x00@example.com",
        "a" * 65 + "@example.com",
        "a@" + "b" * 260 + ".com",
    ],
)
def test_refuses_an_email_address_that_no_mail_reaches(typed: str) -> None:
    with pytest.raises(people.BadEmail) as refused:
        people.normal_email(typed)

    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("typed", "country", "stored"),
    [
        ("030 901820", "DE", "+4930901820"),
        ("+44 (0)20 7946 0958", "DE", "+442079460958"),
        ("06-12345678", "NL", "+31612345678"),
        ("", "DE", ""),
        ("12 34", "DE", "12 34"),
    ],
)
def test_writes_phone_numbers_for_dialling(typed: str, country: str, stored: str) -> None:
    assert people.normal_phone(typed, country=country) == stored


@pytest.mark.parametrize("typed", ["call me", "<script>", "0" * 60, "+49\x0030"])
def test_refuses_what_nobody_could_dial(typed: str) -> None:
    with pytest.raises(people.BadPhone):
        people.normal_phone(typed, country="DE")


def test_masks_contact_details() -> None:
    assert people.masked_email("ada@example.com") == "ad••••@example.com"
    assert people.masked_phone("+4930901820") == "••••••820"
    assert people.masked_phone("") == ""


@pytest.mark.parametrize(
    ("over", "stored"),
    [
        (
            {"country": "nl", "postcode": "1012ab", "city": "Amsterdam"},
            ("1012 AB", "Amsterdam", ""),
        ),
        ({"country": "GB", "postcode": "sw1a1aa", "city": "London"}, ("SW1A 1AA", "London", "")),
        (
            {"country": "GB", "postcode": "M2 5BQ", "city": "Manchester"},
            ("M2 5BQ", "Manchester", ""),
        ),
        (
            {"country": "US", "postcode": "78701", "city": "Austin", "region": "texas"},
            ("78701", "Austin", "TX"),
        ),
        ({"country": "SE", "postcode": "114 55", "city": "Stockholm"}, ("11455", "Stockholm", "")),
        ({"country": "PT", "postcode": "1250096", "city": "Lisboa"}, ("1250-096", "Lisboa", "")),
        ({"postcode": " 04107 ", "city": "  Leipzig "}, ("04107", "Leipzig", "")),
        ({"country": "IE", "postcode": "", "city": "Cork"}, ("", "Cork", "")),
    ],
)
def test_writes_addresses_as_their_country_does(
    over: dict[str, str], stored: tuple[str, str, str]
) -> None:
    found = places.checked(make_address(**over))

    assert (found.postcode, found.city, found.region) == stored


def test_names_everything_that_is_missing_at_once() -> None:
    with pytest.raises(places.BadAddress) as refused:
        places.checked(Address(full_name="", line1="", city="", country="NL"), field="shipping")

    assert refused.value.field == "shipping.full_name"
    assert refused.value.data["faults"] == [
        {"field": "full_name", "code": "missing", "message": "Enter your full name"},
        {"field": "line1", "code": "missing", "message": "Enter your street and house number"},
        {"field": "postcode", "code": "missing", "message": "Enter your postcode, like 1234 AB"},
        {"field": "city", "code": "missing", "message": "Enter your town or city"},
    ]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"postcode": "1234"}, "postcode"),
        ({"postcode": "ABCDE"}, "postcode"),
        ({"country": "US", "city": "Austin", "postcode": "78701", "region": "Bavaria"}, "region"),
        ({"phone": "call me"}, "phone"),
        ({"full_name": "x" * 161}, "full_name"),
        ({"line2": "a\u202eb"}, "line2"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
        ({"country": "../../etc"}, "country"),
    ],
)
def test_refuses_what_no_carrier_could_use(over: dict[str, str], field: str) -> None:
    with pytest.raises(places.BadAddress) as refused:
        places.checked(make_address(**over))

    assert [fault["field"] for fault in refused.value.data["faults"]] == [field]


def test_hints_at_slips_and_blocks_nothing() -> None:
    """K4: detected mistakes are suggestions."""
    address = make_address(line1="Karl-Liebknecht-Straße", city="04107 Leipzig", phone="12 34 56")

    assert places.checked(address) == dataclasses.replace(address, phone=address.phone)
    assert [(one.field, one.suggestion) for one in places.hints(address)] == [
        ("line1", ""),
        ("phone", ""),
        ("city", "Leipzig"),
    ]
    assert places.hints(make_address()) == ()


@pytest.mark.parametrize(
    ("country", "order"),
    [
        ("DE", ["full_name", "company", "line1", "line2", "postcode", "city", "phone"]),
        ("GB", ["full_name", "company", "line1", "line2", "city", "postcode", "phone"]),
        ("US", ["full_name", "company", "line1", "line2", "city", "region", "postcode", "phone"]),
        ("JP", ["full_name", "company", "line1", "line2", "region", "postcode", "phone"]),
    ],
)
def test_orders_the_form_as_the_country_writes_addresses(country: str, order: list[str]) -> None:
    """K4: the country drives labels, order and rules."""
    assert [one.name for one in places.form_fields(country)] == order


def test_every_country_of_the_world_has_a_form() -> None:
    for country in sorted(places._countries()):
        names = [one.name for one in places.form_fields(country)]

        assert len(names) == len(set(names))
        assert {"full_name", "line1", "phone"} <= set(names)


def test_writes_a_label_in_the_order_of_the_country() -> None:
    british = make_address(country="GB", city="London", postcode="SW1A 1AA", line2="Flat 2")

    assert places.lines(british) == (
        "Ada Lovelace",
        "Karl-Liebknecht-Straße 12",
        "Flat 2",
        "London",
        "SW1A 1AA",
        "UNITED KINGDOM",
    )
    assert places.lines(make_address())[2] == "04107 Leipzig"
