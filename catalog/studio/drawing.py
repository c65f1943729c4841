"""The dimension drawing: the product in pale gray, measured with arrows and numbers."""

from catalog.studio import portrait
from catalog.studio.canvas import GROUND, HEIGHT, WIDTH, Canvas, Point
from catalog.studio.color import Tone
from catalog.studio.look import Look

INK = "#23302f"
_PALE = (
    '<filter id="pale" filterUnits="userSpaceOnUse" x="-300" y="-300" width="1900" height="2100">'
    '<feColorMatrix type="saturate" values="0"/><feComponentTransfer>'
    '<feFuncR type="linear" slope=".55" intercept=".42"/>'
    '<feFuncG type="linear" slope=".55" intercept=".43"/>'
    '<feFuncB type="linear" slope=".55" intercept=".425"/></feComponentTransfer></filter>'
)


def measured(
    *, family: str, look: Look, height_cm: float, width_cm: float, top: float | None = None
) -> str:
    """Return the drawing, 4:5; `top` is the highest drawn point when above the profile."""
    kind = portrait.FAMILIES[family]
    points = kind.profile(look)
    zoom = min(1.0, kind.zoom * 0.86)
    base = 985.0
    high = base - (GROUND - (top if top is not None else points[0][0])) * zoom
    half = max(r for _, r in points) * zoom
    canvas = Canvas()
    canvas.add(
        _PALE, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{Tone(0.975, 0.003, 150).css()}"/>'
    )
    low = base if family != "print" else base - (GROUND - points[-1][0]) * zoom
    canvas.add('<g filter="url(#pale)">')
    portrait.place(canvas, family=family, look=look, hue=180, at=(540, base), zoom=zoom)
    canvas.add("</g>")
    left, right, under = 540 - half, 540 + half, low + 82
    x = max(120.0, left - 78)
    canvas.add(
        _arrow((x, high), (x, low)),
        _arrow((left, under), (right, under)),
        f'<g stroke="{INK}" stroke-width="1.2" stroke-dasharray="5 8" opacity=".55">'
        f'<path d="M{x} {high} H540 M{x} {low} H{left} M{left} {low} V{under} '
        f'M{right} {low} V{under}"/></g>',
        _number(x - 22, (high + low) / 2, f"{height_cm:g} cm", turn=-90),
        _number(540, under + 52, f"{width_cm:g} cm"),
    )
    return canvas.svg()


def _arrow(start: Point, end: Point) -> str:
    """Return a measuring line with a head at both ends, upright or level."""
    (x0, y0), (x1, y1) = start, end
    if x0 == x1:
        heads = (
            f"M{x0 - 9} {y0 + 18} L{x0} {y0} L{x0 + 9} {y0 + 18} "
            f"M{x0 - 9} {y1 - 18} L{x0} {y1} L{x0 + 9} {y1 - 18}"
        )
    else:
        heads = (
            f"M{x0 + 18} {y0 - 9} L{x0} {y0} L{x0 + 18} {y0 + 9} "
            f"M{x1 - 18} {y1 - 9} L{x1} {y1} L{x1 - 18} {y1 + 9}"
        )
    return (
        f'<path d="M{x0} {y0} L{x1} {y1} {heads}" fill="none" stroke="{INK}" '
        f'stroke-width="3" stroke-linecap="round"/>'
    )


def _number(x: float, y: float, text: str, *, turn: int = 0) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" fill="{INK}" font-size="38" '
        f'font-family="Figtree, DejaVu Sans, sans-serif" '
        f'transform="rotate({turn} {x:.0f} {y:.0f})">{text}</text>'
    )
