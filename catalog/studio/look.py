"""What one object looks like: named choices, each decided by an attribute or by the seed."""

import random
from collections.abc import Mapping, Sequence

from catalog.studio.color import COLORS, Tone

Axis = str | int | float


class Look:
    """The choices of one portrait.

    Each choice has its own dice, thrown from `seed` and the choice's name: fixing one axis (the
    glaze) leaves all others (shape, speckles) as they were, so variants look like siblings.
    """

    def __init__(self, *, seed: str, axes: Mapping[str, Axis] | None = None) -> None:
        self.seed = seed
        self.axes: dict[str, Axis] = dict(axes or {})

    def dice(self, name: str) -> random.Random:
        """Return the dice of one choice, always thrown the same way."""
        return random.Random(f"{self.seed}:{name}")  # noqa: S311 - pictures, not secrets

    def pick(self, name: str, options: Sequence[str]) -> str:
        """Return the axis value called `name`, or one of `options` by the seed."""
        given = self.axes.get(name)
        return str(given) if given is not None else self.dice(name).choice(options)

    def between(self, name: str, low: float, high: float) -> float:
        """Return the axis value called `name`, or a number between `low` and `high`."""
        given = self.axes.get(name)
        return float(given) if given is not None else self.dice(name).uniform(low, high)

    def chance(self, name: str, odds: float) -> bool:
        """Return the axis value called `name` as yes or no, or throw at `odds` (0..1)."""
        given = self.axes.get(name)
        return bool(given) if given is not None else self.dice(name).random() < odds

    def paint(self, name: str, options: Sequence[str] | None = None) -> Tone:
        """Return the named color, wood, leather, glass or metal chosen under `name`."""
        return self.tone(name, COLORS, options)

    def tone(
        self, name: str, palette: Mapping[str, Tone], options: Sequence[str] | None = None
    ) -> Tone:
        """Return the tone chosen under `name` from `palette`."""
        return palette[self.pick(name, list(options or palette))]
