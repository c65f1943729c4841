"""What a size guide may say, and the table it makes (P10)."""

from decimal import Decimal
from typing import Any

import pytest

from catalog.sizing import rules
from catalog.sizing.rules import Guide, Line, Measure, Span
from tests.builders.sizing import PAD, WIDTH

NAMES = {"en": "Sizes"}


def guide(**over: Any) -> Guide:
    return rules.check(Guide(**({"names": NAMES, "measures": (WIDTH, PAD)} | over)))


@pytest.mark.parametrize(
    ("typed", "unit", "low", "high"),
    [
        ("45", "cm", "45", "45"),
        ("45,5", "cm", "45.5", "45.5"),
        ("88-92", "cm", "88", "92"),
        ("88 \u2013 92", "cm", "88", "92"),
        ("10", "in", "25.40", "25.40"),
    ],
)
def test_lengths_are_read_as_people_type_them(typed: str, unit: str, low: str, high: str) -> None:
    assert rules.length(typed, unit=unit) == Span(Decimal(low), Decimal(high))


@pytest.mark.parametrize("typed", ["", "about 45", "92-88", "-4", "1e9", "45 cm", "9999999"])
def test_refuses_what_is_no_length(typed: str) -> None:
    with pytest.raises(rules.BadGuide):
        rules.length(typed, unit="cm")


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"names": {"en": " "}}, "names"),
        ({"names": {"en": "a" * 81}}, "names"),
        ({"basis": "soul"}, "basis"),
        ({"unit": "ell"}, "unit"),
        ({"axis": "Size!"}, "axis"),
        ({"measures": (Measure(code="a", names={}),)}, "measures/0/names"),
        ({"measures": (WIDTH, WIDTH)}, "measures/1/code"),
        ({"measures": (Measure(code="a", names=NAMES, kind="mood"),)}, "measures/0/kind"),
        (
            {"measures": (Measure(code="a", names=NAMES, kind="text", attribute="width_cm"),)},
            "measures/0/attribute",
        ),
        ({"measures": (PAD,) * 13}, "measures"),
        ({"lines": (Line(size=" ", cells={}),)}, "lines/0/size"),
        ({"lines": (Line(size="45", cells={}), Line(size="45", cells={}))}, "lines/1/size"),
        ({"lines": (Line(size="45", cells={"depth": "3"}),)}, "lines/0/cells"),
        ({"lines": (Line(size="45", cells={"pad": "soft"}),)}, "lines/0/cells"),
        ({"lines": (Line(size="45", cells={"pad": "4" * 41}),)}, "lines/0/cells"),
        ({"lines": tuple(Line(size=str(one), cells={}) for one in range(61))}, "lines"),
    ],
)
def test_refuses_guides_that_cannot_be(over: dict[str, Any], field: str) -> None:
    with pytest.raises(rules.BadGuide) as refused:
        guide(**over)
    assert refused.value.field == field


def test_a_table_takes_typed_lengths_first_and_those_of_the_goods_where_nobody_typed() -> None:
    found = rules.table(
        guide(lines=(Line(size="45", cells={"pad": "50"}), Line(size="70", cells={"pad": "75"}))),
        sizes=["45", "55"],
        facts={
            "45": {"width_cm": [Decimal(45), Decimal(44)]},
            "55": {"width_cm": [Decimal(55)]},
        },
    )

    assert [(row.size, row.cells, row.offered) for row in found.rows] == [
        ("45", (Span(Decimal(44), Decimal(45)), Span(Decimal(50), Decimal(50))), True),
        ("55", (Span(Decimal(55), Decimal(55)), None), True),
    ]


def test_a_guide_of_the_body_tells_sizes_the_product_does_not_come_in() -> None:
    lines = (Line(size="S", cells={"pad": "88-92"}), Line(size="M", cells={"pad": "93-97"}))

    found = rules.table(guide(basis="body", lines=lines), sizes=["M"], facts={})

    assert [(row.size, row.offered) for row in found.rows] == [("S", False), ("M", True)]
    assert [one.code for one in found.measures] == ["pad"]


def test_goods_of_one_size_have_one_row_of_their_own() -> None:
    found = rules.table(
        guide(lines=(Line(size="45", cells={"pad": "50"}),)),
        sizes=[],
        facts={"": {"width_cm": [Decimal(60)]}},
    )

    assert [(row.size, row.cells) for row in found.rows] == [
        ("", (Span(Decimal(60), Decimal(60)),))
    ]


def test_a_table_from_a_spreadsheet_keeps_known_measures_and_guesses_new_ones() -> None:
    measures, lines = rules.read_table(
        "Size\tBreite\tChest\tUK\r\nS\t45\t88-92\tUK 8\r\nM\t55\t93\u201397\t\r\n", known=[WIDTH]
    )

    assert measures == (
        WIDTH,
        Measure(code="chest", names={"en": "Chest"}),
        Measure(code="uk", names={"en": "UK"}, kind="text"),
    )
    assert lines[0] == Line(size="S", cells={"width": "45", "chest": "88-92", "uk": "UK 8"})


def test_what_is_taken_along_may_be_pasted_back() -> None:
    kept = guide(lines=(Line(size="45", cells={"width": "45.5", "pad": "50-52"}),))

    text = rules.written(kept, language="de")

    assert text == "\ufeffsize,Breite,Pad\r\n45,45.5,50-52\r\n"
    assert rules.read_table(text, known=kept.measures) == (kept.measures, list(kept.lines))


@pytest.mark.parametrize("text", ["Size", "Size,Width", "one\ntwo", "x"])
def test_refuses_what_is_no_table(text: str) -> None:
    with pytest.raises(rules.BadGuide):
        rules.read_table(text, known=())
