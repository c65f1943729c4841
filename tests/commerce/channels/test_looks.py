"""Looks: every pair of the design direction can be read (2.1), and a bad choice is refused by name."""

import pytest

from commerce.channels import looks
from commerce.channels.looks import Look


@pytest.mark.parametrize(
    "one", looks.contrasts(Look()), ids=lambda one: f"{one.text}-{one.ground}-{one.theme}"
)
def test_can_be_read(one: looks.Contrast) -> None:
    """2.1, from the token file itself: 4.5 for text, 7 for running text, 3 for shapes."""
    assert one.ratio >= one.least, f"{one.text} on {one.ground}: {one.ratio:.2f}"


@pytest.mark.parametrize(
    ("text", "ground", "theme", "ratio"),
    [
        ("ink", "canvas", "light", 16.6),
        ("ink", "canvas", "dark", 16.1),
        ("action-ink", "action", "light", 8.9),
        ("action-ink", "action", "dark", 10.1),
        ("control", "canvas", "light", 3.8),
        ("focus", "canvas", "light", 6.0),
    ],
)
def test_reckons_as_the_design_direction_measured(
    text: str, ground: str, theme: str, ratio: float
) -> None:
    found = looks.contrast(looks.color(text, theme), looks.color(ground, theme))

    assert found == pytest.approx(ratio, abs=0.15)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert looks.contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


@pytest.mark.parametrize("hue", range(0, 360, 30))
def test_every_hue_can_be_had_at_the_shipped_depth(hue: int) -> None:
    look = Look(hue_action=hue, hue_backdrop=hue)

    assert looks.check(look) == look


def test_a_pale_action_color_is_refused_by_the_pair_it_breaks() -> None:
    with pytest.raises(looks.BadLook) as refused:
        looks.check(Look(action_depth=75))

    assert refused.value.field == "action_depth"
    assert refused.value.message.startswith("action-ink on action would have a contrast of 2.")
    assert refused.value.message.endswith("in the light theme; it needs 4.5")


@pytest.mark.parametrize(
    ("field", "choice"),
    [
        ("hue_action", Look(hue_action=360)),
        ("hue_backdrop", Look(hue_backdrop=-1)),
        ("radius", Look(radius="blobs")),
        ("display", Look(display="comic")),
        ("logo", Look(logo="https://elsewhere.example/logo.png")),
        ("logo_svg", Look(logo_svg="<svg><script>alert(1)</script></svg>")),
        ("logo_svg", Look(logo_svg='<svg onload="alert(1)"></svg>')),
        ("logo_svg", Look(logo_svg='<svg><image href="https://elsewhere.example/x"/></svg>')),
        ("logo_svg", Look(logo_svg="<p>no drawing</p>")),
    ],
)
def test_what_is_not_offered_is_refused(field: str, choice: Look) -> None:
    with pytest.raises(looks.BadLook) as refused:
        looks.check(choice)

    assert refused.value.field == field


def test_only_what_differs_is_stored() -> None:
    look = Look(hue_action=250, radius="soft")

    assert looks.written(look) == {"hue_action": 250, "radius": "soft"}
    assert looks.read(looks.written(look)) == look
    assert looks.written(Look()) == {}


def test_nonsense_in_the_store_is_the_shipped_look() -> None:
    assert looks.read({"radius": "blobs", "hue_action": "blue", "unknown": 1}) == Look()


def test_the_style_sheet_moves_tokens_only() -> None:
    css = looks.css_of(Look(hue_action=250, radius="square", display="figtree"))

    assert css.startswith("@layer tokens{:root{--hue-action:250;--action-depth:40%;")
    assert "--radius-pill:0" in css
    assert '--font-display:"Figtree"' in css
