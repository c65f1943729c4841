"""Objects made on a wheel or lathe: a profile turned around its axis, lit from the left."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.studio.canvas import Canvas, Point, shades, smooth
from catalog.studio.color import Tone
from catalog.studio.look import Look

Profile = Sequence[Point]
"""Pairs (y, radius) from the rim down to the foot."""

FLAT = 0.16
"""How much a circle seen from the camera is flattened."""


@dataclass(frozen=True)
class Finish:
    """The surface of a turned object: dip glaze down to `dip` (0..1), specks, gloss, marks."""

    glaze: Tone | None = None
    dip: float = 0.4
    specks: int = 0
    gloss: float = 0.5
    open_top: bool = True
    texture: str = "thrown"


def outline(profile: Profile, center: float) -> str:
    """Return the closed silhouette of a profile."""
    right = [(center + r, y) for y, r in profile]
    left = [(center - r, y) for y, r in reversed(profile)]
    foot, rim = profile[-1][1], profile[0][1]
    return (
        f"M{right[0][0]:.1f} {right[0][1]:.1f}{smooth(right)}"
        f"A{foot:.1f} {foot * FLAT:.1f} 0 0 1 {left[0][0]:.1f} {left[0][1]:.1f}{smooth(left)}"
        f"A{rim:.1f} {rim * FLAT:.1f} 0 0 1 {right[0][0]:.1f} {right[0][1]:.1f}Z"
    )


def turn(
    canvas: Canvas, profile: Profile, tone: Tone, *, finish: Finish, look: Look, center: float = 500
) -> None:
    """Draw the turned object: body, glaze, marks, ambient shade, gloss and mouth."""
    path = outline(profile, center)
    widest = max(r for _, r in profile)
    body = canvas.linear(
        shades(
            tone,
            (
                (0, -0.09),
                (0.10, -0.01),
                (0.30, 0.055),
                (0.55, -0.03),
                (0.82, -0.18),
                (0.94, -0.21),
                (1, -0.12),
            ),
        ),
        (center - widest, 0, center + widest, 0),
        user=True,
    )
    canvas.add(f'<path d="{path}" fill="{body}"/>')
    clip = canvas.clip(path)
    if finish.glaze is not None:
        _dip(canvas, profile, finish.glaze, clip=clip, dip=finish.dip, look=look, center=center)
    _specks(canvas, profile, clip=clip, count=finish.specks, look=look, center=center)
    _texture(canvas, profile, kind=finish.texture, clip=clip, center=center)
    _light(canvas, profile, path=path, clip=clip, tone=tone, gloss=finish.gloss, center=center)
    if finish.open_top:
        _mouth(canvas, profile[0], tone, rim=finish.glaze or tone, center=center)


def _dip(
    canvas: Canvas,
    profile: Profile,
    glaze: Tone,
    *,
    clip: str,
    dip: float,
    look: Look,
    center: float,
) -> None:
    dice = look.dice("dip-edge")
    top, bottom = profile[0][0], profile[-1][0]
    widest = max(r for _, r in profile)
    left, right = center - widest - 20, center + widest + 20
    level = top + (bottom - top) * dip
    swing = (bottom - top) * 0.022
    edge = [
        (left + (right - left) * i / 14, level + dice.uniform(-swing, swing) * (2 if i % 3 else 1))
        for i in range(15)
    ]
    path = f"M{left:.0f} {top - 80:.0f} L{left:.0f} {edge[0][1]:.1f}{smooth(edge)} V{top - 80:.0f}Z"
    paint = canvas.linear(
        shades(glaze, ((0, -0.08), (0.28, 0.06), (0.55, -0.02), (0.85, -0.17), (1, -0.11))),
        (center - widest, 0, center + widest, 0),
        user=True,
    )
    under = Tone(0.2, 0.02, glaze.h).css(0.34)
    canvas.add(
        f'<g {clip}><path d="{path}" fill="{under}" transform="translate(0 5)" '
        f'filter="url(#b6)"/><path d="{path}" fill="{paint}"/></g>'
    )


def _specks(
    canvas: Canvas, profile: Profile, *, clip: str, count: int, look: Look, center: float
) -> None:
    if not count:
        return
    dice = look.dice("specks")
    widest = max(r for _, r in profile)
    top, bottom = profile[0][0], profile[-1][0]
    dots = "".join(
        f'<circle cx="{dice.uniform(center - widest, center + widest):.0f}" '
        f'cy="{dice.uniform(top, bottom):.0f}" r="{dice.choice((1, 1.4, 1.8, 2.6))}" '
        f'opacity="{dice.uniform(0.25, 0.7):.2f}"/>'
        for _ in range(count)
    )
    canvas.add(f'<g {clip} fill="{Tone(0.33, 0.03, 60).css()}">{dots}</g>')


def _texture(canvas: Canvas, profile: Profile, *, kind: str, clip: str, center: float) -> None:
    if kind == "fluted":
        canvas.add(f'<g {clip} fill="none" stroke-linecap="round">{_flutes(profile, center)}</g>')
    if kind in {"thrown", "banded"}:
        canvas.add(f'<g {clip} fill="none">{_rings(profile, center, bold=kind == "banded")}</g>')


def _flutes(profile: Profile, center: float) -> str:
    """Return meridians of the turned body: a shade and a light line per flute."""
    out = ""
    for step in range(-9, 10):
        angle = math.radians(step * 10)
        for turn_by, paint, width in ((0.0, "#000", 5.0), (0.045, "#fff", 3.0)):
            line = [
                (center + r * math.sin(angle + turn_by), y + r * FLAT * math.cos(angle) * 0.4)
                for y, r in profile
            ]
            slim = width * max(0.35, math.cos(angle))
            out += (
                f'<path d="M{line[0][0]:.1f} {line[0][1]:.1f}{smooth(line)}" stroke="{paint}" '
                f'stroke-opacity=".11" stroke-width="{slim:.1f}"/>'
            )
    return out


def _rings(profile: Profile, center: float, *, bold: bool) -> str:
    top, bottom = profile[0][0], profile[-1][0]
    widest = max(r for _, r in profile)
    left, right = center - widest, center + widest
    rings = (
        ((0.36, 30), (0.47, 12), (0.53, 12))
        if bold
        else tuple((0.30 + 0.14 * i, 3) for i in range(5))
    )
    paint = "#fff" if bold else "#000"
    opacity = 0.62 if bold else 0.04
    return "".join(
        f'<path d="M{left:.0f} {top + (bottom - top) * at:.0f} '
        f"Q{center:.0f} {top + (bottom - top) * at + widest * FLAT * 2:.0f} {right:.0f} "
        f'{top + (bottom - top) * at:.0f}" stroke="{paint}" stroke-opacity="{opacity}" '
        f'stroke-width="{width}"/>'
        for at, width in rings
    )


def _light(
    canvas: Canvas,
    profile: Profile,
    *,
    path: str,
    clip: str,
    tone: Tone,
    gloss: float,
    center: float,
) -> None:
    top, bottom = profile[0][0], profile[-1][0]
    tall = bottom - top
    widest = max(r for _, r in profile)
    ambient = canvas.linear(
        [(0, "rgba(0,0,0,0)"), (1, Tone(0.25, 0.03, tone.h).css(0.33))],
        (0, top + tall * 0.62, 0, bottom + 20),
        user=True,
    )
    canvas.add(f'<path d="{path}" fill="{ambient}"/>')
    x = center - widest * 0.52
    canvas.add(
        f'<g {clip}><path d="M{x:.0f} {top + tall * 0.14:.0f} '
        f"Q{x - widest * 0.16:.0f} {top + tall / 2:.0f} {x + widest * 0.04:.0f} "
        f'{top + tall * 0.76:.0f}" stroke="#fff" stroke-width="{widest * 0.14:.0f}" '
        f'stroke-linecap="round" fill="none" opacity="{gloss:.2f}" filter="url(#b14)"/>'
        # light thrown back by the floor on the far side
        f'<path d="M{center + widest * 0.97:.0f} {top + tall * 0.3:.0f} '
        f'V{top + tall * 0.92:.0f}" stroke="#fff" stroke-width="{widest * 0.06:.0f}" '
        f'fill="none" opacity=".16" filter="url(#b6)"/></g>'
    )


def _mouth(canvas: Canvas, rim_at: Point, tone: Tone, *, rim: Tone, center: float) -> None:
    y, r = rim_at
    inside = canvas.across([(0, tone.shift(-0.30).css()), (1, tone.shift(-0.12).css())])
    lip = canvas.across(
        [(0, rim.shift(0.01).css()), (0.35, rim.shift(0.09).css()), (1, rim.shift(-0.08).css())]
    )
    canvas.add(
        f'<ellipse cx="{center}" cy="{y:.1f}" rx="{r:.1f}" ry="{r * FLAT:.1f}" fill="{lip}"/>',
        f'<ellipse cx="{center}" cy="{y + 1.5:.1f}" rx="{r * 0.90:.1f}" ry="{r * 0.125:.1f}" '
        f'fill="{inside}"/>',
    )
