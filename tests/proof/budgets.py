"""The table of budgets, and what a first visit really costs, as Chromium's network log tells it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "budgets.toml").read_text(encoding="utf-8")
)
PHONE: Mapping[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "fonts"}
# Fragments are asked for 400 px ahead; so many steps of 200 px later their places are in the middle of the screen.
LATE = 4
SHIFTS = """() => { window.shifted = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true }); }"""
SEEN = """() => [...document.images].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
}).map((one) => one.currentSrc)"""


@dataclass
class Visit:
    """What one page asked for: kind and bytes by address, in order."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def asked(self, event: Mapping[str, Any]) -> None:
        url = str(event["request"]["url"])
        if not url.startswith(("data:", "blob:")):
            self._names[event["requestId"]] = url
            self.kinds[url] = str(event.get("type", "Other"))

    def finished(self, event: Mapping[str, Any]) -> None:
        url = self._names.get(event["requestId"])
        if url is not None:
            self.sizes[url] = self.sizes.get(url, 0) + float(event["encodedDataLength"])

    def kilobytes(self, urls: Any) -> float:
        """This sums up what some of the addresses weighed."""
        return round(sum(self.sizes.get(url, 0) for url in urls) / 1024, 1)


def measure(context: BrowserContext, base: str, path: str) -> dict[str, float]:
    """This opens a page for the first time and says what it cost, by the names of the table."""
    page = context.new_page()
    visit = _listening(page)
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    page.evaluate(SHIFTS)
    ours = [url for url in visit.kinds if url.startswith(base)]
    found = {
        f"{name}_kb": visit.kilobytes([url for url in ours if visit.kinds[url] == kind])
        for kind, name in KINDS.items()
    }
    seen = set(page.evaluate(SEEN))
    found |= {
        "images_kb": visit.kilobytes([url for url in ours if url in seen]),
        "total_kb": visit.kilobytes(ours),
        "requests": len(ours),
        "foreign_origins": len(
            {urlsplit(url).netloc for url in visit.kinds} - {urlsplit(base).netloc}
        ),
        "cls": _shifts(page),
    }
    page.close()
    return found


def late_shift(context: BrowserContext, url: str) -> float:
    """Layout shift of a scroll to the end, where every fragment comes only after its place was seen."""
    page, held = context.new_page(), list[Route]()
    page.route("**/*", lambda route: _hold(route, held))
    page.goto(url)
    page.evaluate(SHIFTS)
    waited = 0
    for _step in range(60):
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(40)
        waited = waited + 1 if held else 0
        if waited > LATE:
            page.wait_for_timeout(100)
            while held:
                held.pop().continue_()
                page.wait_for_timeout(150)
    page.wait_for_load_state("networkidle")
    shifted = float(page.evaluate("window.shifted"))
    page.close()
    return round(shifted, 4)


def _hold(route: Route, held: list[Route]) -> None:
    if "hx-request" in route.request.headers:
        held.append(route)
    else:
        route.continue_()


def exceeded(name: str, found: Mapping[str, float]) -> list[str]:
    """This compares with the table's row; a cost the table does not know is a mistake."""
    return [f"{what}: {cost} > {TABLE[name][what]}" for what, cost in found.items() if cost > TABLE[name][what]]  # fmt: skip


def _listening(page: Page) -> Visit:
    visit = Visit()
    log = page.context.new_cdp_session(page)
    log.send("Network.enable")
    log.send("Network.clearBrowserCache")
    log.on("Network.requestWillBeSent", visit.asked)
    log.on("Network.loadingFinished", visit.finished)
    return visit


def _shifts(page: Page) -> float:
    """Layout shift of loading, of a scroll to the end and back, and of opening the menu."""
    for _step in range(40):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(40)
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    menu = page.locator("[data-opens=menu] >> visible=true")
    if menu.count():
        menu.first.click()
    page.wait_for_timeout(300)
    return round(float(page.evaluate("window.shifted")), 4)
