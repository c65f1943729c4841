"""Potted plants: leaves placed by the golden angle, the far ones darker."""

import math
from typing import NamedTuple

from catalog.studio import scene
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.color import Tone
from catalog.studio.look import Look
from catalog.studio.turned import FLAT, Finish, turn

KINDS = ("oval", "blade", "heart", "split", "trailing")
POT_TOP = 690.0


class Leaf(NamedTuple):
    """One leaf: how near (0..1), where it starts, its turn in degrees, length and half width."""

    near: float
    x: float
    y: float
    turn: float
    length: float
    half: float


def tone(look: Look) -> Tone:
    """Return the pot's color, the axis shoppers choose by."""
    return look.paint("color")


def profile(look: Look) -> tuple[Point, ...]:
    """Return the pot's profile, with the crown as far as its leaves reach as a wide top."""
    top, half = POT_TOP, 0.0
    for leaf in _leaves(look, look.pick("kind", KINDS)):
        a = math.radians(leaf.turn)
        for along, across in ((1.0, 0.0), (0.55, 1.0), (0.55, -1.0)):
            x = leaf.x + math.sin(a) * leaf.length * along + math.cos(a) * leaf.half * across
            y = leaf.y - math.cos(a) * leaf.length * along + math.sin(a) * leaf.half * across
            top, half = min(top, y), max(half, abs(x - 500))
    return ((top, half), *_pot(look))


def _pot(look: Look) -> tuple[Point, ...]:
    r = look.between("pot-girth", 140, 162)
    if look.pick("pot", ("straight", "tapered", "round")) == "round":
        return (
            (POT_TOP, r * 0.9),
            (POT_TOP + 14, r * 0.88),
            (POT_TOP + 120, r * 1.08),
            (GROUND - 50, r * 0.92),
            (GROUND, r * 0.62),
        )
    lean = 0.74 if look.pick("pot", ("straight", "tapered", "round")) == "tapered" else 0.93
    return (
        (POT_TOP, r),
        (POT_TOP + 10, r * 0.985),
        (POT_TOP + 120, r * (0.5 + lean / 2)),
        (GROUND - 24, r * lean),
        (GROUND, r * (lean - 0.06)),
    )


def draw(canvas: Canvas, look: Look, hue: float) -> None:
    """Draw the plant in its pot; `kind` names the leaf."""
    kind = look.pick("kind", KINDS)
    pot = _pot(look)
    scene.shadow(canvas, width=max(r for _, r in pot) * 2.3, hue=hue)
    leaves = sorted(_leaves(look, kind))
    green = look.between("green", 132, 160)
    behind = [leaf for leaf in leaves if kind != "trailing" or leaf.near < 0.45]
    _mouth(canvas, tone(look), pot[0])
    _stems(canvas, behind, kind=kind, green=green)
    for leaf in behind:
        _draw_leaf(canvas, leaf, kind=kind, green=green)
    finish = Finish(
        specks=(0, 0, 70)[int(look.between("speckle", 0, 2.99))],
        gloss=0.36,
        open_top=False,
        texture=look.pick("texture", ("thrown", "smooth", "fluted")),
    )
    _front(canvas, pot, tone(look), finish=finish, look=look)
    for leaf in leaves:
        if leaf not in behind:
            _draw_leaf(canvas, leaf, kind=kind, green=green)


def _mouth(canvas: Canvas, pot: Tone, rim: Point) -> None:
    y, r = rim
    soil = Tone(0.30, 0.025, 60)
    canvas.add(
        f'<ellipse cx="500" cy="{y}" rx="{r}" ry="{r * FLAT:.0f}" fill="{pot.shift(-0.05).css()}"/>'
        f'<ellipse cx="500" cy="{y + 3}" rx="{r * 0.93:.0f}" ry="{r * 0.13:.0f}" '
        f'fill="{soil.css()}"/>'
    )


def _front(
    canvas: Canvas, pot: tuple[Point, ...], clay: Tone, *, finish: Finish, look: Look
) -> None:
    """Draw the pot with its near rim in front of the stems: the far half of the mouth is open."""
    y, r = pot[0]
    window = (
        f"M0 {GROUND + 60} V{y} H{500 - r} A{r} {r * FLAT:.1f} 0 0 0 {500 + r} {y} H1000 "
        f"V{GROUND + 60}Z"
    )
    canvas.add(f"<g {canvas.clip(window)}>")
    turn(canvas, pot, clay, finish=finish, look=look)
    canvas.add("</g>")
    edge = f"M{500 - r} {y} A{r} {r * FLAT:.1f} 0 0 0 {500 + r} {y}"
    canvas.add(f'<path d="{edge}" fill="none" stroke="{clay.shift(0.06).css()}" stroke-width="7"/>')


def _leaves(look: Look, kind: str) -> list[Leaf]:
    dice = look.dice("leaves")
    count = {"oval": 24, "blade": 12, "heart": 18, "split": 11, "trailing": 34}[kind]
    out = []
    for i in range(count):
        angle = ((i * 137.5) % 360 - 180) / 180
        if kind == "blade":
            length = dice.uniform(330, 520) * (1 - abs(angle) * 0.35)
            out.append(
                Leaf(
                    dice.random(),
                    500 + angle * 74,
                    POT_TOP + 14,
                    angle * 26,
                    length,
                    dice.uniform(30, 42),
                )
            )
            continue
        spread = math.radians(angle * (96 if kind == "trailing" else 64))
        reach = {"trailing": (120, 250), "split": (170, 330)}.get(kind, (150, 390))
        stem = dice.uniform(*reach) * (1 - 0.25 * abs(angle))
        x = 500 + math.sin(spread) * stem
        y = POT_TOP - math.cos(spread) * stem * (0.8 if kind == "trailing" else 1)
        if kind == "trailing" and abs(angle) > 0.55:
            y += dice.uniform(30, 110)
        length = {
            "oval": dice.uniform(110, 165),
            "heart": dice.uniform(125, 185),
            "split": dice.uniform(165, 225),
            "trailing": dice.uniform(66, 96),
        }[kind]
        half = length * {"oval": 0.34, "heart": 0.37, "split": 0.44, "trailing": 0.40}[kind]
        out.append(
            Leaf(
                dice.random(),
                x,
                y,
                math.degrees(spread) * 1.12 + dice.uniform(-20, 20),
                length,
                half,
            )
        )
    return out


def _stems(canvas: Canvas, leaves: list[Leaf], *, kind: str, green: float) -> None:
    if kind == "blade":
        return
    for leaf in leaves:
        start = 500 + (leaf.x - 500) * 0.12
        paint = Tone(0.40 + 0.14 * leaf.near, 0.07, green).css()
        canvas.add(
            f'<path d="M{start:.0f} {POT_TOP + 6} Q{500 + (leaf.x - 500) * 0.26:.0f} '
            f'{leaf.y + 62:.0f} {leaf.x:.0f} {leaf.y:.0f}" stroke="{paint}" '
            f'stroke-width="6.5" fill="none" stroke-linecap="round"/>'
        )


def _leaf_path(kind: str, length: float, half: float) -> str:
    if kind == "blade":
        return (
            f"M{-half * 0.35:.1f} 0 C{-half:.1f} {-length * 0.45:.1f} {-half * 0.5:.1f} "
            f"{-length * 0.85:.1f} 0 {-length:.1f} C{half * 0.5:.1f} {-length * 0.85:.1f} "
            f"{half:.1f} {-length * 0.45:.1f} {half * 0.35:.1f} 0Z"
        )
    if kind in {"heart", "split"}:
        return (
            f"M0 0 C{half * 1.5:.1f} {length * 0.12:.1f} {half * 1.35:.1f} "
            f"{-length * 0.6:.1f} 0 {-length:.1f} C{-half * 1.35:.1f} {-length * 0.6:.1f} "
            f"{-half * 1.5:.1f} {length * 0.12:.1f} 0 0Z"
        )
    return (
        f"M0 0 C{half:.1f} {-length * 0.25:.1f} {half:.1f} {-length * 0.75:.1f} 0 {-length:.1f}"
        f" C{-half:.1f} {-length * 0.75:.1f} {-half:.1f} {-length * 0.25:.1f} 0 0Z"
    )


def _draw_leaf(canvas: Canvas, leaf: Leaf, *, kind: str, green: float) -> None:
    light = 0.35 + 0.25 * leaf.near
    path = _leaf_path(kind, leaf.length, leaf.half)
    paint = canvas.across(
        [
            (0, Tone(light + 0.08, 0.085, green - 8).css()),
            (0.48, Tone(light + 0.02, 0.09, green).css()),
            (0.52, Tone(light - 0.06, 0.085, green).css()),
            (1, Tone(light - 0.10, 0.075, green + 6).css()),
        ]
    )
    rib = Tone(light + 0.15, 0.065, green).css()
    canvas.add(
        f'<g transform="translate({leaf.x:.0f} {leaf.y:.0f}) rotate({leaf.turn:.0f})">'
        f'<path d="{path}" fill="{paint}"/>{_cut(canvas, path, kind, leaf=leaf, green=green)}'
        f'<path d="M0 0 V{-leaf.length * 0.92:.1f}" stroke="{rib}" stroke-width="2.6" '
        f'opacity=".7"/>{_veins(kind, leaf, rib)}</g>'
    )


def _veins(kind: str, leaf: Leaf, paint: str) -> str:
    if kind in {"blade", "trailing"}:
        return ""
    lines = "".join(
        f'<path d="M0 {-leaf.length * at:.1f} L{side * leaf.half * 0.6:.1f} '
        f'{-leaf.length * (at + 0.13):.1f}"/>'
        for at in (0.2, 0.35, 0.5, 0.65)
        for side in (-1, 1)
    )
    return f'<g stroke="{paint}" stroke-width="1.6" opacity=".45" fill="none">{lines}</g>'


def _cut(canvas: Canvas, path: str, kind: str, *, leaf: Leaf, green: float) -> str:
    """Return the cuts of a split leaf, painted as the dark between its fingers."""
    if kind != "split":
        return ""
    dark = Tone(0.17 + 0.2 * leaf.near, 0.05, green).css(0.8)
    cuts = "".join(
        f'<path d="M{side * leaf.half * 1.16:.1f} {-leaf.length * (at + 0.10):.1f} '
        f"Q{side * leaf.half * 0.6:.1f} {-leaf.length * (at + 0.06):.1f} "
        f"{side * leaf.half * 0.30:.1f} {-leaf.length * at:.1f} "
        f"Q{side * leaf.half * 0.7:.1f} {-leaf.length * (at + 0.01):.1f} "
        f'{side * leaf.half * 1.16:.1f} {-leaf.length * (at + 0.035):.1f}Z" fill="{dark}"/>'
        for at in (0.22, 0.40, 0.57)
        for side in (-1, 1)
    )
    return f"<g {canvas.clip(path)}>{cuts}</g>"
