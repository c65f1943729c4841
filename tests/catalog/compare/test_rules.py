"""What the cookie may say, and the table that comes of sheets."""

from typing import Any

import pytest

from catalog.compare import rules


def sheet(*facts: tuple[str, str], kind: str = "Mugs", colors: tuple[str, ...] = ()) -> Any:
    axes = [{"code": "color", "name": "Color", "values": [{"text": one} for one in colors]}]
    return {
        "categories": [{"name": kind}],
        "options": axes if colors else [],
        "attributes": [{"code": code, "name": code.title(), "text": text} for code, text in facts],
    }


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("prd_a.prd_b.prd_a", ("prd_a", "prd_b")),
        ("prd_a.<script>.'; drop.prd_b", ("prd_a", "prd_b")),
        ("prd_1.prd_2.prd_3.prd_4.prd_5", ("prd_1", "prd_2", "prd_3", "prd_4")),
    ],
)
def test_reads_known_shapes_each_once_and_four_at_most(text: str, ids: tuple[str, ...]) -> None:
    assert rules.read(text) == ids


def test_lines_up_facts_and_leaves_gaps_empty() -> None:
    """D5b: what one does not state stays empty."""
    found = rules.rows(
        [sheet(("material", "Clay"), colors=("Red", "Blue")), sheet(("weight", "2 kg"))]
    )

    assert [(row.name, row.values) for row in found] == [
        ("Color", ("Red, Blue", "")),
        ("Material", ("Clay", "")),
        ("Weight", ("", "2 kg")),
    ]


def test_differences_only_leaves_out_what_all_share() -> None:
    found = rules.rows([sheet(("a", "x"), ("b", "1")), sheet(("a", "x"), ("b", "2"))])

    assert [row.name for row in rules.differing(found)] == ["B"]


def test_names_each_kind_once() -> None:
    assert rules.kinds([sheet(), sheet(kind="Lamps"), sheet()]) == ("Mugs", "Lamps")


def test_a_narrow_screen_shows_the_two_that_were_wished() -> None:
    """D5c"""
    ids = ("prd_a", "prd_b", "prd_c")
    assert rules.shown(ids, left="", right="") == ("prd_a", "prd_b")
    assert rules.shown(ids, left="prd_c", right="prd_a") == ("prd_c", "prd_a")
    assert rules.shown(ids, left="prd_c", right="prd_c") == ("prd_c", "prd_a")
    assert rules.shown(ids, left="prd_x", right="") == ("prd_a", "prd_b")
