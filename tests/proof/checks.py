"""What a page is held to: axe's rules, its edges, its pictures, and how it takes a visitor's own settings."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SCRIPTS = (HERE / "checks.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING: Mapping[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "iframes": False,
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# All that another theme can change is color.
COLORS: Mapping[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "iframes": False,
    "resultTypes": ["violations"],
}
# A change of theme fades; colors count when they have arrived.
SETTLED = "() => Promise.allSettled(document.getAnimations().filter(one => one.playState === 'running' && isFinite(one.effect.getComputedTiming().endTime)).map(one => one.finished)).then(() => true)"
NARROWEST, NARROW, MIDDLE, WIDE, WIDEST = 320, 360, 768, 1280, 1920
HEIGHTS = {NARROWEST: 640, NARROW: 740, MIDDLE: 1024, WIDE: 900, WIDEST: 1080}


def size(page: Page, width: int) -> None:
    """This makes the window as wide as a device."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def axe(page: Page) -> list[str]:
    """This asks axe about everything in the light, and about colors in the dark."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    with _manner(page, "drawn"):
        found = _violations(page, EVERYTHING, "light")
        with _media(page, color_scheme="dark"):
            found += _violations(page, COLORS, "dark")
    return found


def edges(page: Page) -> list[str]:
    """This looks for what runs over the edge, at every width, with wide text and with large text."""
    found = []
    for width in HEIGHTS:
        size(page, width)
        found += [f"{width}: {one}" for one in _ask(page, "edges")]
    size(page, NARROW)
    with _manner(page, "spaced"):
        found += [f"spaced text: {one}" for one in [*_ask(page, "edges"), *_ask(page, "clipped")]]
    size(page, WIDE)
    with _manner(page, "large"):
        found += [f"200 %: {one}" for one in [*_ask(page, "edges"), *_ask(page, "clipped")]]
    return found


def layout(page: Page) -> list[str]:
    """X6, X7: at every width, with wide text and with large text nothing runs over, is cut, or lies on other words."""
    found = []
    with _manner(page, "drawn"):
        for width in HEIGHTS:
            size(page, width)
            found += [f"{width}: {one}" for one in _laid_out(page)]
    for width, manner in ((NARROW, "spaced"), (WIDE, "spaced"), (WIDE, "large")):
        size(page, width)
        with _manner(page, manner):
            found += [f"{width} {manner}: {one}" for one in _laid_out(page)]
    return found


def _laid_out(page: Page) -> list[str]:
    return [*_ask(page, "edges"), *_ask(page, "clipped"), *_ask(page, "overlaps")]


def pictures(page: Page) -> list[str]:
    """3.2: sizes, words, laziness and the chosen file of every picture."""
    _ask(page, "show")
    page.wait_for_function("proof.loaded()", timeout=10_000)
    return _ask(page, "pictures")


def own_colors(page: Page) -> list[str]:
    """X25: with forced colors controls keep an edge, what is chosen differs, and focus shows."""
    with _media(page, forced_colors="active"):
        return _ask(page, "colors")


def calm(page: Page) -> list[str]:
    """X24: nothing moves for those who asked for calm."""
    return _ask(page, "calm")


def covered(page: Page) -> list[str]:
    """X2: what has the focus is never below a sticky bar."""
    return _ask(page, "covered")


def frame(page: Page) -> list[str]:
    """X1: one heading of the first level, a skip link first, landmarks, one live region."""
    return _ask(page, "frame")


@contextmanager
def _media(page: Page, **media: Any) -> Iterator[None]:
    page.emulate_media(**media)
    try:
        yield
    finally:
        back: dict[str, Any] = dict.fromkeys(media, "null")
        page.emulate_media(**back)


@contextmanager
def _manner(page: Page, name: str) -> Iterator[None]:
    _ask(page, name)
    try:
        yield
    finally:
        _ask(page, "plain")


def _violations(page: Page, options: Mapping[str, Any], theme: str) -> list[str]:
    page.evaluate(SETTLED)
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{theme} {rule['id']}: {node['target']} {node['html'][:140]}"
        for rule in answer["violations"]
        for node in rule["nodes"][:5]
    ]


def _ask(page: Page, what: str) -> list[str]:
    if not page.evaluate("typeof proof === 'object'"):
        page.evaluate(SCRIPTS)
    return [str(one) for one in page.evaluate(f"proof.{what}()") or []]
