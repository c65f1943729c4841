"""Cups, mugs and bowls for the table."""

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.color import Tone
from catalog.studio.look import Look
from catalog.studio.turned import FLAT, Finish, turn

SHAPES: dict[str, tuple[Point, ...]] = {
    "straight": ((0, 178), (0.05, 174), (0.4, 176), (0.84, 168), (0.96, 140), (1, 126)),
    "round": ((0, 160), (0.05, 156), (0.35, 178), (0.65, 184), (0.9, 146), (1, 112)),
    "tapered": ((0, 186), (0.05, 182), (0.4, 170), (0.84, 146), (0.96, 132), (1, 122)),
    "espresso": ((0.30, 138), (0.34, 135), (0.6, 136), (0.86, 118), (0.96, 92), (1, 84)),
    "beaker": ((-0.12, 152), (-0.07, 148), (0.3, 150), (0.7, 152), (0.95, 146), (1, 134)),
    "bowl": ((0.34, 250), (0.38, 247), (0.58, 236), (0.8, 190), (0.94, 112), (1, 108)),
}
_TOP = 560
_CENTER = 474.0


def tone(look: Look) -> Tone:
    """Return the glaze that names the mug."""
    return look.paint("color")


def profile(look: Look) -> tuple[Point, ...]:
    """Return the mug's profile in sheet units."""
    shape = SHAPES[look.pick("shape", list(SHAPES))]
    girth = look.between("girth", 0.95, 1.05)
    return tuple((_TOP + (GROUND - 5 - _TOP) * at, radius * girth) for at, radius in shape)


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the mug; `body` names bare clay below the glaze."""
    points = profile(look)
    shape = look.pick("shape", list(SHAPES))
    glaze = tone(look)
    clay = look.paint("body") if "body" in look.axes else None
    widest = max(r for _, r in points)
    center = _CENTER if shape not in {"beaker", "bowl"} else 500.0
    scene.shadow(canvas, width=widest * 2.05, hue=hue, center=center + 8)
    if shape == "espresso":
        _saucer(canvas, clay or glaze, center)
    if shape not in {"beaker", "bowl"}:
        _handle(canvas, points, clay or glaze, center=center)
    finish = Finish(
        glaze=glaze if clay else None,
        dip=look.between("dip", 0.42, 0.74),
        specks=(0, 60, 110)[int(look.between("speckle", 0, 2.99))],
        gloss=look.between("gloss", 0.4, 0.62),
        texture=look.pick("texture", ("thrown", "smooth", "fluted")),
    )
    turn(canvas, points, clay or glaze, finish=finish, look=look, center=center)


def _handle(canvas: Canvas, points: tuple[Point, ...], body: Tone, *, center: float) -> None:
    top, bottom = points[0][0], points[-1][0]
    tall = bottom - top
    x = center + points[2][1] - 14
    reach = 150 * min(1.0, tall / 400) + 14
    path = (
        f"M{x:.0f} {top + tall * 0.2:.0f} C{x + reach:.0f} {top + tall * 0.10:.0f} "
        f"{x + reach:.0f} {bottom - tall * 0.22:.0f} {x - 12:.0f} {bottom - tall * 0.24:.0f}"
    )
    scale = min(1.0, tall / 380)
    for shift, width, dy in ((-0.20, 46, 3), (-0.10, 34, -1), (0.01, 14, -7)):
        canvas.add(
            f'<path d="{path}" transform="translate(0 {dy})" fill="none" '
            f'stroke="{body.shift(shift).css()}" stroke-width="{width * scale:.0f}" '
            f'stroke-linecap="round"/>'
        )


def _saucer(canvas: Canvas, body: Tone, center: float) -> None:
    paint = canvas.across(
        [(0, body.shift(-0.05).css()), (0.35, body.shift(0.06).css()), (1, body.shift(-0.16).css())]
    )
    for radius, dy, fill in (
        (236, 0, body.shift(-0.2).css()),
        (236, -12, paint),
        (150, -12, body.shift(-0.1).css()),
        (142, -9, paint),
    ):
        canvas.add(
            f'<ellipse cx="{center + 4}" cy="{GROUND - 6 + dy}" rx="{radius}" '
            f'ry="{radius * FLAT * 1.1:.0f}" fill="{fill}"/>'
        )
