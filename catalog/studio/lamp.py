"""Table lamps: a turned base, a stem, and a shade that glows when lit."""

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.color import METALS, Tone
from catalog.studio.look import Look
from catalog.studio.turned import Finish, turn

BASES: dict[str, tuple[Point, ...]] = {
    "trumpet": ((630, 34), (660, 70), (740, 140), (830, 150), (925, 118), (GROUND, 96)),
    "beads": (
        (630, 60),
        (650, 96),
        (700, 110),
        (760, 90),
        (820, 110),
        (880, 92),
        (955, 112),
        (GROUND, 108),
    ),
    "foot": ((640, 30), (780, 34), (860, 46), (925, 110), (959, 170), (GROUND, 172)),
    "sphere": ((640, 40), (660, 82), (740, 150), (820, 164), (900, 132), (950, 84), (GROUND, 92)),
    "column": ((620, 66), (632, 72), (700, 72), (900, 74), (952, 78), (GROUND, 74)),
}
SHADES: dict[str, tuple[str, float, float, float]] = {
    "dome": (
        "M215 520 C215 330 360 240 500 240 C640 240 785 330 785 520 A285 44 0 0 1 215 520Z",
        285,
        44,
        520,
    ),
    "cone": ("M392 250 A108 16 0 0 1 608 250 L770 520 A270 40 0 0 1 230 520Z", 270, 40, 520),
    "drum": ("M260 250 A240 34 0 0 1 740 250 L740 510 A240 36 0 0 1 260 510Z", 240, 36, 510),
    "mushroom": (
        "M200 486 C196 372 330 306 500 306 C670 306 804 372 800 486 A300 46 0 0 1 200 486Z",
        300,
        46,
        486,
    ),
}
GLOW = Tone(0.97, 0.07, 87)


def tone(look: Look) -> Tone:
    """Return the shade's color, which names the lamp."""
    return look.paint("color")


def profile(look: Look) -> tuple[Point, ...]:
    """Return the base's profile, widened to the shade for the dimension drawing."""
    _, radius, _, y = SHADES[look.pick("shade", list(SHADES))]
    return ((250, radius * 0.5), (y, radius), (y + 4, 12), *BASES[look.pick("base", list(BASES))])


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the lamp; `body` is the base's color, `metal` the stem, `lit` 0 switches it off."""
    lit = look.chance("lit", 1)
    if lit:
        halo = canvas.radial([(0, GLOW.css(0.8)), (1, GLOW.css(0))])
        canvas.add(f'<ellipse cx="500" cy="470" rx="430" ry="400" fill="{halo}"/>')
    base = BASES[look.pick("base", list(BASES))]
    scene.shadow(canvas, width=max(r for _, r in base) * 1.9, hue=hue)
    metal = look.tone("metal", METALS, ("brass", "brass", "black", "steel"))
    stem = canvas.across(
        [
            (0, metal.shift(-0.2).css()),
            (0.35, metal.shift(0.12).css()),
            (0.7, metal.shift(-0.1).css()),
            (1, metal.shift(-0.26).css()),
        ]
    )
    canvas.add(f'<rect x="489" y="440" width="22" height="220" fill="{stem}"/>')
    finish = Finish(
        specks=(0, 0, 60)[int(look.between("speckle", 0, 2.99))],
        gloss=0.5,
        open_top=False,
        texture=look.pick("texture", ("thrown", "smooth")),
    )
    turn(canvas, base, look.paint("body"), finish=finish, look=look)
    _shade(canvas, look, lit=lit)


def _shade(canvas: Canvas, look: Look, *, lit: bool) -> None:
    kind = look.pick("shade", list(SHADES))
    path, rx, ry, y = SHADES[kind]
    color = tone(look)
    body = canvas.across(
        [
            (0, color.shift(-0.14).css()),
            (0.25, color.shift(0.03, 0.01).css()),
            (0.5, color.shift(0.05, 0.015).css()),
            (0.8, color.shift(-0.08).css()),
            (1, color.shift(-0.17).css()),
        ]
    )
    warm = canvas.down(
        [
            (0, GLOW.css(0)),
            (0.65, Tone(0.93, 0.10, 85).css(0.30)),
            (1, Tone(0.96, 0.11, 88).css(0.80)),
        ]
    )
    canvas.add(f'<path d="{path}" fill="{body}"/>')
    _cloth(canvas, path, kind)
    if lit:
        canvas.add(f'<path d="{path}" fill="{warm}"/>')
    inside = (
        canvas.radial([(0, "#fffdf2"), (1, Tone(0.90, 0.10, 82).css())])
        if lit
        else (color.shift(-0.28).css())
    )
    rim = GLOW.css() if lit else color.shift(-0.05).css()
    canvas.add(
        f'<ellipse cx="500" cy="{y}" rx="{rx}" ry="{ry}" fill="{rim}"/>',
        f'<ellipse cx="500" cy="{y - 3}" rx="{rx - 9}" ry="{ry - 7}" fill="{inside}"/>',
    )


def _cloth(canvas: Canvas, path: str, kind: str) -> None:
    clip = canvas.clip(path)
    if kind in {"cone", "drum"}:
        spread = 20 if kind == "cone" else 17.5
        pleats = "".join(
            f'<path d="M{500 + i * (9 if kind == "cone" else 17.5)} 230 L{500 + i * spread} 570"/>'
            for i in range(-15, 16)
        )
        canvas.add(f'<g {clip} stroke="#5a4222" stroke-opacity=".11" stroke-width="4">{pleats}</g>')
        return
    canvas.add(
        f'<g {clip}><path d="M300 470 Q296 330 430 280" stroke="#fff" stroke-width="46" '
        f'stroke-linecap="round" fill="none" opacity=".34" filter="url(#b14)"/></g>'
    )
