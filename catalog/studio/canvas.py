"""A sheet of SVG: gradients, clips and shapes, with identifiers handed out in order."""

from collections.abc import Sequence

from catalog.studio import color

WIDTH, HEIGHT = 1000, 1250
"""The portrait sheet on which every family draws."""
GROUND = 965
"""Where objects stand on that sheet."""

Stop = tuple[float, str]
Point = tuple[float, float]


class Canvas:
    """The definitions and body of one picture under construction."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT, *, prefix: str = "g") -> None:
        self.width, self.height = width, height
        self._prefix = prefix
        self._defs: list[str] = []
        self._body: list[str] = []

    def add(self, *parts: str) -> None:
        """Append finished markup."""
        self._body.extend(parts)

    def linear(
        self, stops: Sequence[Stop], line: tuple[float, float, float, float], *, user: bool = False
    ) -> str:
        """Define a gradient along `line` (x1, y1, x2, y2; box fractions unless `user`)."""
        x1, y1, x2, y2 = line
        units = ' gradientUnits="userSpaceOnUse"' if user else ""
        body = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"{units}>{_stops(stops)}'
        return self._define("linearGradient", body)

    def across(self, stops: Sequence[Stop]) -> str:
        """Define a gradient from the left to the right of whatever it fills."""
        return self.linear(stops, (0, 0, 1, 0))

    def down(self, stops: Sequence[Stop]) -> str:
        """Define a gradient from the top to the bottom of whatever it fills."""
        return self.linear(stops, (0, 0, 0, 1))

    def radial(
        self, stops: Sequence[Stop], circle: tuple[float, float, float] = (0.5, 0.5, 0.5)
    ) -> str:
        """Define a radial gradient with center and radius as fractions of the box."""
        cx, cy, r = circle
        return self._define("radialGradient", f'cx="{cx}" cy="{cy}" r="{r}">{_stops(stops)}')

    def clip(self, path: str) -> str:
        """Define a clip and return the attribute that applies it."""
        number = len(self._defs) + 1
        name = f"{self._prefix}{number}"
        self._defs.append(f'<clipPath id="{name}"><path d="{path}"/></clipPath>')
        return f'clip-path="url(#{name})"'

    def svg(self) -> str:
        """Return the finished document, with film grain over everything."""
        size = f'width="{self.width}" height="{self.height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f"{size}><defs>{self._blurs()}{_GRAIN}{''.join(self._defs)}</defs>"
            f'{"".join(self._body)}<rect {size} filter="url(#grain)" opacity=".07"/></svg>'
        )

    def _define(self, kind: str, body: str) -> str:
        name = f"{self._prefix}{len(self._defs) + 1}"
        self._defs.append(f'<{kind} id="{name}" {body}</{kind}>')
        return f"url(#{name})"

    def _blurs(self) -> str:
        # User-space regions: a box region would clip the blur of thin highlights.
        region = (
            f'filterUnits="userSpaceOnUse" x="-300" y="-300" '
            f'width="{max(self.width, WIDTH) + 600}" height="{max(self.height, HEIGHT) + 600}"'
        )
        return "".join(
            f'<filter id="b{size}" {region}><feGaussianBlur stdDeviation="{size}"/></filter>'
            for size in (3, 6, 14, 38)
        )


_GRAIN = (
    '<filter id="grain"><feTurbulence type="fractalNoise" baseFrequency=".9" numOctaves="2" '
    'seed="3"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 .5 -.12"/></filter>'
)


def _stops(stops: Sequence[Stop]) -> str:
    return "".join(f'<stop offset="{at:g}" stop-color="{paint}"/>' for at, paint in stops)


def shades(tone: color.Tone, steps: Sequence[tuple[float, float]]) -> list[Stop]:
    """Return gradient stops: the tone lightened or darkened by each step's second number."""
    return [(at, tone.shift(by).css()) for at, by in steps]


def smooth(points: Sequence[Point]) -> str:
    """Return curve commands through `points` (Catmull-Rom), to follow an `M` at the first."""
    out = []
    last = len(points) - 1
    for i in range(last):
        before, start = points[max(0, i - 1)], points[i]
        end, after = points[i + 1], points[min(last, i + 2)]
        c1 = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        c2 = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        out.append(f"C{c1[0]:.1f} {c1[1]:.1f} {c2[0]:.1f} {c2[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return "".join(out)
