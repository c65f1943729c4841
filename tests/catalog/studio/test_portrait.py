import pytest

from catalog.studio import portrait
from catalog.studio.color import COLORS, Tone, backdrop_hue, hue_distance
from catalog.studio.look import Look


@pytest.mark.parametrize("family", sorted(portrait.FAMILIES))
def test_draws_the_same_picture_twice(family: str) -> None:
    axes = {"color": "terracotta", "body": "oat"}
    first, second = (
        portrait.portrait(family=family, look=Look(seed="a", axes=axes), collection_hue=60)
        for _ in range(2)
    )

    assert first == second
    assert first.startswith("<svg")


@pytest.mark.parametrize("family", sorted(set(portrait.FAMILIES) - {"bottle"}))
def test_a_variant_differs_only_in_what_it_names(family: str) -> None:
    one, other = Look(seed="a", axes={"color": "cobalt"}), Look(seed="a", axes={"color": "moss"})
    kind = portrait.FAMILIES[family]

    assert kind.profile(one) == kind.profile(other)
    assert kind.tone(one) == COLORS["cobalt"]
    assert kind.tone(other) == COLORS["moss"]


def test_a_colored_product_never_stands_before_its_own_hue() -> None:
    for tone in COLORS.values():
        if tone.c >= 0.035:
            assert hue_distance(backdrop_hue(tone, tone.h), tone.h) >= 70


def test_tones_become_srgb() -> None:
    assert Tone(1.0, 0.0, 0.0).hexcode() == "#ffffff"
    assert Tone(0.0, 0.0, 0.0).hexcode() == "#000000"
    assert Tone(0.628, 0.2577, 29.23).hexcode() == "#ff0000"
