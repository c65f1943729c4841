"""Named colors in OKLCH, so that shading and complements are arithmetic on one tone."""

import math
from typing import NamedTuple


class Tone(NamedTuple):
    """One color: lightness 0..1, chroma 0..0.37, hue in degrees."""

    l: float  # noqa: E741 - the customary letter of OKLCH
    c: float
    h: float

    def shift(self, dl: float = 0.0, dc: float = 0.0, dh: float = 0.0) -> "Tone":
        """Return the tone moved in lightness, chroma and hue, kept inside the gamut's box."""
        return Tone(max(0.0, min(1.0, self.l + dl)), max(0.0, self.c + dc), (self.h + dh) % 360)

    def css(self, alpha: float | None = None) -> str:
        """Return the tone as a CSS `oklch()` value."""
        tail = "" if alpha is None else f" / {alpha:g}"
        return f"oklch({self.l * 100:.1f}% {self.c:.3f} {self.h:.0f}{tail})"

    def hexcode(self) -> str:
        """Return the tone as `#rrggbb`, clipped to sRGB."""
        a = self.c * math.cos(math.radians(self.h))
        b = self.c * math.sin(math.radians(self.h))
        long = (self.l + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (self.l - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.l - 0.0894841775 * a - 1.2914855480 * b) ** 3
        linear = (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
        return "#" + "".join(f"{_encoded(value):02x}" for value in linear)


def _encoded(linear: float) -> int:
    """Return one linear channel as an sRGB byte."""
    value = max(0.0, min(1.0, linear))
    curved = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(curved * 255)


COLORS: dict[str, Tone] = {
    "chalk": Tone(0.945, 0.010, 95),
    "oat": Tone(0.885, 0.028, 82),
    "sand": Tone(0.81, 0.045, 76),
    "stone": Tone(0.70, 0.012, 85),
    "charcoal": Tone(0.36, 0.010, 240),
    "cocoa": Tone(0.43, 0.050, 48),
    "clay": Tone(0.68, 0.075, 48),
    "terracotta": Tone(0.60, 0.115, 42),
    "rust": Tone(0.50, 0.115, 36),
    "brick": Tone(0.45, 0.110, 27),
    "rose": Tone(0.75, 0.075, 15),
    "blush": Tone(0.86, 0.042, 25),
    "plum": Tone(0.42, 0.085, 345),
    "lilac": Tone(0.77, 0.060, 305),
    "lemon": Tone(0.90, 0.105, 100),
    "mustard": Tone(0.77, 0.125, 85),
    "ochre": Tone(0.69, 0.110, 72),
    "sage": Tone(0.74, 0.045, 145),
    "moss": Tone(0.54, 0.078, 132),
    "forest": Tone(0.39, 0.062, 160),
    "celadon": Tone(0.84, 0.042, 170),
    "teal": Tone(0.50, 0.072, 200),
    "sky": Tone(0.81, 0.055, 230),
    "cobalt": Tone(0.47, 0.135, 258),
    "ink": Tone(0.33, 0.055, 260),
}
WOODS: dict[str, Tone] = {
    "ash": Tone(0.86, 0.045, 85),
    "beech": Tone(0.80, 0.062, 66),
    "oak": Tone(0.74, 0.072, 73),
    "cherry": Tone(0.60, 0.085, 50),
    "walnut": Tone(0.45, 0.055, 53),
    "black ash": Tone(0.27, 0.010, 60),
}
LEATHERS: dict[str, Tone] = {
    "natural": Tone(0.74, 0.075, 68),
    "cognac": Tone(0.53, 0.095, 50),
    "espresso": Tone(0.32, 0.032, 50),
    "black": Tone(0.26, 0.008, 260),
}
GLASSES: dict[str, Tone] = {
    "amber": Tone(0.46, 0.095, 58),
    "green": Tone(0.44, 0.065, 155),
    "clear": Tone(0.88, 0.018, 190),
    "smoke": Tone(0.42, 0.012, 240),
}
METALS: dict[str, Tone] = {
    "brass": Tone(0.74, 0.090, 86),
    "copper": Tone(0.66, 0.100, 48),
    "steel": Tone(0.78, 0.008, 230),
    "black": Tone(0.30, 0.008, 240),
}
WHITE = Tone(1.0, 0.0, 0.0)


def hue_distance(one: float, other: float) -> float:
    """Return how far two hues lie apart on the circle, 0..180 degrees."""
    gap = abs(one - other) % 360
    return min(gap, 360 - gap)


def backdrop_hue(product: Tone, collection_hue: float) -> float:
    """Return the hue of the wall behind a product.

    The collection's own hue wins when the product stands out from it; otherwise the product's
    complement, because an object on its own hue reads as a cut-out.
    """
    stands_out = hue_distance(product.h, collection_hue) >= 70
    if product.c < 0.035 or stands_out:
        return collection_hue
    return (product.h + 180) % 360
