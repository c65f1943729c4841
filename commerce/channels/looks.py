"""How a channel looks: a few choices of the merchant, and whether everything can still be read.

Colors are oklch; the token file is the only place that names them. A look moves the hue and depth of
the action color and the hue of the studio's walls; contrasts are computed anew from the token file.
"""

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from commerce import env
from commerce.errors import Invalid

TOKENS = env.ROOT / "commerce" / "static" / "kontor" / "css" / "tokens.css"
THEMES = ("light", "dark")
RADII: Mapping[str, tuple[str, str, str, str]] = {
    "round": ("0.375rem", "0.625rem", "1rem", "62rem"),
    "soft": ("0.25rem", "0.375rem", "0.5rem", "0.5rem"),
    "square": ("0", "0", "0", "0"),
}
FONTS: Mapping[str, str] = {
    "bricolage": '"Bricolage Grotesque", "Bricolage fallback", "Arial", sans-serif',
    "figtree": '"Figtree", "Figtree fallback", "Arial", sans-serif',
    "serif": '"Iowan Old Style", "Palatino Linotype", "Georgia", serif',
}
LONGEST_LOGO = 20_000
# Text on ground and the least contrast: 7 for running text, 4.5 for text, 3 for shapes (WCAG 2).
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "canvas", 7.0),
    ("ink", "surface", 7.0),
    ("ink", "raised", 7.0),
    ("ink", "sunken", 7.0),
    ("ink-2", "canvas", 4.5),
    ("ink-2", "sunken", 4.5),
    ("ink-3", "canvas", 4.5),
    ("ink-3", "surface", 4.5),
    ("ink-3", "sunken", 4.5),
    ("action-ink", "action", 4.5),
    ("action-ink", "action-hover", 4.5),
    ("action", "canvas", 4.5),
    ("action", "surface", 4.5),
    ("action", "sunken", 4.5),
    ("action-soft-ink", "action-soft", 4.5),
    ("action", "action-soft", 4.5),
    ("signal-ink", "signal", 4.5),
    ("sale", "canvas", 4.5),
    ("sale-ink", "sale", 4.5),
    ("ok", "canvas", 4.5),
    ("ok", "surface", 4.5),
    ("warn", "warn-soft", 4.5),
    ("warn", "canvas", 4.5),
    ("bad", "bad-soft", 4.5),
    ("bad", "surface", 4.5),
    ("info", "info-soft", 4.5),
    ("backdrop-ink", "backdrop", 7.0),
    ("studio-ink", "studio", 7.0),
    ("paper", "studio-action", 4.5),
    ("strip-ink", "strip", 7.0),
    ("control", "canvas", 3.0),
    ("control", "surface", 3.0),
    ("focus", "canvas", 3.0),
    ("focus", "surface", 3.0),
    ("star", "surface", 3.0),
)
Color = tuple[float, float, float]


class BadLook(Invalid):
    """A choice is not offered, or some text could no longer be read; `field` names the choice."""

    code = "bad_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A channel's choices; hues in degrees, depth as the lightness of the action color in percent.

    `logo` is the address of one of our pictures, or empty; `logo_svg` is a drawing kept here.
    """

    hue_action: int = 168
    action_depth: int = 40
    hue_backdrop: int = 95
    radius: str = "round"
    display: str = "bricolage"
    logo: str = ""
    logo_svg: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the shipped style sheet says it all."""
        return self == Look()


SHIPPED = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A pair of tokens in one theme, with its ratio and the ratio it needs."""

    text: str
    ground: str
    theme: str
    ratio: float
    least: float

    @property
    def good(self) -> bool:
        """Whether it can be read."""
        return self.ratio >= self.least


def read(stored: Mapping[str, Any]) -> Look:
    """This reads a stored look; what is unknown or of the wrong type is left at its default."""
    known = {one.name: type(getattr(Look(), one.name)) for one in fields(Look)}
    good = {
        name: value
        for name, value in stored.items()
        if name in known and isinstance(value, known[name]) and not isinstance(value, bool)
    }
    found = Look(**good)
    fits = found.radius in RADII and found.display in FONTS
    return found if fits else Look()


def written(look: Look) -> dict[str, Any]:
    """This is what is stored: only what differs from the shipped look."""
    shipped = asdict(Look())
    return {name: value for name, value in asdict(look).items() if value != shipped[name]}


def check(look: Look) -> Look:
    """This refuses looks that are not offered or could not be read.

    Raises:
        BadLook: naming the choice, or the first pair that falls below its target.
    """
    for name, least, most in (
        ("hue_action", 0, 359),
        ("hue_backdrop", 0, 359),
        ("action_depth", 20, 90),
    ):
        if not least <= getattr(look, name) <= most:
            message = f"{name.replace('_', ' ')} lies between {least} and {most}"
            raise BadLook(message, field=name)
    if look.radius not in RADII:
        message = f"corners are one of {', '.join(RADII)}"
        raise BadLook(message, field="radius")
    if look.display not in FONTS:
        message = f"the display face is one of {', '.join(FONTS)}"
        raise BadLook(message, field="display")
    _check_logo(look)
    for one in contrasts(look):
        if not one.good:
            field = "hue_backdrop" if "backdrop" in one.ground else "action_depth"
            message = (
                f"{one.text} on {one.ground} would have a contrast of {one.ratio:.1f} in the "
                f"{one.theme} theme; it needs {one.least:g}"
            )
            raise BadLook(message, field=field)
    return look


def contrasts(look: Look) -> tuple[Contrast, ...]:
    """This computes every pair in both themes, from the token file as the browser would."""
    hues = _chosen(look)
    return tuple(
        Contrast(
            text=text,
            ground=ground,
            theme=theme,
            least=least,
            ratio=contrast(color(text, theme, hues), color(ground, theme, hues)),
        )
        for theme in THEMES
        for text, ground, least in PAIRS
    )


def css_of(look: Look) -> str:
    """This writes a look as a style sheet: tokens only, in the tokens' layer."""
    small, plain, media, pill = RADII[look.radius]
    values = {
        **_chosen(look),
        "--radius-small": small,
        "--radius": plain,
        "--radius-media": media,
        "--radius-pill": pill,
        "--font-display": FONTS[look.display],
    }
    return "@layer tokens{:root{" + ";".join(f"{k}:{v}" for k, v in values.items()) + "}}"


def color(name: str, theme: str, chosen: Mapping[str, str] | None = None) -> Color:
    """This reads a color token as linear sRGB, in one theme."""
    value = _tokens()[f"--{name}"]
    parts = re.findall(r"oklch\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", value)
    text = parts[-1] if theme == "dark" else parts[0]
    for token, said in ({**_defaults(), **(chosen or {})}).items():
        text = text.replace(f"var({token})", said)
    text = re.sub(r"calc\(([\d.]+)%? ([+-]) ([\d.]+)(%?)\)", _sum, text)
    light, chroma, hue = text.partition("/")[0].split()
    return _linear(float(light.rstrip("%")) / 100, float(chroma), float(hue))


def contrast(first: Color, second: Color) -> float:
    """This is the WCAG 2 contrast ratio of two colors."""
    bright = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (first, second)
    )
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def _check_logo(look: Look) -> None:
    if look.logo and not re.fullmatch(r"/pictures/[\w/.-]+", look.logo):
        message = "use the address of one of our pictures, such as /pictures/…/640.webp"
        raise BadLook(message, field="logo")
    svg = look.logo_svg
    if not svg:
        return
    unsafe = r"<script|<foreignobject|\son\w+\s*=|javascript:|<!|(?:href|src)\s*=\s*[\"'](?!#)|url\((?!#)"
    if (
        len(svg) > LONGEST_LOGO
        or not re.match(r"\s*<svg[\s>]", svg)
        or re.search(unsafe, svg, re.IGNORECASE)
    ):
        message = "a logo is a plain SVG drawing of at most 20 KB, without scripts and links"
        raise BadLook(message, field="logo_svg")


def _chosen(look: Look) -> dict[str, str]:
    return {
        "--hue-action": str(look.hue_action),
        "--action-depth": f"{look.action_depth}%",
        "--hue-backdrop": str(look.hue_backdrop),
    }


def _defaults() -> dict[str, str]:
    return _chosen(Look())


def _sum(found: re.Match[str]) -> str:
    first, sign, second, unit = found.groups()
    value = float(first) + (float(second) if sign == "+" else -float(second))
    return f"{value}{unit}"


@functools.cache
def _tokens() -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*(.+?);", TOKENS.read_text("utf-8"), re.DOTALL))


def _linear(light: float, chroma: float, hue: float) -> Color:
    """This turns oklch into linear sRGB, clipped to what a screen shows (CSS Color 4)."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short
    return _clipped(red), _clipped(green), _clipped(blue)


def _clipped(part: float) -> float:
    return min(max(part, 0.0), 1.0)
