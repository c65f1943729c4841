"""In-scale and dimension drawings follow the measures of the catalog, not the painter's eye."""

import hashlib
import re

import pytest

from catalog.studio import portrait, scale
from catalog.studio.look import Look

VASE = Look(seed="vase", axes={"shape": "moon", "color": "cobalt", "body": "oat"})


def piece(family: str, height: float, width: float) -> scale.Piece:
    look = Look(seed=family, axes={"color": "cobalt"})
    return scale.Piece(family=family, look=look, height_cm=height, width_cm=width)


@pytest.mark.parametrize("family", sorted(portrait.FAMILIES))
def test_a_piece_is_drawn_exactly_as_high_as_it_is(family: str) -> None:
    one = piece(family, 40, 30)
    _across, up = one.zooms(10.0)

    assert up * one.sheet[0] == pytest.approx(400)


def test_a_piece_is_drawn_as_wide_as_it_is_unless_that_would_bend_it() -> None:
    tall, wide = piece("vase", 40, 30).sheet
    close, far = piece("vase", 40, 40 * wide / tall * 1.1), piece("vase", 40, 400)

    assert close.breadth() == pytest.approx(close.width_cm)
    assert far.breadth() == pytest.approx(40 * wide / tall * 1.16)


@pytest.mark.parametrize("family", sorted(portrait.FAMILIES))
def test_every_family_has_something_known_beside_it(family: str) -> None:
    look = Look(seed="a", axes={"color": "moss"})
    drawn = scale.in_scale(family=family, look=look, hue=60, sizes=[(30, 20)])

    assert drawn == scale.in_scale(family=family, look=look, hue=60, sizes=[(30, 20)])
    assert re.search(r">(5|10|20|50) cm</text>", drawn)


def test_writes_the_numbers_of_each_size() -> None:
    """P2: the dimension picture, with numbers that every language reads."""
    drawn = scale.measured(family="vase", look=VASE, sizes=[(23, 19), (31, 26.5)])

    assert re.findall(r">([0-9.]+ cm)</text>", drawn) == ["31 cm", "26.5 cm", "23 cm", "19 cm"]


def test_drawings_stay_as_they_are() -> None:
    """The same product sits for the same picture on every machine: fingerprints of the SVG."""
    drawings = {
        "scale": scale.in_scale(family="vase", look=VASE, hue=60, sizes=[(31, 26)]),
        "measured": scale.measured(family="vase", look=VASE, sizes=[(31, 26)]),
        "front": portrait.portrait(family="vase", look=VASE, collection_hue=60),
    }

    marks = {name: hashlib.sha256(svg.encode()).hexdigest()[:12] for name, svg in drawings.items()}

    assert marks == {"scale": "102143af9e8f", "measured": "a03e254680c1", "front": "7f1ea1994f81"}
    assert all(len(svg) < 24_000 for svg in drawings.values())
