"""Pictures on the main pages: room kept, words given, no file larger than the screen can use."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.proof import budgets, checks
from tests.proof.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
PAGES = {
    "guest": (
        "/",
        "/products/",
        "/c/{category}/",
        "/p/{product}/",
        "/search/?q=vase",
        "/p/{reviewed}/reviews/",
        "/stores/",
        "/stores/{store}/",
    ),
    "bag": ("/cart/", "/checkout/"),
    "member": ("/account/", "/account/orders/{order_number}/"),
}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SCREENS: dict[str, dict[str, Any]] = {"phone": {**budgets.PHONE}, "desk": DESK}


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> dict[str, Any]:
    return SCREENS[request.param]


@pytest.mark.parametrize("who", PAGES)
def test_pictures_fit_their_places(
    browser: Browser, visitors: Callable[[str], Visitor], screen: dict[str, Any], who: str
) -> None:
    """3.2: width and height, alt, lazy but the first, srcset of at most 1.6 times the size, AVIF or WebP."""
    known = visitors(who)
    state = known.page.context.storage_state()
    faults: list[str] = []

    for path in PAGES[who]:
        # A browser takes a larger file that it has already; so every page is somebody's first.
        context = browser.new_context(**screen, storage_state=state)
        page = context.new_page()
        page.goto(known.house.base + path.format(**known.house.examples))
        faults += [f"{path}: {one}" for one in checks.pictures(page)]
        context.close()

    assert not faults, "\n".join(dict.fromkeys(faults))
