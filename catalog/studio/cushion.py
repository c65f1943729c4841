"""Cushions: a soft square or bolster, filled and piped, with a woven or printed pattern."""

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.color import Tone
from catalog.studio.look import Look

Box = tuple[float, float, float, float]
PATTERNS = ("plain", "stripe", "check", "arch", "dot", "rib", "block")
SHAPES: dict[str, tuple[float, float]] = {"square": (500, 480), "lumbar": (600, 360)}


def tone(look: Look) -> Tone:
    """Return the ground color."""
    return look.paint("color")


def profile(look: Look) -> tuple[Point, ...]:
    """Return the silhouette used by the dimension drawing."""
    width, tall = SHAPES[look.pick("shape", list(SHAPES))]
    return ((GROUND - tall, width / 2), (GROUND, width / 2))


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the cushion leaning back; `accent` names the pattern's color."""
    width, tall = SHAPES[look.pick("shape", list(SHAPES))]
    ground, accent = tone(look), look.paint("accent")
    x0, x1, y0, y1 = 500 - width / 2, 500 + width / 2, GROUND - tall, float(GROUND)
    path = _outline((x0, x1, y0, y1))
    scene.shadow(canvas, width=width * 0.98, hue=hue, ground=GROUND - 4)
    canvas.add(f'<path d="{path}" fill="{ground.css()}"/>')
    clip = canvas.clip(path)
    pattern = _PATTERNS[look.pick("pattern", PATTERNS)]((x0, y0, width, tall))
    canvas.add(f'<g {clip}><g fill="{accent.css()}" stroke="{accent.css()}">{pattern}</g>')
    _weave(canvas, (x0, y0, width, tall))
    _volume(canvas, (x0, x1, y0, y1))
    canvas.add("</g>")
    piping = accent if look.chance("piping", 0.4) else ground.shift(-0.10)
    canvas.add(
        f'<path d="{path}" fill="none" stroke="{piping.shift(-0.06).css()}" '
        f'stroke-width="9"/><path d="{path}" fill="none" '
        f'stroke="{piping.shift(0.06).css()}" stroke-width="3.5"/>'
    )
    if look.chance("tassels", 0.2):
        _tassels(canvas, accent, (x0, x1, y0, y1))


def _outline(box: Box) -> str:
    """Return a filled cushion: drawn-in corners, bulging sides, flat where it rests."""
    x0, x1, y0, y1 = box
    w, t = x1 - x0, y1 - y0
    return (
        f"M{x0 - 6} {y0 - 4} C{x0 + w * 0.2} {y0 + 26} {x0 + w * 0.3} {y0 - 6} 500 {y0 - 8} "
        f"C{x1 - w * 0.3} {y0 - 6} {x1 - w * 0.2} {y0 + 26} {x1 + 6} {y0 - 4} "
        f"C{x1 - 20} {y0 + t * 0.22} {x1 + 6} {y0 + t * 0.32} {x1 + 6} {y0 + t * 0.5} "
        f"C{x1 + 6} {y0 + t * 0.7} {x1 - 14} {y0 + t * 0.8} {x1 + 8} {y1 - 2} "
        f"C{x1 - w * 0.22} {y1 - 12} {x1 - w * 0.3} {y1 + 8} 500 {y1 + 8} "
        f"C{x0 + w * 0.3} {y1 + 8} {x0 + w * 0.22} {y1 - 12} {x0 - 8} {y1 - 2} "
        f"C{x0 + 14} {y0 + t * 0.8} {x0 - 6} {y0 + t * 0.7} {x0 - 6} {y0 + t * 0.5} "
        f"C{x0 - 6} {y0 + t * 0.32} {x0 + 20} {y0 + t * 0.22} {x0 - 6} {y0 - 4}Z"
    )


def _weave(canvas: Canvas, box: Box) -> None:
    x0, y0, width, tall = box
    rows = "".join(
        f'<path d="M{x0 - 20} {y0 + i * 6:.0f} h{width + 40}"/>' for i in range(int(tall / 6) + 2)
    )
    columns = "".join(
        f'<path d="M{x0 + i * 6:.0f} {y0 - 20} v{tall + 40}"/>' for i in range(int(width / 6) + 2)
    )
    canvas.add(
        f'<g stroke="#000" stroke-opacity=".05" stroke-width="1.6">{rows}</g>'
        f'<g stroke="#fff" stroke-opacity=".06" stroke-width="1.6">{columns}</g>'
    )


def _volume(canvas: Canvas, box: Box) -> None:
    """Shade the filling: light from upper left, creases running from each corner."""
    x0, x1, y0, y1 = box
    glow = canvas.radial(
        [(0, "rgba(255,255,255,.30)"), (0.5, "rgba(255,255,255,0)"), (1, "rgba(20,10,0,.40)")],
        (0.38, 0.34, 0.76),
    )
    canvas.add(
        f'<rect x="{x0 - 30}" y="{y0 - 30}" width="{x1 - x0 + 60}" '
        f'height="{y1 - y0 + 60}" fill="{glow}"/>'
    )
    for x, y, sx, sy in ((x0, y0, 1, 1), (x1, y0, -1, 1), (x0, y1, 1, -1), (x1, y1, -1, -1)):
        for dx, dy in ((150, 64), (84, 120)):
            canvas.add(
                f'<path d="M{x} {y} Q{x + sx * dx * 0.5} {y + sy * dy * 0.36} '
                f'{x + sx * dx} {y + sy * dy}" stroke="#140a00" stroke-opacity=".13" '
                f'stroke-width="15" stroke-linecap="round" fill="none" '
                f'filter="url(#b14)"/>'
            )


def _tassels(canvas: Canvas, accent: Tone, box: Box) -> None:
    x0, x1, y0, y1 = box
    for x, y in ((x0 - 6, y0 - 2), (x1 + 6, y0 - 2), (x0 - 8, y1 - 6), (x1 + 8, y1 - 6)):
        strands = "".join(
            f'<path d="M{x} {y} q{dx} 26 {dx * 1.4} 56"/>' for dx in range(-12, 13, 4)
        )
        canvas.add(
            f'<g stroke="{accent.shift(-0.05).css()}" stroke-width="4" fill="none">'
            f'{strands}</g><circle cx="{x}" cy="{y + 6}" r="9" fill="{accent.css()}"/>'
        )


def _plain(_box: Box) -> str:
    return ""


def _stripe(box: Box) -> str:
    x, y, w, t = box
    step = w / 9
    return "".join(
        f'<rect x="{x + i * step:.1f}" y="{y - 30}" width="{step / 2:.1f}" '
        f'height="{t + 60}" stroke="none"/>'
        for i in range(-1, 10)
    )


def _check(box: Box) -> str:
    x, y, w, t = box
    step = w / 6
    upright = "".join(
        f'<rect x="{x + i * step:.1f}" y="{y - 30}" width="{step / 2:.1f}" height="{t + 60}"/>'
        for i in range(7)
    )
    level = "".join(
        f'<rect x="{x - 30}" y="{y + i * step:.1f}" width="{w + 60}" height="{step / 2:.1f}"/>'
        for i in range(-1, 7)
    )
    return f'<g opacity=".5" stroke="none">{upright}{level}</g>'


def _arch(box: Box) -> str:
    x, y, w, t = box
    step = w / 4
    return (
        '<g fill="none" stroke-width="7">'
        + "".join(
            f'<circle cx="{x + (i + 0.5 * (j % 2)) * step:.1f}" cy="{y + j * step * 0.8:.1f}" '
            f'r="{step / 2 - k * step / 7:.1f}"/>'
            for i in range(-1, 6)
            for j in range(int(t / step * 1.25) + 2)
            for k in range(3)
        )
        + "</g>"
    )


def _dot(box: Box) -> str:
    x, y, w, t = box
    step = w / 8
    return "".join(
        f'<circle cx="{x + (i + 0.5 * (j % 2)) * step:.1f}" cy="{y + j * step:.1f}" '
        f'r="{w / 36:.1f}" stroke="none"/>'
        for i in range(-1, 10)
        for j in range(int(t / step) + 2)
    )


def _rib(box: Box) -> str:
    x, y, w, t = box
    return (
        '<g fill="none" stroke="#000" stroke-opacity=".12" stroke-width="9">'
        + "".join(
            f'<path d="M{x + i * 22:.0f} {y - 30} v{t + 60}"/>' for i in range(-1, int(w / 22) + 2)
        )
        + "</g>"
    )


def _block(box: Box) -> str:
    x, y, w, t = box
    return (
        f'<rect x="{x - 30}" y="{y + t * 0.62:.0f}" width="{w + 60}" height="{t}" '
        f'stroke="none"/><rect x="{x - 30}" y="{y + t * 0.52:.0f}" width="{w + 60}" '
        f'height="10" stroke="none"/>'
    )


_PATTERNS = {
    "plain": _plain,
    "stripe": _stripe,
    "check": _check,
    "arch": _arch,
    "dot": _dot,
    "rib": _rib,
    "block": _block,
}
