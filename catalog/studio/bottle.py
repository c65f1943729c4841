"""Packaged care: bottles with pump or cap, jars and candles, with a typographic label."""

from collections.abc import Sequence

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.color import COLORS, GLASSES, METALS, WOODS, Tone
from catalog.studio.look import Look
from catalog.studio.turned import Finish, turn

KINDS = ("pump", "flask", "jar", "candle")
_BODIES: dict[str, tuple[Point, ...]] = {
    "pump": (
        (452, 44),
        (470, 48),
        (508, 70),
        (548, 116),
        (580, 127),
        (612, 128),
        (650, 128),
        (890, 128),
        (918, 128),
        (940, 126),
        (956, 119),
        (GROUND, 106),
    ),
    "flask": (
        (430, 42),
        (470, 44),
        (520, 58),
        (590, 104),
        (660, 122),
        (720, 122),
        (890, 122),
        (918, 122),
        (940, 120),
        (956, 113),
        (GROUND, 100),
    ),
    "jar": (
        (640, 150),
        (656, 158),
        (676, 167),
        (700, 170),
        (740, 170),
        (890, 170),
        (918, 170),
        (940, 167),
        (956, 157),
        (GROUND, 142),
    ),
    "candle": (
        (610, 150),
        (618, 152),
        (650, 152),
        (890, 152),
        (918, 152),
        (940, 150),
        (956, 144),
        (GROUND, 130),
    ),
}
_LABELS: dict[str, tuple[float, float]] = {
    # top of the label, its height
    "pump": (640, 226),
    "flask": (690, 190),
    "jar": (738, 160),
    "candle": (690, 200),
}


def tone(look: Look) -> Tone:
    """Return the glass or tin color that sets the backdrop."""
    return _shell(look)


def _shell(look: Look) -> Tone:
    if "color" in look.axes and str(look.axes["color"]) in COLORS:
        return look.paint("color")
    return look.tone("glass", GLASSES)


def profile(look: Look) -> tuple[Point, ...]:
    """Return the body's profile in sheet units, with its cap."""
    kind = look.pick("kind", KINDS)
    cap = {"pump": 318.0, "flask": 360.0, "jar": 590.0, "candle": 610.0}[kind]
    body = _BODIES[kind]
    return ((cap, body[0][1]), *body)


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the vessel; `glass` names it, `scent_color` the label's mark, `label` its words."""
    kind = look.pick("kind", KINDS)
    body = _BODIES[kind]
    widest = max(r for _, r in body)
    scene.shadow(canvas, width=widest * 2.2, hue=hue)
    if kind == "candle":
        _flame_glow(canvas)
    finish = Finish(gloss=0.72, open_top=kind == "candle", texture="smooth")
    turn(canvas, body, _shell(look), finish=finish, look=look)
    _TOPS[kind](canvas, look)
    _label(canvas, look, kind=kind, radius=max(r for y, r in body if y > 560))


def _cap(canvas: Canvas, look: Look, *, points: Sequence[Point]) -> None:
    wood = look.tone("cap", WOODS, ("oak", "walnut", "black ash"))
    finish = Finish(gloss=0.34, open_top=False, texture="smooth")
    turn(canvas, points, wood, finish=finish, look=look)


def _flask_top(canvas: Canvas, look: Look) -> None:
    _cap(canvas, look, points=((350, 44), (356, 48), (428, 48), (442, 48)))


def _jar_top(canvas: Canvas, look: Look) -> None:
    _cap(canvas, look, points=((586, 164), (594, 172), (650, 172), (660, 172)))


def _pump_top(canvas: Canvas, look: Look) -> None:
    metal = look.tone("pump", METALS, ("black", "black", "steel", "brass"))
    finish = Finish(gloss=0.4, open_top=False, texture="smooth")
    paint = canvas.down([(0, metal.shift(0.12).css()), (1, metal.shift(-0.08).css())])
    canvas.add(
        f'<rect x="490" y="318" width="20" height="96" fill="{metal.shift(-0.05).css()}"/>'
        f'<path d="M372 322 Q372 300 400 298 H540 Q556 298 556 314 V332 Q556 340 546 340 H420 '
        f'Q404 340 402 350 L398 366 H372Z" fill="{paint}"/>'
    )
    turn(canvas, ((404, 44), (410, 52), (452, 52), (464, 52)), metal, finish=finish, look=look)


def _candle_top(canvas: Canvas, _look: Look) -> None:
    wax = Tone(0.95, 0.03, 88)
    canvas.add(
        f'<ellipse cx="500" cy="616" rx="136" ry="20" fill="{wax.css()}"/>'
        f'<path d="M500 614 V586" stroke="{Tone(0.25, 0.02, 60).css()}" stroke-width="6"/>'
        f'<path d="M500 520 C528 556 522 592 500 594 C478 592 472 556 500 520Z" '
        f'fill="{Tone(0.88, 0.15, 75).css()}"/>'
        f'<path d="M500 552 C514 572 511 590 500 592 C489 590 486 572 500 552Z" fill="#fff8dc"/>'
    )


def _flame_glow(canvas: Canvas) -> None:
    glow = canvas.radial([(0, Tone(0.97, 0.09, 85).css(0.85)), (1, Tone(0.97, 0.07, 85).css(0))])
    canvas.add(f'<circle cx="500" cy="566" r="230" fill="{glow}"/>')


_TOPS = {"pump": _pump_top, "flask": _flask_top, "jar": _jar_top, "candle": _candle_top}


def _label(canvas: Canvas, look: Look, *, kind: str, radius: float) -> None:
    top, tall = _LABELS[kind]
    sag = radius * 0.19
    path = (
        f"M{500 - radius} {top} Q500 {top + sag} {500 + radius} {top} V{top + tall} "
        f"Q500 {top + tall + sag} {500 - radius} {top + tall}Z"
    )
    paper = canvas.across(
        [
            (0, Tone(0.80, 0.012, 90).css()),
            (0.3, Tone(0.965, 0.012, 90).css()),
            (0.7, Tone(0.91, 0.012, 90).css()),
            (1, Tone(0.70, 0.012, 90).css()),
        ]
    )
    mark = look.paint("scent_color")
    words = str(look.axes.get("label", "HALDE"))
    caption = str(look.axes.get("caption", "HAND WASH"))
    middle = top + sag * 0.55
    size = min(44.0, tall * 0.19, radius * 2.3 / max(4, len(words)))
    small = min(18.0, radius * 2.5 / max(8, len(caption)))
    canvas.add(
        f'<path d="{path}" fill="{paper}"/><g {canvas.clip(path)}>'
        f'<circle cx="500" cy="{middle + tall * 0.27:.0f}" r="{tall * 0.155:.0f}" '
        f'fill="{mark.css()}"/>'
        f'<path d="M{500 - tall * 0.155:.1f} {middle + tall * 0.27:.1f} a{tall * 0.155:.1f} '
        f'{tall * 0.155:.1f} 0 0 0 {tall * 0.31:.1f} 0Z" fill="{mark.shift(-0.12).css()}"/></g>'
        f"{_words(words, middle + tall * 0.63, size, bold=True)}"
        f"{_words(caption, middle + tall * 0.82, small, bold=False)}"
    )


def _words(text: str, y: float, size: float, *, bold: bool) -> str:
    weight, paint = ("700", "#20251f") if bold else ("400", "#454a44")
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<text x="500" y="{y:.0f}" text-anchor="middle" font-weight="{weight}" '
        f'font-family="Bricolage Grotesque, DejaVu Sans, sans-serif" font-size="{size:.0f}" '
        f'letter-spacing="{size * 0.12:.1f}" fill="{paint}">{safe}</text>'
    )
