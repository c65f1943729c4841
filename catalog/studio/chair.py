"""Chairs and stools: a wooden frame with an upholstered or wooden seat."""

from catalog.studio.canvas import Canvas, Point
from catalog.studio.color import WOODS, Tone
from catalog.studio.look import Look
from catalog.studio.solid import Solid

KINDS = ("panel", "slats", "spindle", "shell", "stool", "bench")
SEAT = 425.0
"""Height of the frame's upper edge above the floor."""
HALF, DEEP = 215.0, 200.0
BACK = SEAT + 385


def tone(look: Look) -> Tone:
    """Return the seat's color, or the wood's when the seat is wooden."""
    return look.paint("color") if "color" in look.axes else look.tone("wood", WOODS)


def profile(look: Look) -> tuple[Point, ...]:
    """Return the box around the drawn chair, from its top to its nearest foot."""
    solid, _ = _built(look)
    left, top, right, bottom = solid.bounds()
    half = max(500 - left, right - 500)
    return ((top, half), (bottom, half))


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the chair three-quarter; `wood` names the frame, `color` the upholstery."""
    solid, half = _built(look)
    _shadows(canvas, solid, half=half, hue=hue)
    solid.draw(canvas)


def _built(look: Look) -> tuple[Solid, float]:
    """Return the chair put together, and half its width."""
    kind = look.pick("kind", KINDS)
    wood = look.tone("wood", WOODS)
    seat = look.paint("color") if "color" in look.axes else wood
    yaw = look.between("yaw", 0.50, 0.66) * (1 if look.chance("side", 0.5) else -1)
    half = HALF * (2.05 if kind == "bench" else 1.0)
    scale = {"stool": 1.10, "bench": 0.80}.get(kind, 1.02)
    solid = Solid(yaw=yaw * (0.72 if kind == "bench" else 1), scale=scale)
    _frame(solid, wood, half=half, stretchers=kind != "shell")
    _seat(solid, wood, seat, half=half, upholstered=seat is not wood)
    _BACKS.get(kind, _no_back)(solid, wood, seat)
    return solid, half


def _shadows(canvas: Canvas, solid: Solid, *, half: float, hue: float) -> None:
    """The seat's shadow falls away from the window; each foot has its own dark spot."""
    dark = Tone(0.30, 0.04, hue)
    right, back = solid.aside(120), solid.aside(120, turn=90)
    x, z = half - 10, DEEP - 10
    floor = ((-x, -z), (x, -z), (x, z), (-x, z))
    cast = [(a + right[0] + back[0] * 0.5, 0.0, c + right[1] + back[1] * 0.5) for a, c in floor]
    solid.shade(canvas, cast, paint=dark.css(0.26), blur=38)
    solid.shade(canvas, [(a, 0.0, c) for a, c in floor], paint=dark.css(0.22), blur=38)
    for sx in (-1, 1):
        for sz in (-1, 1):
            fx, fz = sx * (half - 20), sz * (DEEP - 20)
            spot = [
                (fx - 20 + right[0] * 0.1, 0.0, fz - 20 + right[1] * 0.1),
                (fx + 34 + right[0] * 0.1, 0.0, fz - 20 + right[1] * 0.1),
                (fx + 34 + right[0] * 0.1, 0.0, fz + 24 + right[1] * 0.1),
                (fx - 20 + right[0] * 0.1, 0.0, fz + 24 + right[1] * 0.1),
            ]
            solid.shade(canvas, spot, paint=dark.css(0.55), blur=6)


def _frame(solid: Solid, wood: Tone, *, half: float, stretchers: bool) -> None:
    """Legs stand inside the seat's corners and end under it; rails join them."""
    x, z = half - 46, DEEP - 46
    for sx in (-1, 1):
        for sz in (-1, 1):
            top = (sx * x, SEAT, sz * z)
            foot = (sx * (x + 26), 0.0, sz * (z + 26))
            solid.rod(top, foot, (21, 13), tone=wood)
    for sx in (-1, 1):
        solid.quad(
            (
                (sx * x, SEAT - 62, -z),
                (sx * x, SEAT - 4, -z),
                (sx * x, SEAT - 4, z),
                (sx * x, SEAT - 62, z),
            ),
            wood,
            bias=-6,
        )
    for sz in (-1, 1):
        solid.quad(
            (
                (-x, SEAT - 62, sz * z),
                (-x, SEAT - 4, sz * z),
                (x, SEAT - 4, sz * z),
                (x, SEAT - 62, sz * z),
            ),
            wood,
            bias=-6,
        )
        if stretchers:
            solid.rod(
                (-x - 12, SEAT * 0.36, sz * (z + 16)),
                (x + 12, SEAT * 0.36, sz * (z + 16)),
                (10, 10),
                tone=wood,
            )


def _seat(solid: Solid, wood: Tone, seat: Tone, *, half: float, upholstered: bool) -> None:
    solid.slab((0, SEAT, 0), (2 * half, 28, 2 * DEEP), wood, corner=58, bias=-30)
    if upholstered:
        size = (2 * half - 14, 54, 2 * DEEP - 18)
        solid.pillow((0, SEAT + 26, -3), size, seat, corner=74, bias=-70)


def _posts(solid: Solid, wood: Tone, *, height: float) -> None:
    for sx in (-1, 1):
        solid.rod(
            (sx * (HALF - 40), SEAT + 14, DEEP - 40),
            (sx * (HALF - 26), height, DEEP + 34),
            (17, 12),
            tone=wood,
            bias=-40,
        )


def _panel_back(solid: Solid, wood: Tone, seat: Tone) -> None:
    _posts(solid, wood, height=BACK - 90)
    solid.panel(
        (-HALF + 4, HALF - 4, SEAT + 158, BACK), DEEP - 20, seat, shape=(32, 44, 52, 54), bias=-60
    )


def _slat_back(solid: Solid, wood: Tone, seat: Tone) -> None:
    _posts(solid, wood, height=BACK)
    for k in range(3):
        low = SEAT + 116 + k * 96
        solid.panel(
            (-HALF + 26, HALF - 26, low, low + 68),
            DEEP - 18 + k * 16,
            seat if k == 2 and seat is not wood else wood,
            shape=(17, 26, 9, 6),
            bias=-60,
        )


def _spindle_back(solid: Solid, wood: Tone, _seat_tone: Tone) -> None:
    for i in range(7):
        x = -HALF + 52 + i * (2 * HALF - 104) / 6
        solid.rod(
            (x * 0.92, SEAT + 20, DEEP - 42),
            (x * 1.08, BACK - 20, DEEP + 40),
            (9, 7),
            tone=wood,
            bias=-40,
        )
    solid.panel(
        (-HALF - 2, HALF + 2, BACK - 44, BACK + 28),
        DEEP + 26,
        wood,
        shape=(28, 34, 8, 24),
        bias=-60,
    )


def _shell_back(solid: Solid, _wood: Tone, seat: Tone) -> None:
    solid.panel(
        (-HALF + 4, HALF - 4, SEAT + 44, BACK - 40),
        DEEP - 96,
        seat,
        shape=(38, 84, 74, 96),
        bias=-40,
    )


def _no_back(_solid: Solid, _wood: Tone, _seat_tone: Tone) -> None:
    """Leave the seat open, as on stools and benches."""


_BACKS = {"panel": _panel_back, "slats": _slat_back, "spindle": _spindle_back, "shell": _shell_back}
