"""The look's own law: raw values live in tokens.css, and every pair of colors can be read."""

import math
import re

import pytest

from commerce import env

FOLDER = env.ROOT / "commerce" / "static" / "kontor" / "css"
FILES = sorted(path for path in FOLDER.glob("*.css") if path.name != "tokens.css")
TOKENS = (FOLDER / "tokens.css").read_text(encoding="utf-8")
HUES = {"--hue-action": 168.0, "--hue-backdrop": 95.0}
# Text on surface, its least contrast (2.1 of the design direction): 4.5 for text, 3 for shapes.
PAIRS = [
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
    ("control", "canvas", 3.0),
    ("control", "surface", 3.0),
    ("focus", "canvas", 3.0),
    ("star", "surface", 3.0),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_has_no_raw_color_and_no_physical_side(path: object) -> None:
    """V5: one file names colors; RTL costs nothing because only logical sides are used."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)  # type: ignore[attr-defined]

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\boklch\(|\brgba?\(|\bhsla?\(", text)
    sides = (
        r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|^\s*(?:left|right|top|bottom):"
    )
    assert not re.findall(sides, text, flags=re.MULTILINE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_can_be_read(text: str, ground: str, least: float, theme: str) -> None:
    found = contrast(color(text, theme), color(ground, theme))

    assert found >= least, f"{text} on {ground}, {theme}: {found:.2f}"


def color(name: str, theme: str) -> tuple[float, float, float]:
    """This reads a token as linear sRGB."""
    value = re.search(rf"--{name}:\s*(.+?);", TOKENS)
    assert value, name
    parts = re.findall(r"oklch\(([^()]*(?:\([^()]*\))?[^()]*)\)", value[1])
    chosen = parts[-1] if theme == "dark" else parts[0]
    for hue, degrees in HUES.items():
        chosen = chosen.replace(f"var({hue})", str(degrees))
    light, chroma, hue_ = chosen.partition("/")[0].split()
    return linear(float(light.rstrip("%")) / 100, float(chroma), float(hue_))


def linear(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """This turns oklch into linear sRGB, clipped to what a screen shows (CSS Color 4)."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short
    return tuple(min(max(one, 0.0), 1.0) for one in (red, green, blue))  # type: ignore[return-value]


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """This is the WCAG 2 contrast ratio."""
    luminance = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (first, second)
    )
    return (luminance[1] + 0.05) / (luminance[0] + 0.05)
