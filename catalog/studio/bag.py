"""Bags: a canvas body with a gusset, a leather foot, stitched tabs and handles."""

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point, shades
from catalog.studio.color import LEATHERS, METALS, Tone
from catalog.studio.look import Look

KINDS = ("city", "tote", "crossbody", "weekender")
SIZES: dict[str, tuple[float, float, float, float]] = {
    # upper width, lower width, top edge, handle rise
    "city": (470, 510, 540, 225),
    "tote": (440, 430, 470, 290),
    "crossbody": (400, 420, 640, 0),
    "weekender": (600, 620, 600, 190),
}


def tone(look: Look) -> Tone:
    """Return the canvas color."""
    return look.paint("color")


def profile(look: Look) -> tuple[Point, ...]:
    """Return the silhouette used by the dimension drawing."""
    upper, lower, top, _ = SIZES[look.pick("kind", KINDS)]
    return ((top, upper / 2), (GROUND, lower / 2))


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the bag; `leather` names the trim."""
    kind = look.pick("kind", KINDS)
    cloth, trim = tone(look), look.tone("leather", LEATHERS)
    upper, lower, top, rise = SIZES[kind]
    scene.shadow(canvas, width=lower * 1.06, hue=hue, center=520, ground=GROUND - 22)
    if kind == "crossbody":
        _strap(canvas, trim, top=top)
    else:
        _handle(canvas, trim.shift(-0.14), top=top, rise=rise, dx=20, width=28)
    foot = 92 if kind == "crossbody" else 140
    _gusset(canvas, cloth, trim, box=(upper, lower, top), foot=foot)
    body = _body_path(upper, lower, top)
    _body(canvas, cloth, body, top=top, upper=upper)
    _foot(canvas, trim, body, lower=lower, height=foot)
    if kind == "crossbody":
        _flap(canvas, cloth, trim, upper=upper, top=top)
        return
    _handle(canvas, trim, top=top, rise=rise, dx=0, width=32)
    _handle(canvas, trim.shift(0.10), top=top, rise=rise, dx=-4, width=8)
    for x in (380, 620):
        _tab(canvas, trim, x=x, top=top + 26)


def _body_path(upper: float, lower: float, top: float) -> str:
    x0, x1, b0, b1 = 500 - upper / 2, 500 + upper / 2, 500 - lower / 2, 500 + lower / 2
    g = GROUND - 2
    return (
        f"M{x0} {top} Q500 {top + 22} {x1} {top} "
        f"C{x1 + 14} {top + 150} {b1 + 6} {g - 160} {b1} {g - 40} Q{b1 - 2} {g} {b1 - 44} {g} "
        f"L{b0 + 44} {g} Q{b0 + 2} {g} {b0} {g - 40} "
        f"C{b0 - 6} {g - 160} {x0 - 14} {top + 150} {x0} {top}Z"
    )


def _gusset(
    canvas: Canvas, cloth: Tone, trim: Tone, *, box: tuple[float, float, float], foot: float
) -> None:
    """Draw the bag's side, folded inward along its middle, its leather foot, and the opening."""
    upper, lower, top = box
    x0, x1, b1, g = 500 - upper / 2, 500 + upper / 2, 500 + lower / 2, GROUND - 2
    deep = 78.0
    fold, back, heel = (x1 + deep * 0.42, top + 20), (x1 + deep - 8, top - 16), (b1 + deep, g - 58)
    knee = (b1 + deep * 0.44, g - foot - 14)
    far = (
        f"M{fold[0]:.0f} {fold[1]:.0f} L{back[0]:.0f} {back[1]:.0f} C{back[0] + 12:.0f} "
        f"{top + 150} {heel[0] + 4:.0f} {g - 190} {heel[0]:.0f} {heel[1] - 16:.0f} "
        f"Q{heel[0]:.0f} {heel[1] + 8:.0f} {heel[0] - 22:.0f} {heel[1] + 18:.0f} "
        f"L{b1 - 40:.0f} {g} L{b1 - 40:.0f} {g - foot - 10} L{knee[0]:.0f} {knee[1]:.0f}Z"
    )
    near = (
        f"M{x1 - 40:.0f} {top + 6} L{x1:.0f} {top} L{fold[0]:.0f} {fold[1]:.0f} "
        f"Q{(fold[0] + knee[0]) / 2 - 6:.0f} {(fold[1] + knee[1]) / 2:.0f} {knee[0]:.0f} "
        f"{knee[1]:.0f} L{b1 - 40:.0f} {g - foot} Z"
    )
    inside = (
        f"M{x0:.0f} {top} Q500 {top - 36} {back[0]:.0f} {back[1]:.0f} L{fold[0]:.0f} "
        f"{fold[1]:.0f} L{x1:.0f} {top} Q500 {top + 22} {x0:.0f} {top}Z"
    )
    side = canvas.across(shades(cloth, ((0, -0.22), (0.55, -0.13), (1, -0.19))))
    leather = canvas.across(shades(trim, ((0, -0.16), (0.6, -0.10), (1, -0.17))))
    dim = canvas.down([(0, "rgba(0,0,0,0)"), (1, "rgba(0,0,0,.30)")])
    y0, y1 = g - foot, g - foot - 34
    canvas.add(
        f'<path d="{far}" fill="{side}"/><g {canvas.clip(far)}>'
        f'<path d="M{b1 - 60:.0f} {y0} L{b1:.0f} {y0} L{heel[0] + 20:.0f} {y1} V{g + 10} '
        f'H{b1 - 60:.0f}Z" fill="{leather}"/>'
        f'<path d="M{b1 - 60:.0f} {y0 + 6} L{b1:.0f} {y0 + 13} L{heel[0] + 20:.0f} {y1 + 13}" '
        f'fill="none" stroke="{trim.shift(0.1).css()}" stroke-width="2.6" '
        f'stroke-dasharray="12 9"/>'
        f'<rect x="{b1 - 60:.0f}" y="{g - 240}" width="{deep + 90:.0f}" height="250" '
        f'fill="{dim}"/></g>'
        f'<path d="{near}" fill="{cloth.shift(-0.25).css()}"/>'
        f'<path d="{inside}" fill="{cloth.shift(-0.30).css()}"/>'
    )


def _body(canvas: Canvas, cloth: Tone, path: str, *, top: float, upper: float) -> None:
    paint = canvas.across(
        shades(cloth, ((0, -0.09), (0.12, 0.01), (0.4, 0.05), (0.75, -0.04), (1, -0.13)))
    )
    canvas.add(f'<path d="{path}" fill="{paint}"/>')
    clip = canvas.clip(path)
    weave = "".join(f'<path d="M100 {y} H900"/>' for y in range(int(top), GROUND, 7))
    weft = "".join(f'<path d="M{x} {top} V{GROUND}"/>' for x in range(180, 830, 9))
    fold = 500 - upper * 0.02
    canvas.add(
        f'<g {clip}><g stroke="#000" stroke-opacity=".04" stroke-width="2.4">{weave}</g>'
        f'<g stroke="#fff" stroke-opacity=".05" stroke-width="2">{weft}</g>'
        f'<path d="M{fold} {top + 10} C{fold - 30} {top + 160} {fold + 20} {GROUND - 300} '
        f'{fold - 10} {GROUND - 150}" stroke="#000" stroke-opacity=".10" stroke-width="26" '
        f'fill="none" filter="url(#b14)"/>'
        f'<path d="M300 {top + 14} Q500 {top + 34} 700 {top + 14}" stroke="#fff" '
        f'stroke-opacity=".25" stroke-width="3" stroke-dasharray="11 8" fill="none"/></g>'
    )


def _foot(canvas: Canvas, trim: Tone, path: str, *, lower: float, height: float) -> None:
    clip = canvas.clip(path)
    left, right, y = 500 - lower / 2 - 30, 500 + lower / 2 + 30, GROUND - 2 - height
    paint = canvas.across(shades(trim, ((0, -0.07), (0.35, 0.05), (0.75, -0.04), (1, -0.13))))
    shade = canvas.down([(0, "rgba(0,0,0,0)"), (1, "rgba(0,0,0,.28)")])
    canvas.add(
        f'<g {clip}><path d="M{left} {y} H{right} V{GROUND + 10} H{left}Z" fill="{paint}"/>'
        f'<path d="M{left} {y} H{right}" stroke="{trim.shift(-0.18).css()}" stroke-width="5"/>'
        f'<path d="M{left} {y + 13} H{right}" stroke="{trim.shift(0.2).css()}" stroke-width="3" '
        f'stroke-dasharray="13 9"/>'
        f'<rect x="{left}" y="{GROUND - 240}" width="{right - left}" height="250" '
        f'fill="{shade}"/></g>'
    )


def _handle(
    canvas: Canvas, paint: Tone, *, top: float, rise: float, dx: float, width: float
) -> None:
    path = (
        f"M{380 + dx} {top + 60} C{370 + dx} {top - rise} {630 + dx} {top - rise} "
        f"{620 + dx} {top + 60}"
    )
    canvas.add(
        f'<path d="{path}" fill="none" stroke="{paint.css()}" stroke-width="{width}" '
        f'stroke-linecap="round"/>'
    )


def _strap(canvas: Canvas, trim: Tone, *, top: float) -> None:
    path = f"M312 {top + 20} C250 {top - 420} 760 {top - 430} 724 {top + 10}"
    for shift, width in ((-0.14, 24), (0.02, 16)):
        canvas.add(
            f'<path d="{path}" fill="none" stroke="{trim.shift(shift).css()}" '
            f'stroke-width="{width}"/>'
        )


def _flap(canvas: Canvas, cloth: Tone, trim: Tone, *, upper: float, top: float) -> None:
    x0, x1 = 500 - upper / 2 - 6, 500 + upper / 2 + 6
    path = (
        f"M{x0} {top - 6} Q500 {top + 8} {x1} {top - 6} L{x1 - 4} {top + 120} "
        f"Q{x1 - 20} {top + 190} 500 {top + 196} Q{x0 + 20} {top + 190} {x0 + 4} {top + 120}Z"
    )
    paint = canvas.across(shades(cloth, ((0, -0.06), (0.35, 0.07), (1, -0.09))))
    brass = METALS["brass"]
    canvas.add(
        f'<path d="{path}" fill="#000" opacity=".25" transform="translate(3 10)" '
        f'filter="url(#b6)"/><path d="{path}" fill="{paint}"/>'
        f'<path d="{path}" fill="none" stroke="{cloth.shift(0.16).css()}" stroke-width="3" '
        f'stroke-dasharray="11 8" transform="translate(500 {top}) scale(.95) '
        f'translate(-500 {-top})"/>'
        f'<rect x="472" y="{top + 128}" width="56" height="96" rx="12" fill="{trim.css()}"/>'
        f'<circle cx="500" cy="{top + 194}" r="13" fill="{brass.css()}"/>'
        f'<circle cx="497" cy="{top + 191}" r="5" fill="{brass.shift(0.16).css()}"/>'
    )


def _tab(canvas: Canvas, trim: Tone, *, x: float, top: float) -> None:
    brass = METALS["brass"]
    canvas.add(
        f'<rect x="{x - 24}" y="{top}" width="48" height="92" rx="10" '
        f'fill="{trim.shift(-0.03).css()}"/>'
        f'<rect x="{x - 17}" y="{top + 7}" width="34" height="78" rx="6" fill="none" '
        f'stroke="{trim.shift(0.2).css()}" stroke-width="3" stroke-dasharray="8 6"/>'
        f'<circle cx="{x}" cy="{top + 46}" r="8" fill="{brass.shift(0.06).css()}"/>'
    )
