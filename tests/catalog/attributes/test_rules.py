"""What a value may be, and how complete a product is."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.attributes.rules import Asked, BadValue, Kind, check, completeness, missing, worded


def asked(*codes: Any, required: Any = ("*",), translated: Any = False) -> Any:
    return [Asked(code=c, kind="text", translated=translated, required_in=required) for c in codes]


def test_the_two_vectors_of_pim_1() -> None:
    """PIM-1: three required, one missing is 66; nothing required is 100."""
    wishes = asked("a", "b", "c")

    assert completeness(wishes, {"a": "x", "b": "y"}, channel="eu", language="en") == 66
    assert completeness([], {}, channel="eu", language="en") == 100
    assert completeness(asked("a", required=()), {}, channel="eu", language="en") == 100


def test_two_channels_by_three_languages_are_six_ratios() -> None:
    """PIM-1: an attribute may be required in one channel and said in some languages only."""
    wishes = [*asked("a", translated=True), *asked("b", required=("uk",))]
    values = {"a": {"en": "x", "de": " "}}

    found = {
        (channel, language): completeness(wishes, values, channel=channel, language=language)
        for channel in ("eu", "uk")
        for language in ("en", "de", "fr")
    }

    assert found == {
        ("eu", "en"): 100, ("eu", "de"): 0, ("eu", "fr"): 0,
        ("uk", "en"): 50, ("uk", "de"): 0, ("uk", "fr"): 0,
    }  # fmt: skip


@given(st.sets(st.sampled_from("abcdefgh")), st.sets(st.sampled_from("abcdefgh")))
def test_the_ratio_is_full_exactly_when_nothing_is_missing(required: Any, said: Any) -> None:
    wishes = asked(*sorted(required))
    values = dict.fromkeys(said, "x")
    ratio = completeness(wishes, values, channel="eu", language="en")

    assert 0 <= ratio <= 100
    assert (ratio == 100) == (not missing(wishes, values, channel="eu", language="en"))


def test_no_is_an_answer() -> None:
    assert missing(asked("washable"), {"washable": False}, channel="eu", language="en") == ()


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (Kind(code="a", kind="text"), " oak ", "oak"),
        (Kind(code="a", kind="text", translated=True), {"en": " oak "}, {"en": "oak"}),
        (Kind(code="a", kind="number"), "31.50", "31.5"),
        (Kind(code="a", kind="number"), 0, "0"),
        (Kind(code="a", kind="number"), "-0", "0"),
        (Kind(code="a", kind="number"), Decimal(1200), "1200"),
        (Kind(code="a", kind="boolean"), False, False),
        (Kind(code="a", kind="choice", options={"s"}), "s", "s"),
        (Kind(code="a", kind="color", many=True, options={"b", "r"}), ["r", "b", "r"], ["b", "r"]),
    ],
)
def test_stores_values_in_one_form(kind: Any, value: Any, stored: Any) -> None:
    assert check(kind, value) == stored


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind(code="a", kind="text"), "x" * 2001),
        (Kind(code="a", kind="text"), "nul\x00"),
        (Kind(code="a", kind="text", translated=True), "oak"),
        (Kind(code="a", kind="number"), 1.5),
        (Kind(code="a", kind="number"), True),
        (Kind(code="a", kind="number"), "NaN"),
        (Kind(code="a", kind="number"), "1e99"),
        (Kind(code="a", kind="number"), "much"),
        (Kind(code="a", kind="boolean"), "yes"),
        (Kind(code="a", kind="choice", options={"s"}), "m"),
        (Kind(code="a", kind="choice", options={"s"}), ["s"]),
        (Kind(code="a", kind="choice", many=True, options={"s"}), [["s"]]),
    ],
)
def test_refuses_values_that_do_not_fit(kind: Any, value: Any) -> None:
    with pytest.raises(BadValue) as refused:
        check(kind, value)

    assert refused.value.field == "values/a"


def test_words_values_in_a_language() -> None:
    options = {"blue": {"en": "Blue", "de": "Blau"}}

    assert worded("31.5", kind="number", unit="cm", options={}, language="de") == "31,5 cm"
    assert worded("31.5", kind="number", unit="cm", options={}, language="ar") == "31.5 سم"
    assert worded("blue", kind="color", unit="", options=options, language="de") == "Blau"
    assert worded(["blue"], kind="color", unit="", options=options, language="fr") == "Blue"
    assert worded({"en": "Oak"}, kind="text", unit="", options={}, language="de") == "Oak"
    assert worded(None, kind="text", unit="", options={}, language="de") == ""
