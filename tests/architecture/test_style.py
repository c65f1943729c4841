"""The look's own law (V5): one file names raw values, every part may be overridden, sides are logical."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commerce.env import ROOT
from commerce.storefront import bundles

FOLDER = ROOT / "commerce" / "static" / "kontor" / "css"
FILES = sorted(path for path in FOLDER.glob("*.css") if path.name != "tokens.css")
LAYERS = "reset, tokens, base, layout, components, pages, utilities"
COLOR = r"#[0-9a-fA-F]{3,8}\b|\b(?:oklch|oklab|rgba?|hsla?|color-mix)\("
SIDES = (
    r"\b(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:^|[;{])\s*(?:left|right|top|bottom)\s*:|\b(?:float|text-align|clear)\s*:\s*(?:left|right)\b"
)
# The page's own box in forced colors and print is named by the system, not by us.
TIME = r"(?<![\w-])\d+(?:\.\d+)?m?s\b"
PIXELS = r"(?<![\w.-])\d+(?:\.\d+)?px\b"


def test_the_token_file_names_the_order_of_the_layers() -> None:
    tokens = (FOLDER / "tokens.css").read_text("utf-8")

    assert f"@layer {LAYERS};" in tokens


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_raw_values_live_in_the_token_file_only(path: Path) -> None:
    """V5: no raw color, no pixel, no time outside of tokens.css."""
    css = _bare(path)

    assert re.findall(COLOR, css) == []
    assert re.findall(PIXELS, css) == []
    assert re.findall(TIME, css) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sides_are_logical(path: Path) -> None:
    """I18N4: right to left costs nothing."""
    assert re.findall(SIDES, _bare(path), flags=re.MULTILINE) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_shouts(path: Path) -> None:
    """2.6: no !important outside of the utilities."""
    css = _bare(path)

    shouting = [layer for layer, body in _layers(css) if "!important" in body]
    assert set(shouting) <= {"utilities"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rule_lives_in_a_layer(path: Path) -> None:
    outside = _bare(path)
    for _layer, body in _layers(outside):
        outside = outside.replace(body, "")

    assert re.sub(r"@layer\s+\w+\s*\{\s*\}?", "", outside).strip(" {}\n") == ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_selectors_stay_light(path: Path) -> None:
    """2.6: no ids, and at most two classes, attributes or states beside what the state itself needs."""
    heavy = [one for one in _selectors(_bare(path)) if _weight(one) > 2 or "#" in one]

    assert heavy == []


def test_every_style_sheet_belongs_to_a_bundle() -> None:
    bundled = {name for names in bundles.BUNDLES.values() for name in names}

    assert {path.stem for path in FOLDER.glob("*.css")} >= bundled


def _bare(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def _layers(css: str) -> Iterator[tuple[str, str]]:
    """Every `@layer name { ... }` with its body, braces balanced."""
    for found in re.finditer(r"@layer\s+(\w+)\s*\{", css):
        depth, at = 1, found.end()
        while depth and at < len(css):
            depth += {"{": 1, "}": -1}.get(css[at], 0)
            at += 1
        yield found[1], css[found.end() : at - 1]


def _selectors(css: str) -> Iterator[str]:
    for found in re.finditer(r"([^{};]+)\{", css):
        said = found[1].strip()
        if said.startswith("@") or re.fullmatch(r"(?:from|to|[\d.]+%)(?:,\s*\S+)*", said):
            continue
        yield from (one.strip() for one in _split(said))


def _split(selectors: str) -> list[str]:
    """Commas inside of :is() and :not() do not part selectors."""
    return re.split(r",(?![^(]*\))", selectors)


def _weight(selector: str) -> int:
    """How many classes and attributes a selector names; states of the pointer count for nothing.

    `:is()` and `:not()` weigh as their heaviest part, `:where()` nothing.
    """
    nested = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
    text = re.sub(rf":where{nested}", "", selector)
    inner = [
        _weight(part)
        for group in re.findall(r":(?:is|not|has)\(([^)]*)\)", text)
        for part in group.split(",")
    ]
    text = re.sub(r":(?:is|not|has)\([^)]*\)", "", text)
    return len(re.findall(r"\.[\w-]+|\[[^\]]+\]", text)) + max(inner, default=0)
