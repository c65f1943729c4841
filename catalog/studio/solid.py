"""A small three-dimensional kit for furniture: solids, one light, painter's order."""

import math
from collections.abc import Sequence
from itertools import pairwise

from catalog.studio.canvas import GROUND, Canvas
from catalog.studio.color import Tone

Vector = tuple[float, float, float]
Face = tuple[float, list[Vector], Tone, float]

LIGHT: Vector = (-0.55, 0.62, -0.56)
PITCH = 0.24
DISTANCE = 2600.0


class Solid:
    """Faces collected from simple bodies; x right, y up, z away from the camera.

    `bias` moves a body nearer (negative) or farther in painter's order, for parts that touch.
    """

    def __init__(self, *, yaw: float, scale: float = 1.0, lift: float = GROUND - 20) -> None:
        self._yaw, self._scale, self._lift = yaw, scale, lift
        self._faces: list[Face] = []

    def quad(self, corners: Sequence[Vector], tone: Tone, *, bias: float = 0.0) -> None:
        """Add one flat face, lit on the side that looks at the camera."""
        normal = _toward_camera(_normal(corners), self._yaw)
        seen = [self._project(corner) for corner in corners]
        depth = sum(point[2] for point in seen) / len(seen)
        self._faces.append((depth + bias, seen, tone, self._lit(normal)))

    def prism(
        self, low: Sequence[Vector], high: Sequence[Vector], tone: Tone, *, bias: float = 0.0
    ) -> None:
        """Add the body between two outlines with the same number of corners."""
        count = len(low)
        for i in range(count):
            j = (i + 1) % count
            self.quad((low[i], high[i], high[j], low[j]), tone, bias=bias)
        self.quad(high, tone, bias=bias)
        self.quad(tuple(reversed(low)), tone, bias=bias)

    def rod(
        self,
        start: Vector,
        end: Vector,
        radii: tuple[float, float],
        *,
        tone: Tone,
        bias: float = 0.0,
    ) -> None:
        """Add a round, possibly tapered rod."""
        axis = _unit(_minus(end, start))
        aside: Vector = (1, 0, 0) if abs(axis[0]) < 0.8 else (0, 0, 1)
        u = _unit(_cross(axis, aside))
        v = _cross(axis, u)
        low, high = (_ring(at, r, u=u, v=v) for at, r in ((start, radii[0]), (end, radii[1])))
        self.prism(low, high, tone, bias=bias)

    def slab(
        self, center: Vector, size: Vector, tone: Tone, *, corner: float = 40, bias: float = 0.0
    ) -> None:
        """Add a rounded board: `center` is the middle of its underside, `size` (w, thick, deep)."""
        cx, cy, cz = center
        width, thick, deep = size
        edge = [(cx + x, cz + z) for x, z in _rounded(width, deep, corner=corner)]
        self.prism(
            [(x, cy, z) for x, z in edge], [(x, cy + thick, z) for x, z in edge], tone, bias=bias
        )

    def pillow(
        self, center: Vector, size: Vector, tone: Tone, *, corner: float = 60, bias: float = 0.0
    ) -> None:
        """Add a stuffed seat: a rounded board whose edge swells and rolls over to the top.

        Only faces toward the camera are drawn, all at one depth, so that nothing shows through.
        """
        cx, cy, cz = center
        width, thick, deep = size
        depth = self._project((cx, cy + thick, cz))[2] + bias
        rings = []
        for up, inset in _SWELL:
            drawn_in = inset * thick
            edge = _rounded(
                width - 2 * drawn_in, deep - 2 * drawn_in, corner=max(12.0, corner - drawn_in)
            )
            rings.append([(cx + x, cy + up * thick, cz + z) for x, z in edge])
        for low, high in pairwise(rings):
            for i in range(len(low)):
                j = (i + 1) % len(low)
                self._skin((low[i], low[j], high[j], high[i]), tone, center=center, depth=depth)
        self._skin(rings[-1], tone, center=center, depth=depth)

    def _skin(self, corners: Sequence[Vector], tone: Tone, *, center: Vector, depth: float) -> None:
        normal = _normal(corners)
        out = _minus(_middle(corners), center)
        if sum(a * b for a, b in zip(normal, out, strict=True)) < 0:
            normal = (-normal[0], -normal[1], -normal[2])
        if _toward_camera(normal, self._yaw) != normal:
            return
        seen = [self._project(corner) for corner in corners]
        self._faces.append((depth, seen, tone, self._lit(normal)))

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the drawn left, top, right and bottom in sheet units."""
        points = [point for _, seen, _, _ in self._faces for point in seen]
        across, down = [x for x, _, _ in points], [y for _, y, _ in points]
        return min(across), min(down), max(across), max(down)

    def aside(self, length: float, *, turn: float = 0) -> tuple[float, float]:
        """Return the step on the floor (x, z) that leads right as seen, or `turn` degrees back."""
        a = self._yaw + math.radians(turn)
        return length * math.cos(a), length * math.sin(a)

    def shade(self, canvas: Canvas, outline: Sequence[Vector], *, paint: str, blur: int) -> None:
        """Draw a soft shadow over a flat outline; `paint` is a color with its opacity."""
        seen = [self._project(corner) for corner in outline]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in seen)
        canvas.add(f'<polygon points="{points}" fill="{paint}" filter="url(#b{blur})"/>')

    def panel(
        self,
        box: tuple[float, float, float, float],
        z: float,
        tone: Tone,
        *,
        shape: tuple[float, float, float, float] = (30, 0, 0, 0),
        bias: float = 0.0,
    ) -> None:
        """Add an upright panel over `box` (x0, x1, y0, y1) at depth `z`.

        `shape` is (thickness, curve, lean, rounding of the upper corners).
        """
        x0, x1, y0, y1 = box
        thick, curve, lean, rounding = shape
        steps = 14

        def at(i: int, y: float, off: float) -> Vector:
            t = i / steps
            deep = z + curve * (1 - (2 * t - 1) ** 2) + lean * (y - y0) / (y1 - y0) + off
            return (x0 + (x1 - x0) * t, y, deep)

        def top(i: int) -> float:
            return y1 - rounding * abs(2 * i / steps - 1) ** 3

        for i in range(steps):
            j = i + 1
            self.quad(
                (at(i, y0, 0), at(i, top(i), 0), at(j, top(j), 0), at(j, y0, 0)), tone, bias=bias
            )
            self.quad(
                (at(j, y0, thick), at(j, top(j), thick), at(i, top(i), thick), at(i, y0, thick)),
                tone,
                bias=bias,
            )
            self.quad(
                (at(i, top(i), 0), at(i, top(i), thick), at(j, top(j), thick), at(j, top(j), 0)),
                tone,
                bias=bias,
            )
        for i in (0, steps):
            self.quad(
                (at(i, y0, 0), at(i, top(i), 0), at(i, top(i), thick), at(i, y0, thick)),
                tone,
                bias=bias,
            )

    def draw(self, canvas: Canvas) -> None:
        """Draw all faces, farthest first."""
        for _, corners, tone, lit in sorted(self._faces, key=lambda face: -face[0]):
            paint = tone.shift(-0.17 + 0.30 * lit).css()
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in corners)
            canvas.add(
                f'<polygon points="{points}" fill="{paint}" stroke="{paint}" '
                f'stroke-width="1.2" stroke-linejoin="round"/>'
            )

    def _project(self, at: Vector) -> Vector:
        x, y, z = _turned(at, self._yaw)
        up = y * math.cos(PITCH) + z * math.sin(PITCH)
        deep = -y * math.sin(PITCH) + z * math.cos(PITCH)
        near = DISTANCE / (DISTANCE + deep) * self._scale
        return (500 + x * near, self._lift - up * near, deep)

    def _lit(self, normal: Vector) -> float:
        x, y, z = _turned(normal, self._yaw)
        return max(0.0, x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2])


_SWELL = ((0, 0.16), (0.22, 0.02), (0.48, 0), (0.72, 0.10), (0.88, 0.30), (0.97, 0.62), (1, 1.1))
"""The section of a stuffed edge: how far up and how far drawn in, as parts of the thickness."""


def _rounded(width: float, deep: float, *, corner: float) -> list[tuple[float, float]]:
    """Return the outline of a board with round corners, counterclockwise."""
    return [
        (
            sx * (width / 2 - corner) + corner * math.cos(math.radians(first + 15 * i)),
            sz * (deep / 2 - corner) + corner * math.sin(math.radians(first + 15 * i)),
        )
        for sx, sz, first in ((1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270))
        for i in range(7)
    ]


def _middle(corners: Sequence[Vector]) -> Vector:
    count = len(corners)
    x, y, z = (sum(corner[axis] for corner in corners) / count for axis in range(3))
    return (x, y, z)


def _turned(at: Vector, yaw: float) -> Vector:
    x, y, z = at
    return (x * math.cos(yaw) + z * math.sin(yaw), y, -x * math.sin(yaw) + z * math.cos(yaw))


def _toward_camera(normal: Vector, yaw: float) -> Vector:
    deep = _turned(normal, yaw)[2]
    facing = -normal[1] * math.sin(PITCH) + deep * math.cos(PITCH)
    return (-normal[0], -normal[1], -normal[2]) if facing > 0 else normal


def _normal(corners: Sequence[Vector]) -> Vector:
    return _unit(_cross(_minus(corners[1], corners[0]), _minus(corners[2], corners[0])))


def _minus(a: Vector, b: Vector) -> Vector:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def _cross(a: Vector, b: Vector) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _unit(a: Vector) -> Vector:
    size = math.hypot(*a) or 1.0
    return (a[0] / size, a[1] / size, a[2] / size)


def _ring(at: Vector, radius: float, *, u: Vector, v: Vector) -> list[Vector]:
    out: list[Vector] = []
    for i in range(14):
        c, s = math.cos(2 * math.pi * i / 14) * radius, math.sin(2 * math.pi * i / 14) * radius
        out.append(
            (at[0] + c * u[0] + s * v[0], at[1] + c * u[1] + s * v[1], at[2] + c * u[2] + s * v[2])
        )
    return out
