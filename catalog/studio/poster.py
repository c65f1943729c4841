"""Art prints: five kinds of motif in a mat and a wooden frame on the wall."""

import math
import random

from catalog.studio.canvas import Canvas, Point, smooth
from catalog.studio.color import COLORS, WOODS, Tone
from catalog.studio.look import Look

MOTIFS = ("tiles", "arcs", "hills", "vessels", "leaves")
WAYS: dict[str, tuple[str, str, str, str]] = {
    # colorway: four inks, the first names it
    "terracotta": ("terracotta", "sand", "ink", "sage"),
    "cobalt": ("cobalt", "sky", "mustard", "brick"),
    "moss": ("moss", "sage", "ochre", "forest"),
    "rose": ("rose", "plum", "oat", "teal"),
    "mustard": ("mustard", "charcoal", "clay", "sky"),
    "ink": ("ink", "stone", "terracotta", "lemon"),
    "teal": ("teal", "celadon", "rust", "sand"),
    "lilac": ("lilac", "plum", "lemon", "moss"),
}
PAPER = Tone(0.965, 0.012, 90)
FRAME = (230.0, 150.0, 540.0, 720.0)


def tone(look: Look) -> Tone:
    """Return the leading ink."""
    return COLORS[WAYS[look.pick("color", list(WAYS))][0]]


def profile(_look: Look) -> tuple[Point, ...]:
    """Return the frame's outline for the dimension drawing."""
    return ((FRAME[1], FRAME[2] / 2), (FRAME[1] + FRAME[3], FRAME[2] / 2))


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the framed print hanging on the wall; `color` is the colorway, `wood` the frame."""
    x, y, w, t = FRAME
    dark = Tone(0.3, 0.04, hue).css()
    wood = look.tone("wood", WOODS)
    rim = canvas.linear([(0, wood.shift(0.05).css()), (1, wood.shift(-0.1).css())], (0, 0, 1, 1))
    canvas.add(
        f'<rect x="{x + 30}" y="{y + 40}" width="{w}" height="{t}" fill="{dark}" opacity=".36" '
        f'filter="url(#b38)"/><rect x="{x + 6}" y="{y + 12}" width="{w}" height="{t}" '
        f'fill="{dark}" opacity=".34" filter="url(#b6)"/>'
        f'<rect x="{x}" y="{y}" width="{w}" height="{t}" fill="{rim}"/>'
        f'<rect x="{x + 20}" y="{y + 20}" width="{w - 40}" height="{t - 40}" '
        f'fill="{PAPER.shift(-0.10).css()}"/>'
        f'<rect x="{x + 24}" y="{y + 25}" width="{w - 48}" height="{t - 49}" '
        f'fill="{PAPER.css()}"/>'
    )
    box = (x + 84, y + 84, w - 168, t - 190)
    path = f"M{box[0]} {box[1]} h{box[2]} v{box[3]} h{-box[2]}Z"
    inks = [COLORS[name] for name in WAYS[look.pick("color", list(WAYS))]]
    canvas.add(f"<g {canvas.clip(path)}>")
    _MOTIFS[look.pick("motif", MOTIFS)](canvas, look.dice("motif-plan"), box=box, inks=inks)
    canvas.add("</g>")
    canvas.add(
        f'<path d="M{x + 24} {y + 24} h{w - 48} L{x + w * 0.36:.0f} {y + t - 24} '
        f'h{-(w * 0.36 - 24):.0f}Z" fill="#fff" opacity=".09"/>'
    )


Box = tuple[float, float, float, float]


def _fill(canvas: Canvas, box: Box, ink: Tone) -> None:
    x, y, w, t = box
    canvas.add(f'<rect x="{x}" y="{y}" width="{w}" height="{t}" fill="{ink.css()}"/>')


def _tiles(canvas: Canvas, dice: random.Random, *, box: Box, inks: list[Tone]) -> None:
    x, y, w, t = box
    unit = w / 4
    for j in range(math.ceil(t / unit)):
        for i in range(4):
            a, b = (ink.css() for ink in dice.sample([*inks, PAPER.shift(-0.03)], 2))
            cx, cy, u = x + i * unit, y + j * unit, unit
            piece = dice.choice(
                (
                    f'<circle cx="{cx + u / 2}" cy="{cy + u / 2}" r="{u / 2}" fill="{b}"/>',
                    f'<path d="M{cx} {cy} h{u} a{u} {u} 0 0 1 {-u} {u}Z" fill="{b}"/>',
                    f'<path d="M{cx} {cy + u} v{-u} a{u} {u} 0 0 1 {u} {u}Z" fill="{b}"/>',
                    f'<path d="M{cx} {cy} L{cx + u} {cy + u} H{cx}Z" fill="{b}"/>',
                    f'<path d="M{cx} {cy + u / 2} a{u / 2} {u / 2} 0 0 1 {u} 0Z M{cx} {cy + u} '
                    f'a{u / 2} {u / 2} 0 0 1 {u} 0Z" fill="{b}"/>',
                )
            )
            canvas.add(
                f'<rect x="{cx}" y="{cy}" width="{u + 0.6}" height="{u + 0.6}" fill="{a}"/>{piece}'
            )


def _arcs(canvas: Canvas, dice: random.Random, *, box: Box, inks: list[Tone]) -> None:
    x, y, w, t = box
    _fill(canvas, box, PAPER.shift(-0.05, 0.02))
    for cx, cy in ((x + w * 0.5, y + t * 0.42), (x + w * dice.uniform(0.2, 0.8), y + t)):
        for k in range(6):
            r = w * (0.5 - k * 0.075)
            canvas.add(
                f'<path d="M{cx - r:.0f} {cy:.0f} a{r:.0f} {r:.0f} 0 0 1 {2 * r:.0f} 0Z" '
                f'fill="{inks[k % 4].css()}"/>'
            )
    canvas.add(
        f'<circle cx="{x + w * dice.uniform(0.2, 0.8):.0f}" cy="{y + t * 0.58:.0f}" '
        f'r="{w * 0.1:.0f}" fill="{inks[2].css()}"/>'
    )


def _hills(canvas: Canvas, dice: random.Random, *, box: Box, inks: list[Tone]) -> None:
    x, y, w, t = box
    _fill(canvas, box, inks[1].shift(0.12, -0.02))
    canvas.add(
        f'<circle cx="{x + w * dice.uniform(0.25, 0.75):.0f}" '
        f'cy="{y + t * 0.27:.0f}" r="{w * 0.15:.0f}" fill="{inks[2].shift(0.1).css()}"/>'
    )
    ranks = (
        inks[0].shift(0.14, -0.02),
        inks[3].shift(0.06),
        inks[0],
        inks[3].shift(-0.06),
        inks[0].shift(-0.12),
    )
    for k, ink in enumerate(ranks):
        level = y + t * (0.42 + 0.125 * k)
        ridge = [
            (x - 20 + i * (w + 40) / 6, level + dice.uniform(-0.055, 0.055) * t) for i in range(7)
        ]
        canvas.add(
            f'<path d="M{ridge[0][0]:.0f} {ridge[0][1]:.0f}{smooth(ridge)} V{y + t} '
            f'H{x - 20}Z" fill="{ink.css()}"/>'
        )


def _vessels(canvas: Canvas, dice: random.Random, *, box: Box, inks: list[Tone]) -> None:
    x, y, w, t = box
    _fill(canvas, box, inks[1].shift(0.10, -0.015))
    table = y + t * 0.78
    canvas.add(
        f'<rect x="{x}" y="{table:.0f}" width="{w}" height="{t}" '
        f'fill="{inks[2].shift(0.05).css()}"/>'
    )
    for k, at in enumerate((0.24, 0.54, 0.79)):
        tall = t * dice.uniform(0.28, 0.52)
        r = w * dice.uniform(0.09, 0.14)
        cx, top = x + w * at, table + 16 - tall
        points = [
            (cx + r * 0.5, top),
            (cx + r * 0.4, top + tall * 0.2),
            (cx + r, top + tall * 0.55),
            (cx + r * 0.7, table + 16),
        ]
        mirror = [(2 * cx - px, py) for px, py in reversed(points)]
        canvas.add(
            f'<path d="M{points[0][0]:.0f} {points[0][1]:.0f}{smooth(points)} '
            f'L{mirror[0][0]:.0f} {mirror[0][1]:.0f}{smooth(mirror)}Z" '
            f'fill="{inks[(0, 3, 2)[k]].css()}"/>'
        )


def _leaves(canvas: Canvas, dice: random.Random, *, box: Box, inks: list[Tone]) -> None:
    x, y, w, t = box
    _fill(canvas, box, PAPER.shift(-0.04, 0.015))
    canvas.add(
        f'<circle cx="{x + w / 2}" cy="{y + t * 0.36:.0f}" r="{w * 0.34:.0f}" '
        f'fill="{inks[1].css()}"/>'
    )
    bend = dice.uniform(-60, 60)
    for i in range(13):
        at = i / 13
        cy = y + t * (0.95 - 0.85 * at)
        cx = x + w / 2 + bend * at * at
        side = 1 if i % 2 else -1
        size = (1 - at * 0.55) * w * 0.26
        canvas.add(
            f'<path d="M0 0 C{size * 0.35:.0f} {-size * 0.3:.0f} {size * 0.35:.0f} '
            f"{-size * 0.8:.0f} 0 {-size:.0f} C{-size * 0.35:.0f} {-size * 0.8:.0f} "
            f'{-size * 0.35:.0f} {-size * 0.3:.0f} 0 0Z" fill="{inks[(0, 3)[i % 2]].css()}" '
            f'transform="translate({cx:.0f} {cy:.0f}) rotate({side * 58})"/>'
        )
    canvas.add(
        f'<path d="M{x + w / 2} {y + t} Q{x + w / 2} {y + t * 0.5:.0f} '
        f'{x + w / 2 + bend:.0f} {y + t * 0.08:.0f}" stroke="{inks[3].shift(-0.08).css()}" '
        f'stroke-width="5" fill="none"/>'
    )


_MOTIFS = {"tiles": _tiles, "arcs": _arcs, "hills": _hills, "vessels": _vessels, "leaves": _leaves}
