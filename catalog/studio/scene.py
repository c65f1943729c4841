"""The set: wall, floor, window light, and the shadows objects throw on it."""

from catalog.studio.canvas import GROUND, Canvas
from catalog.studio.color import Tone

HORIZON = GROUND - 165


def backdrop(
    canvas: Canvas,
    *,
    hue: float,
    chroma: float = 0.036,
    lightness: float = 0.90,
    horizon: float | None = None,
) -> None:
    """Draw the two-tone studio set in one hue; a low `horizon` leaves a wall to hang things on."""
    _room(canvas, Tone(lightness, chroma, hue), horizon=HORIZON if horizon is None else horizon)
    canvas.add(
        '<g opacity=".30" filter="url(#b14)" fill="#fff">'
        '<path d="M60 140 L300 60 L300 520 L60 640Z"/>'
        '<path d="M330 50 L520 -10 L520 420 L330 505Z"/></g>'
    )
    _vignette(canvas, Tone(0.35, chroma, hue))


def stage(canvas: Canvas, *, wall: Tone, horizon: float, light_x: float) -> None:
    """Draw a wide or tall set of any size, its window light starting at `light_x`."""
    _room(canvas, wall, horizon=horizon)
    x = light_x
    canvas.add(
        '<g opacity=".34" filter="url(#b14)" fill="#fff">'
        f'<path d="M{x} 130 L{x + 280} 40 L{x + 280} 520 L{x} 640Z"/>'
        f'<path d="M{x + 320} 28 L{x + 560} -48 L{x + 560} 410 L{x + 320} 500Z"/></g>'
    )
    _vignette(canvas, Tone(0.35, wall.c, wall.h))


def _room(canvas: Canvas, wall: Tone, *, horizon: float) -> None:
    width, height = canvas.width, canvas.height
    paint = canvas.down([(0, wall.shift(0.035, -0.008).css()), (1, wall.shift(-0.02).css())])
    canvas.add(f'<rect width="{width}" height="{height}" fill="{paint}"/>')
    floor = canvas.down([(0, wall.shift(-0.05, 0.006).css()), (1, wall.shift(0.005, 0.002).css())])
    canvas.add(f'<rect y="{horizon}" width="{width}" height="{height - horizon}" fill="{floor}"/>')
    edge = canvas.down([(0, wall.shift(-0.02).css()), (1, wall.shift(-0.05, 0.006).css())])
    canvas.add(f'<rect y="{horizon - 26}" width="{width}" height="60" fill="{edge}"/>')


def _vignette(canvas: Canvas, dark: Tone) -> None:
    paint = canvas.radial([(0.55, "rgba(0,0,0,0)"), (1, dark.css(0.15))], (0.42, 0.4, 0.85))
    canvas.add(f'<rect width="{canvas.width}" height="{canvas.height}" fill="{paint}"/>')


def shadow(
    canvas: Canvas,
    *,
    width: float,
    hue: float,
    center: float = 500,
    ground: float = GROUND,
    length: float = 1.0,
) -> None:
    """Draw the far soft shadow (thrown right) and the tight contact shadow of an object."""
    dark = Tone(0.30, 0.04, hue).css()
    far = center + width * 0.42 * length
    canvas.add(
        f'<ellipse cx="{far:.0f}" cy="{ground - 6:.0f}" rx="{width * 0.78 * length:.0f}" '
        f'ry="{width * 0.13:.0f}" fill="{dark}" opacity=".28" filter="url(#b38)"/>',
        f'<ellipse cx="{center + width * 0.06:.0f}" cy="{ground:.0f}" rx="{width * 0.52:.0f}" '
        f'ry="{max(10.0, width * 0.07):.0f}" fill="{dark}" opacity=".52" filter="url(#b14)"/>',
    )


def plinth(
    canvas: Canvas, *, center: float, top: float, bottom: float, radius: float, tone: Tone
) -> None:
    """Draw a round plinth in the set's own color."""
    paint = canvas.across(
        [
            (0, tone.shift(-0.03, 0.01).css()),
            (0.28, tone.shift(0.04, -0.005).css()),
            (0.7, tone.shift(-0.05, 0.01).css()),
            (1, tone.shift(-0.14, 0.015).css()),
        ]
    )
    left, right, flat = center - radius, center + radius, radius * 0.16
    shadow(canvas, width=radius * 2.1, hue=tone.h, center=center, ground=bottom, length=0.9)
    canvas.add(
        f'<path d="M{left} {top} V{bottom} A{radius} {flat} 0 0 0 {right} {bottom} V{top}Z" '
        f'fill="{paint}"/>',
        f'<ellipse cx="{center}" cy="{top}" rx="{radius}" ry="{flat}" '
        f'fill="{tone.shift(0.055, -0.006).css()}"/>',
    )
