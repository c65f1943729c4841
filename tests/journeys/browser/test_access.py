"""Every main page for everybody: axe finds nothing, nothing runs over the edge, at each width and theme."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk
from tests.journeys.browser.test_buying import put_into_bag

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "iframes": False,
    "rules": {"target-size": {"enabled": True}},
}
PAGES = (
    "/products/",
    "/c/mugs/",
    "/c/mugs/?available=no",
    "/de/c/becher/",
    "/p/blue-mug/",
    "/search/?q=mug",
    "/search/?q=zzzzzz",
    "/cart/",
    "/checkout/",
    "/track/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nothing/",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    walk: Callable[..., Walk], front: build.Storefront, *, width: int, theme: str
) -> None:
    """X1, X2, X4, X25: zero violations, with a bag so that bag and checkout are full."""
    visit = walk(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    put_into_bag(visit)
    visit.page.locator("#bag[open] .line").wait_for()
    found = {"bag": _violations(visit)}

    for path in PAGES:
        visit.go(path)
        found[path] = _violations(visit)

    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_runs_over_the_edge(
    walk: Callable[..., Walk], front: build.Storefront, *, width: int
) -> None:
    """X6: no horizontal scroll at any width; exactly one h1 per page."""
    visit = walk(viewport={"width": width, "height": 800})
    put_into_bag(visit)
    visit.page.locator("#bag[open] .line").wait_for()
    too_wide = []

    for path in PAGES:
        visit.go(path)
        if visit.page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)
        assert visit.page.locator("h1").count() == 1, path

    assert too_wide == []


def _violations(visit: Walk) -> list[str]:
    answer = Axe().run(visit.page, options=OPTIONS).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]
