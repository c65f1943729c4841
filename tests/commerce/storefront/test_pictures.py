"""Which part of a picture a crop keeps, and which width a slot loads."""

import pytest

from commerce.storefront import pictures


@pytest.mark.parametrize(
    ("point", "classes"),
    [((50, 50), ""), ((54, 46), ""), ((0, 100), "fx-0 fy-10"), ((25, 74), "fx-3 fy-7")],
)
def test_a_focal_point_becomes_classes_in_tenths(point: tuple[int, int], classes: str) -> None:
    assert pictures.focus(*point) == classes


def test_another_picture_on_narrow_screens_has_its_own_focal_point() -> None:
    assert pictures.focus_narrow("fx-3 fy-7") == "px-3 py-7"
    assert pictures.focus_narrow("") == "px-5 py-5"


def test_small_slots_load_small_pictures_of_ours_only() -> None:
    assert pictures.at_width("/pictures/abc/640.webp", 320) == "/pictures/abc/320.webp"
    assert pictures.at_width("https://elsewhere.example/640.webp", 320) == (
        "https://elsewhere.example/640.webp"
    )
    assert pictures.at_width("", 320) == ""
