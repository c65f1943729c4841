"""How large a thing is: beside something everybody knows, and as a drawing with its measures.

Both draw from the measures of the catalog, in centimeters; sizes of one product stand side by side.
What is written are numbers and "cm", which every language reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.studio import portrait, scene
from catalog.studio.canvas import GROUND, HEIGHT, WIDTH, Canvas, Point
from catalog.studio.color import Tone
from catalog.studio.look import Look

INK = "#23302f"
Size = tuple[float, float]
"""Height and width in centimeters."""

MUG_CM, PHONE_CM, STOOL_CM, CHAIR_CM, BENCH_CM = 9.5, (14.7, 7.2), 45.0, 82.0, (45.0, 95.0)
KNOWN = {
    "mug": "phone",
    "bottle": "phone",
    "bag": "phone",
    "vase": "mug",
    "lamp": "mug",
    "plant": "stool",
    "cushion": "chair",
    "chair": "lamp",
    "print": "bench",
}
"""What stands beside each family."""
_ROOM = (790.0, 700.0)
"""How wide and how high everything together may be, in sheet units."""
_STRETCH = (0.86, 1.16)
"""How far a drawing may be pulled in width to follow its measures without looking bent."""
_MORE_UP = {"bag": 1.5}
"""What stands out above the measured height, as bags' handles do."""
_TURNED = {"chair"}
"""Families seen three-quarter, whose drawn width is no measure."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something that stands in the picture: what is drawn, and how high and wide it is."""

    family: str
    look: Look
    height_cm: float
    width_cm: float

    @property
    def sheet(self) -> Point:
        """This is the drawn height and width in sheet units before any scaling."""
        points = portrait.FAMILIES[self.family].profile(self.look)
        tall = points[-1][0] - points[0][0]
        return tall, 2 * max(radius for _, radius in points)

    def zooms(self, unit: float) -> Point:
        """This is the zoom across and upward at `unit` sheet units per centimeter."""
        tall, wide = self.sheet
        up = self.height_cm * unit / tall
        if self.family in _TURNED:
            return up, up
        low, high = _STRETCH
        return up * min(high, max(low, self.width_cm * unit / wide / up)), up

    def breadth(self) -> float:
        """This is the drawn width in centimeters."""
        across, _up = self.zooms(1.0)
        return self.sheet[1] * across


def in_scale(*, family: str, look: Look, hue: float, sizes: Sequence[Size]) -> str:
    """Return the product in each of its sizes beside something known, true to measure, 4:5."""
    canvas = Canvas()
    tone = portrait.FAMILIES[family].tone(look)
    wall = portrait.wall_of(family=family, look=look, collection_hue=hue)
    horizon = None if family != "print" else float(GROUND - 60)
    scene.backdrop(
        canvas,
        hue=wall,
        chroma=0.02,
        lightness=0.86 if tone.l > 0.82 else 0.905,
        horizon=horizon,
    )
    pieces = [
        Piece(family=family, look=look, height_cm=tall, width_cm=wide)
        for tall, wide in sorted(sizes, reverse=True)
    ]
    if family == "print":
        unit = _hung(canvas, pieces, hue=wall)
    else:
        unit = _stood(canvas, pieces, known=KNOWN[family], hue=wall)
    _bar(canvas, unit=unit)
    return canvas.svg()


def _stood(canvas: Canvas, pieces: Sequence[Piece], *, known: str, hue: float) -> float:
    """Everything stands in a row, the known thing last and a little nearer."""
    beside = _BESIDE[known]
    gap = (0.3 if pieces[0].family == "bag" else 0.16) * max(one.breadth() for one in pieces)
    wide = sum(piece.breadth() for piece in pieces) + gap * len(pieces) + beside[1]
    up = _MORE_UP.get(pieces[0].family, 1.0)
    tall = max(beside[0], *(piece.height_cm * up for piece in pieces))
    unit = min(_ROOM[0] / wide, _ROOM[1] / tall)
    x = 500 - wide * unit / 2
    for piece in pieces:
        half = piece.breadth() * unit / 2
        _set(canvas, piece, foot=(x + half, float(GROUND)), unit=unit, hue=hue)
        x += 2 * half + gap * unit
    place = (x + beside[1] * unit / 2, GROUND + 34.0)
    if known == "phone":
        _phone(canvas, foot=place, unit=unit, hue=hue)
    else:
        canvas.add('<g opacity=".62">')
        _set(canvas, _known(known), foot=place, unit=unit, hue=hue)
        canvas.add("</g>")
    return unit


def _hung(canvas: Canvas, pieces: Sequence[Piece], *, hue: float) -> float:
    """Prints hang on one axis above a bench."""
    above = 26.0
    gap = 9.0
    wide = max(BENCH_CM[1], sum(piece.breadth() + gap for piece in pieces))
    tall = BENCH_CM[0] + above + max(piece.height_cm for piece in pieces)
    unit = min(_ROOM[0] / wide, 820 / tall)
    canvas.add('<g opacity=".62">')
    _set(canvas, _known("bench"), foot=(500.0, GROUND + 50.0), unit=unit, hue=hue)
    canvas.add("</g>")
    axis = GROUND + 50 - (BENCH_CM[0] + above + max(p.height_cm for p in pieces) / 2) * unit
    x = 500 - (sum(piece.breadth() + gap for piece in pieces) - gap) * unit / 2
    for piece in pieces:
        half = piece.breadth() * unit / 2
        _set(canvas, piece, foot=(x + half, axis + piece.height_cm * unit / 2), unit=unit, hue=hue)
        x += 2 * half + gap * unit
    return unit


def _set(canvas: Canvas, piece: Piece, *, foot: Point, unit: float, hue: float) -> None:
    """Draw a piece so that its lowest measured point stands on `foot`."""
    across, up = piece.zooms(unit)
    kind = portrait.FAMILIES[piece.family]
    bottom = kind.profile(piece.look)[-1][0]
    canvas.add(
        f'<g transform="translate({foot[0]:.1f} {foot[1]:.1f}) scale({across:.4f} {up:.4f}) '
        f'translate(-500 {-bottom:g})">'
    )
    kind.draw(canvas, piece.look, hue)
    canvas.add("</g>")


def _known(name: str) -> Piece:
    """What everybody has at home, in chalk and ash."""
    if name == "mug":
        look = Look(
            seed="scale",
            axes={"shape": "straight", "color": "chalk", "texture": "smooth", "speckle": 0},
        )
        return Piece(family="mug", look=look, height_cm=MUG_CM, width_cm=8.6)
    if name == "lamp":
        look = Look(
            seed="scale",
            axes={"shade": "drum", "color": "chalk", "body": "stone", "base": "sphere", "lit": 0},
        )
        return Piece(family="lamp", look=look, height_cm=44, width_cm=28)
    kind = {"stool": "stool", "chair": "spindle", "bench": "bench"}[name]
    height = {"stool": STOOL_CM, "chair": CHAIR_CM, "bench": BENCH_CM[0]}[name]
    look = Look(seed="scale", axes={"kind": kind, "wood": "ash", "side": 0, "yaw": 0.5})
    return Piece(family="chair", look=look, height_cm=height, width_cm=45)


_BESIDE: dict[str, Size] = {
    "mug": (MUG_CM, 12.0),
    "phone": PHONE_CM,
    "stool": (STOOL_CM, 46.0),
    "chair": (CHAIR_CM, 50.0),
    "lamp": (44.0, 28.0),
}


def _phone(canvas: Canvas, *, foot: Point, unit: float, hue: float) -> None:
    """Draw a telephone leaning at the wall: pale, with a lens and a bar, of no maker."""
    tall, wide = (side * unit for side in PHONE_CM)
    x, y, corner = foot[0] - wide / 2, foot[1] - tall, wide * 0.14
    scene.shadow(canvas, width=wide * 1.1, hue=hue, center=foot[0], ground=foot[1], length=0.7)
    rim = Tone(0.46, 0.014, hue)
    glass = canvas.linear(
        [(0, Tone(0.80, 0.02, hue).css()), (1, Tone(0.68, 0.024, hue).css())], (0, 0, 1, 1)
    )
    edge = wide * 0.045
    canvas.add(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" '
        f'rx="{corner:.1f}" fill="{rim.css()}"/>'
        f'<rect x="{x + edge:.1f}" y="{y + edge:.1f}" width="{wide - 2 * edge:.1f}" '
        f'height="{tall - 2 * edge:.1f}" rx="{corner - edge:.1f}" fill="{glass}"/>'
        f'<circle cx="{foot[0]:.1f}" cy="{y + wide * 0.13:.1f}" r="{wide * 0.035:.1f}" '
        f'fill="{rim.css()}"/>'
        f'<path d="M{foot[0] - wide * 0.17:.1f} {foot[1] - wide * 0.11:.1f} h{wide * 0.34:.1f}" '
        f'stroke="{rim.css()}" stroke-width="{wide * 0.03:.1f}" stroke-linecap="round"/>'
    )


def _bar(canvas: Canvas, *, unit: float) -> None:
    """Draw a bar of five, ten, twenty or fifty centimeters below, as on a map."""
    length = next((cm for cm in (5, 10, 20, 50) if cm * unit >= 110), 50)
    x, y, wide = 90.0, 1168.0, length * unit
    canvas.add(
        f'<g opacity=".8"><path d="M{x} {y - 11} V{y + 11} M{x} {y} H{x + wide:.1f} '
        f'M{x + wide:.1f} {y - 11} V{y + 11}" fill="none" stroke="{INK}" stroke-width="3" '
        f'stroke-linecap="round"/></g>'
    )
    canvas.add(number(x + wide + 22, y + 12, f"{length} cm", anchor="start"))


_PALE = (
    '<filter id="pale" filterUnits="userSpaceOnUse" x="-300" y="-300" width="1900" height="2100">'
    '<feColorMatrix type="saturate" values="0"/><feComponentTransfer>'
    '<feFuncR type="linear" slope=".55" intercept=".42"/>'
    '<feFuncG type="linear" slope=".55" intercept=".43"/>'
    '<feFuncB type="linear" slope=".55" intercept=".425"/></feComponentTransfer></filter>'
)
_BASE = 985.0


def measured(*, family: str, look: Look, sizes: Sequence[Size]) -> str:
    """Return the product in pale gray in each of its sizes, with arrows and numbers, 4:5."""
    pieces = [
        Piece(family=family, look=look, height_cm=tall, width_cm=wide)
        for tall, wide in sorted(sizes, reverse=True)
    ]
    canvas = Canvas()
    paper = Tone(0.975, 0.003, 150).css()
    canvas.add(_PALE, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>')
    aside = 118.0
    room = 880 - aside * len(pieces)
    unit = min(
        room / sum(piece.breadth() for piece in pieces), 690 / max(p.height_cm for p in pieces)
    )
    if len(pieces) == 1:
        unit = min(unit, 480 / pieces[0].breadth())
    wide = sum(piece.breadth() for piece in pieces) * unit + aside * len(pieces)
    x = 500 - wide / 2
    for piece in pieces:
        half = piece.breadth() * unit / 2
        _one_measured(canvas, piece, middle=x + aside + half, unit=unit)
        x += aside + 2 * half
    return canvas.svg()


def _one_measured(canvas: Canvas, piece: Piece, *, middle: float, unit: float) -> None:
    high, half = _BASE - piece.height_cm * unit, piece.breadth() * unit / 2
    canvas.add('<g filter="url(#pale)">')
    _set(canvas, piece, foot=(middle, _BASE), unit=unit, hue=180)
    canvas.add("</g>")
    left, right, under, x = middle - half, middle + half, _BASE + 74, middle - half - 52
    canvas.add(
        _arrow((x, high), (x, _BASE)),
        _arrow((left, under), (right, under)),
        f'<g stroke="{INK}" stroke-width="1.4" stroke-dasharray="5 8" opacity=".55">'
        f'<path d="M{x:.1f} {high:.1f} H{middle:.1f} M{x:.1f} {_BASE} H{left:.1f} '
        f'M{left:.1f} {_BASE} V{under} M{right:.1f} {_BASE} V{under}"/></g>',
        number(x - 20, (high + _BASE) / 2, f"{piece.height_cm:g} cm", turn=-90),
        number(middle, under + 56, f"{piece.width_cm:g} cm"),
    )


def _arrow(start: Point, end: Point) -> str:
    """Return a measuring line with a head at both ends, upright or level."""
    (x0, y0), (x1, y1) = start, end
    if x0 == x1:
        heads = (
            f"M{x0 - 9:.1f} {y0 + 18:.1f} L{x0:.1f} {y0:.1f} L{x0 + 9:.1f} {y0 + 18:.1f} "
            f"M{x0 - 9:.1f} {y1 - 18:.1f} L{x0:.1f} {y1:.1f} L{x0 + 9:.1f} {y1 - 18:.1f}"
        )
    else:
        heads = (
            f"M{x0 + 18:.1f} {y0 - 9:.1f} L{x0:.1f} {y0:.1f} L{x0 + 18:.1f} {y0 + 9:.1f} "
            f"M{x1 - 18:.1f} {y1 - 9:.1f} L{x1:.1f} {y1:.1f} L{x1 - 18:.1f} {y1 + 9:.1f}"
        )
    return (
        f'<path d="M{x0:.1f} {y0:.1f} L{x1:.1f} {y1:.1f} {heads}" fill="none" stroke="{INK}" '
        f'stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def number(x: float, y: float, text: str, *, turn: int = 0, anchor: str = "middle") -> str:
    """Return a number with its unit; `turn` in degrees."""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{INK}" font-size="42" '
        f'font-family="Figtree, DejaVu Sans, sans-serif" '
        f'transform="rotate({turn} {x:.0f} {y:.0f})">{text}</text>'
    )
