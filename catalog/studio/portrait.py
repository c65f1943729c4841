"""The portraits a product sits for: alone, in scale, and as a dimension drawing."""

from collections.abc import Callable
from dataclasses import dataclass

from catalog.studio import (
    bag,
    bottle,
    chair,
    color,
    cushion,
    lamp,
    mug,
    plant,
    poster,
    scene,
    vase,
)
from catalog.studio.canvas import GROUND, Canvas, Point
from catalog.studio.look import Look


@dataclass(frozen=True)
class Family:
    """How one family is drawn: its painter, its naming color, its profile and its zoom.

    `foot` is where the sheet's ground comes to lie, `horizon` where the wall ends.
    """

    draw: Callable[[Canvas, Look, float], None]
    tone: Callable[[Look], color.Tone]
    profile: Callable[[Look], tuple[Point, ...]]
    zoom: float
    foot: float = GROUND
    horizon: float | None = None


FAMILIES: dict[str, Family] = {
    "vase": Family(vase.draw, vase.tone, vase.profile, 1.20),
    "mug": Family(mug.draw, mug.tone, mug.profile, 1.42),
    "lamp": Family(lamp.draw, lamp.tone, lamp.profile, 1.10),
    "chair": Family(chair.draw, chair.tone, chair.profile, 1.0),
    "bag": Family(bag.draw, bag.tone, bag.profile, 1.16),
    "plant": Family(plant.draw, plant.tone, plant.profile, 1.16),
    "cushion": Family(cushion.draw, cushion.tone, cushion.profile, 1.20),
    "print": Family(poster.draw, poster.tone, poster.profile, 1.26, foot=1179, horizon=1168),
    "bottle": Family(bottle.draw, bottle.tone, bottle.profile, 1.24),
}


def portrait(*, family: str, look: Look, collection_hue: float) -> str:
    """Return the product alone on its set, 4:5, as SVG."""
    kind = FAMILIES[family]
    canvas = Canvas()
    hue = wall_of(family=family, look=look, collection_hue=collection_hue)
    # A pale object needs a deeper wall, a dark one a lighter wall, to keep its edge.
    lightness = 0.855 if kind.tone(look).l > 0.82 else 0.905
    scene.backdrop(
        canvas,
        hue=hue,
        lightness=lightness,
        chroma=look.between("wall", 0.017, 0.034),
        horizon=kind.horizon,
    )
    # What spreads far, as some plants do, still keeps its distance from the edges.
    half = max(radius for _, radius in kind.profile(look))
    zoom = min(kind.zoom, 450 / half)
    place(canvas, family=family, look=look, hue=hue, at=(500, kind.foot), zoom=zoom)
    return canvas.svg()


def wall_of(*, family: str, look: Look, collection_hue: float) -> float:
    """Return the hue of the wall: the collection's, unless the product would drown in it."""
    return color.backdrop_hue(FAMILIES[family].tone(look), collection_hue)


def detail(*, family: str, look: Look, collection_hue: float) -> str:
    """Return a close crop of the product's upper half, 4:5, as SVG."""
    kind = FAMILIES[family]
    canvas = Canvas()
    hue = color.backdrop_hue(kind.tone(look), collection_hue)
    scene.backdrop(canvas, hue=hue, lightness=0.88, horizon=kind.horizon)
    top = kind.profile(look)[0][0]
    middle = top + (GROUND - top) * 0.42
    zoom = 2.0 if kind.horizon else kind.zoom * 2.0
    place(
        canvas,
        family=family,
        look=look,
        hue=hue,
        at=(430, 625 + (GROUND - middle) * zoom),
        zoom=zoom,
    )
    return canvas.svg()


def place(canvas: Canvas, *, family: str, look: Look, hue: float, at: Point, zoom: float) -> None:
    """Draw an object so that its foot's middle stands on `at`."""
    x, y = at
    canvas.add(f'<g transform="translate({x:g} {y:g}) scale({zoom:g}) translate(-500 {-GROUND})">')
    FAMILIES[family].draw(canvas, look, hue)
    canvas.add("</g>")
