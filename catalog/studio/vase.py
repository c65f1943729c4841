"""Vases: thrown shapes with one or two glazes."""

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.color import Tone
from catalog.studio.look import Look
from catalog.studio.turned import Finish, turn

SHAPES: dict[str, tuple[Point, ...]] = {
    "bottle": (
        (0, 58),
        (0.04, 50),
        (0.22, 46),
        (0.38, 70),
        (0.55, 165),
        (0.78, 190),
        (0.94, 150),
        (1, 118),
    ),
    "amphora": (
        (0, 110),
        (0.03, 96),
        (0.12, 80),
        (0.25, 130),
        (0.45, 215),
        (0.70, 170),
        (0.93, 100),
        (1, 96),
    ),
    "gourd": (
        (0, 82),
        (0.04, 70),
        (0.15, 66),
        (0.28, 125),
        (0.42, 118),
        (0.50, 120),
        (0.70, 215),
        (0.90, 190),
        (1, 135),
    ),
    "cylinder": ((0, 150), (0.03, 146), (0.2, 152), (0.5, 160), (0.8, 158), (0.96, 150), (1, 140)),
    "moon": (
        (0, 76),
        (0.04, 66),
        (0.10, 80),
        (0.28, 205),
        (0.52, 258),
        (0.76, 222),
        (0.95, 120),
        (1, 104),
    ),
    "tulip": (
        (0, 165),
        (0.05, 150),
        (0.22, 118),
        (0.42, 112),
        (0.66, 150),
        (0.86, 158),
        (0.97, 128),
        (1, 110),
    ),
    "bowl": (
        (0.42, 268),
        (0.45, 266),
        (0.60, 258),
        (0.78, 214),
        (0.92, 128),
        (0.97, 112),
        (1, 118),
    ),
    "jug": (
        (0, 92),
        (0.03, 86),
        (0.16, 78),
        (0.34, 110),
        (0.56, 178),
        (0.78, 196),
        (0.94, 160),
        (1, 132),
    ),
}


def tone(look: Look) -> Tone:
    """Return the color that names the vase."""
    return look.paint("color")


def profile(look: Look) -> tuple[Point, ...]:
    """Return the vase's profile in sheet units."""
    shape = SHAPES[look.pick("shape", list(SHAPES))]
    top = look.between("top", 350, 410)
    girth = look.between("girth", 0.90, 1.06)
    return tuple((top + (GROUND - top) * at, radius * girth) for at, radius in shape)


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the vase; `color` is the glaze (or the body, when `body` names the clay below it)."""
    points = profile(look)
    glaze = tone(look)
    clay = look.paint("body") if "body" in look.axes else None
    finish = Finish(
        glaze=glaze if clay else None,
        dip=look.between("dip", 0.32, 0.66),
        specks=(0, 50, 120)[int(look.between("speckle", 0, 2.99))],
        gloss=look.between("gloss", 0.34, 0.66),
        texture=look.pick("texture", ("thrown", "thrown", "fluted", "smooth")),
    )
    scene.shadow(canvas, width=max(r for _, r in points) * 1.9, hue=hue)
    if look.chance("stems", 0):
        _stems(canvas, look, mouth=points[0])
    if look.pick("shape", list(SHAPES)) == "jug":
        _handle(canvas, points, clay or glaze)
    turn(canvas, points, clay or glaze, finish=finish, look=look)


def _handle(canvas: Canvas, points: tuple[Point, ...], body: Tone) -> None:
    (top, neck), (low, belly) = points[1], points[5]
    start = f"M{500 + neck - 8:.0f} {top + 20:.0f}"
    curve = (
        f"C{500 + neck + 150:.0f} {top - 10:.0f} {500 + belly + 90:.0f} {low - 120:.0f} "
        f"{500 + belly - 16:.0f} {low - 30:.0f}"
    )
    for shift, width in ((-0.20, 40), (-0.09, 26), (0.02, 8)):
        canvas.add(
            f'<path d="{start} {curve}" fill="none" stroke="{body.shift(shift).css()}" '
            f'stroke-width="{width}" stroke-linecap="round"/>'
        )


def _stems(canvas: Canvas, look: Look, *, mouth: Point) -> None:
    """Draw dried branches behind the vase's mouth."""
    dice = look.dice("stems")
    y, r = mouth
    for i in range(7):
        lean = (i - 3) * 62 + dice.uniform(-22, 22)
        tall = dice.uniform(230, 380) - abs(i - 3) * 26
        x0, x1 = 500 + (i - 3) * r * 0.2, 500 + lean
        stem = Tone(0.52, 0.05, 90).css()
        canvas.add(
            f'<path d="M{x0:.0f} {y + 12:.0f} Q{x0:.0f} {y - tall * 0.5:.0f} {x1:.0f} '
            f'{y - tall:.0f}" stroke="{stem}" stroke-width="4" fill="none"/>'
        )
        for k in range(8):
            t = 0.35 + k * 0.085
            px = (1 - t) ** 2 * x0 + 2 * (1 - t) * t * x0 + t * t * x1
            py = (1 - t) ** 2 * y + 2 * (1 - t) * t * (y - tall * 0.5) + t * t * (y - tall)
            leaf = Tone(0.60 + dice.uniform(-0.08, 0.08), 0.06, 130).css()
            turn_by = (k % 2 * 2 - 1) * dice.uniform(38, 66) + lean * 0.12
            canvas.add(
                f'<ellipse cx="0" cy="-22" rx="10" ry="25" fill="{leaf}" '
                f'transform="translate({px:.0f} {py:.0f}) rotate({turn_by:.0f})"/>'
            )
