"""Set pictures: several objects together, for the home page, categories and editorials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog.studio import portrait, scene
from catalog.studio.canvas import Canvas
from catalog.studio.color import Tone
from catalog.studio.look import Axis, Look


@dataclass(frozen=True)
class Sitter:
    """One object of a set: its family, the seed of its look, and fixed choices."""

    family: str
    seed: str
    axes: Mapping[str, Axis] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """A place in a set: across and down as fractions of the picture, zoom, and plinth height."""

    x: float
    y: float
    zoom: float
    rise: int = 0


LANDSCAPE, PORTRAIT, TILE = (1600, 1000), (800, 1000), (800, 1000)
_RIGHT = (
    Slot(0.485, 0.87, 0.56),
    Slot(0.635, 0.83, 0.58, 128),
    Slot(0.80, 0.86, 0.60, 40),
    Slot(0.905, 0.91, 0.42),
)
_LOW = (
    Slot(0.25, 0.90, 0.46),
    Slot(0.50, 0.86, 0.47, 110),
    Slot(0.75, 0.90, 0.48, 30),
    Slot(0.845, 0.955, 0.31),
)
_TILES: dict[str, tuple[Slot, ...]] = {
    "print": (Slot(0.29, 0.86, 0.50), Slot(0.66, 0.74, 0.62), Slot(0.245, 0.42, 0.30)),
    "chair": (Slot(0.33, 0.80, 0.66), Slot(0.70, 0.90, 0.62)),
    "mug": (Slot(0.30, 0.82, 0.66, 60), Slot(0.68, 0.82, 0.72), Slot(0.46, 0.93, 0.52)),
    "cushion": (Slot(0.36, 0.80, 0.72), Slot(0.66, 0.90, 0.66)),
    "bag": (Slot(0.33, 0.82, 0.66), Slot(0.68, 0.91, 0.66)),
}
_TILE = (Slot(0.27, 0.84, 0.60, 70), Slot(0.70, 0.84, 0.70), Slot(0.46, 0.93, 0.50))


def hero(sitters: Sequence[Sitter], *, hue: float, free_side: str) -> str:
    """Return a set with room for words: `free_side` is left, right (1600 x 1000) or top."""
    if free_side == "top":
        return _set(sitters, _LOW, size=PORTRAIT, hue=hue, light_x=60)
    slots = (
        _RIGHT
        if free_side == "left"
        else tuple(Slot(1 - slot.x, slot.y, slot.zoom, slot.rise) for slot in _RIGHT)
    )
    return _set(
        sitters, slots, size=LANDSCAPE, hue=hue, light_x=760 if free_side == "left" else 120
    )


def tile(sitters: Sequence[Sitter], *, hue: float) -> str:
    """Return a category's picture, 4:5: two or three siblings of one family."""
    slots = _TILES.get(sitters[0].family, _TILE)
    return _set(sitters, slots, size=TILE, hue=hue, light_x=60)


def _set(
    sitters: Sequence[Sitter],
    slots: Sequence[Slot],
    *,
    size: tuple[int, int],
    hue: float,
    light_x: float,
) -> str:
    width, height = size
    canvas = Canvas(width, height)
    wall = Tone(0.895, 0.034, hue)
    scene.stage(canvas, wall=wall, horizon=round(height * 0.66), light_x=light_x)
    pairs = sorted(zip(sitters, slots, strict=False), key=lambda pair: pair[1].y)
    for sitter, slot in pairs:
        x, y = width * slot.x, height * slot.y
        if slot.rise and sitter.family != "print":
            scene.plinth(
                canvas, center=x, top=y - slot.rise, bottom=y, radius=250 * slot.zoom, tone=wall
            )
        portrait.place(
            canvas,
            family=sitter.family,
            look=Look(seed=sitter.seed, axes=sitter.axes),
            hue=hue,
            at=(x, y - slot.rise + (8 if slot.rise else 0)),
            zoom=slot.zoom,
        )
    return canvas.svg()
