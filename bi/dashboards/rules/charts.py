"""The geometry of a bar chart with a line to compare, in the units of its view box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Scale = Callable[[float], float]

WIDTH = 960.0
HEIGHT = 260.0
LEFT = 64.0
BOTTOM = 28.0
TOP = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: place and size, and which value it stands for."""

    index: int
    x: float
    y: float
    width: float
    height: float
    negative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of the scale and its value."""

    y: float
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars for the days, a dashed line for the days compared with, ticks, and where labels stand."""

    bars: tuple[Bar, ...]
    line: str
    ticks: tuple[Tick, ...]
    zero: float
    labels: tuple[tuple[float, int], ...]


def draw(values: Sequence[int], compared: Sequence[int] = ()) -> Chart:
    """This lays a chart out; the scale covers both series and always shows zero."""
    highest = max([0, *values, *compared])
    lowest = min([0, *values, *compared])
    step = nice_step(highest - lowest)
    top, bottom = -(-highest // step) * step or step, lowest // step * step
    inner = HEIGHT - BOTTOM - TOP

    def y(value: float) -> float:
        return round(TOP + inner * (top - value) / (top - bottom), 2)

    slot = (WIDTH - LEFT) / max(len(values), 1)
    return Chart(
        bars=tuple(_bars(values, slot, y)),
        line=" ".join(
            f"{LEFT + slot * (index + 0.5):.1f},{y(value):.1f}"
            for index, value in enumerate(compared[: len(values)])
        ),
        ticks=tuple(Tick(y=y(value), value=value) for value in range(bottom, top + 1, step)),
        zero=y(0),
        labels=tuple(
            (round(LEFT + slot * (index + 0.5), 1), index) for index in _labeled(len(values))
        ),
    )


def nice_step(span: int) -> int:
    """This is a round step that divides a span into four to ten parts."""
    step = 1
    while span / step > 10:
        for factor in (2, 5, 10):
            if span / (step * factor) <= 5:
                return step * factor
        step *= 10
    return step


def share_of(value: int, highest: int) -> Decimal:
    """This is a value's share of the highest, in percent, for bars in tables."""
    if highest <= 0 or value <= 0:
        return Decimal(0)
    return (Decimal(value) * 100 / highest).quantize(Decimal("0.1"))


def _bars(values: Sequence[int], slot: float, y: Scale) -> list[Bar]:
    gap = min(slot * 0.25, 6)
    return [
        Bar(
            index=index,
            x=round(LEFT + slot * index + gap / 2, 2),
            y=min(y(value), y(0)),
            width=round(max(slot - gap, 0.5), 2),
            height=round(abs(y(value) - y(0)), 2),
            negative=value < 0,
        )
        for index, value in enumerate(values)
    ]


def _labeled(many: int) -> list[int]:
    every = max(1, -(-many // 10))
    return list(range(0, many, every))
