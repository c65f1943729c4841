"""How each product sits for the studio: which axes vary, and the look behind every picture."""

import random
from dataclasses import dataclass

from catalog.demo import colors, numbers
from catalog.demo.shapes import FamilyPlan, Maker, Shape
from catalog.studio.look import Axis, Look

Axes = tuple[tuple[str, str], ...]

SHAPE_AXIS = {
    "vase": "shape",
    "mug": "shape",
    "lamp": "shade",
    "chair": "kind",
    "bag": "kind",
    "plant": "kind",
    "print": "motif",
    "bottle": "kind",
}
"""Which choice of the studio a family's shape decides; cushions bring theirs as fixed choices."""
_CLAYS = ("oat", "chalk", "stone", "clay", "charcoal", "sand", "cocoa")
_BASES = ("chalk", "oat", "charcoal", "clay", "sage", "ink", "sand")


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """A product before the camera: its runs of axes, and what all its pictures share."""

    key: str
    family: str
    hue: float
    axes: tuple[Axes, ...]
    shared: tuple[tuple[str, Axis], ...]
    accents: tuple[str, ...] = ()

    def picture(self, axes: Axes) -> str:
        """Return the name of the picture for one run of axes; sizes share it."""
        return numbers.slugged("-".join((self.key, *(value for _, value in axes))))

    def look(self, axes: Axes) -> Look:
        """Return what the studio draws for one run of axes."""
        chosen: dict[str, Axis] = dict(self.shared)
        chosen.update(axes)
        scent = chosen.pop("scent", None)
        if scent is not None:
            _, chosen["glass"], chosen["scent_color"] = colors.SCENTS[str(scent)]
        if self.accents:
            chosen["accent"] = self.accents[self.axes.index(axes) % len(self.accents)]
        return Look(seed=self.key, axes=chosen)


def sitter(
    *, plan: FamilyPlan, shape: Shape, maker: Maker, key: str, dice: random.Random
) -> Sitter:
    """Return how a product sits: its colorways drawn by its own dice."""
    shared: dict[str, Axis] = {
        name: str(value)
        for name, value in shape.fixed.items()
        if name in {"pattern", "shape", "caption"}
    }
    if plan.key in SHAPE_AXIS:
        shared[SHAPE_AXIS[plan.key]] = shape.key
    shared.update(_materials(plan, maker=maker, dice=dice))
    picked = dice.sample(plan.colors, dice.choice(plan.color_counts))
    axes = _runs(plan, shape, picked, shared=shared, dice=dice)
    if shared.get("body") in {value for run in axes for name, value in run if name == "color"}:
        del shared["body"]
    return Sitter(
        key=key,
        family=plan.key,
        hue=maker.hue,
        axes=axes,
        shared=tuple(shared.items()),
        accents=_accents(plan, picked, dice=dice),
    )


def _materials(plan: FamilyPlan, *, maker: Maker, dice: random.Random) -> dict[str, Axis]:
    """Return the choices all colorways of a product share."""
    if plan.key in {"vase", "mug"}:
        return {"body": dice.choice(_CLAYS)} if dice.random() < 0.55 else {}
    if plan.key == "lamp":
        return {"body": dice.choice(_BASES)}
    if plan.key == "bag":
        return {"leather": dice.choice(("natural", "cognac", "cognac", "espresso", "black"))}
    if plan.key == "bottle":
        return {"label": maker.name.upper()}
    return {}


def _runs(
    plan: FamilyPlan,
    shape: Shape,
    picked: list[str],
    *,
    shared: dict[str, Axis],
    dice: random.Random,
) -> tuple[Axes, ...]:
    if plan.key == "print":
        shared["color"] = picked[0]
        return tuple((("wood", wood),) for wood in dice.sample(("oak", "walnut", "black ash"), 2))
    if plan.key != "chair":
        return tuple(((plan.axis, color),) for color in picked)
    woods = dice.sample(list(colors.WOODS), 2)
    if not shape.fixed.get("upholstered"):
        third = [wood for wood in colors.WOODS if wood not in woods][: len(picked) - 1]
        return tuple((("wood", wood),) for wood in (*woods, *third))
    count = 1 if len(picked) > 2 else 2
    return tuple((("wood", wood), ("color", color)) for wood in woods[:count] for color in picked)


def _accents(plan: FamilyPlan, picked: list[str], *, dice: random.Random) -> tuple[str, ...]:
    """Return a cushion's pattern colors, one per colorway and never the ground color itself."""
    if plan.key != "cushion":
        return ()
    quiet = ("oat", "chalk", "ink", "terracotta", "mustard", "sand", "moss")
    return tuple(dice.choice([name for name in quiet if name != color]) for color in picked)
