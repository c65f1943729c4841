"""A live shop with a payment emulator beside it, for the headless Chromium to walk through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.builders import storefront as build
from tests.builders.payments import Shop, running_shop

PATIENCE = 10_000


@dataclass
class Walk:
    """One visit: the page, what the browser complained about, and where the shop is."""

    page: Page
    base: str
    complaints: list[str]

    def go(self, path: str) -> None:
        """This opens a page of the shop."""
        self.page.goto(self.base + path)

    def until(self, expression: str) -> None:
        """This waits until something holds on the page; Playwright's own way to wait needs an eval that we forbid."""
        for _ in range(PATIENCE // 50):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        message = f"it never came true that {expression}"
        raise AssertionError(message)

    def fill_in_address(self) -> None:
        """This types what a guest must type."""
        self.page.get_by_label("E-mail").fill("ada@example.com")
        self.page.get_by_label("Full name").first.fill("Ada Byron")
        self.page.get_by_label("Street and house number").first.fill("Ackerstr. 1")
        self.page.get_by_label("Postcode").first.fill("10115")
        self.page.get_by_label("Town or city").first.fill("Berlin")

    def fill_in_card(self, number: str = "4242424242424242") -> None:
        """This types a card into the provider's frame."""
        frame = self.page.frame_locator("#card-frame iframe")
        frame.locator("#number").fill(number)
        frame.locator("#expiry").fill("12 / 34")
        frame.locator("#cvc").fill("123")


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Shop]:
    """An emulator that takes the money; the browser may talk to it."""
    with running_shop(settings) as found:
        url = found.emulator.url
        settings.CONTENT_SECURITY_POLICY = _allowing(settings.CONTENT_SECURITY_POLICY, url)
        yield found


@pytest.fixture
def front(transactional_db: None, stripe: Shop, live_server: LiveServer) -> build.Storefront:
    """A shop with a mug, a lamp and thirty more things, paid at the emulator."""
    cache.clear()
    return build.open_storefront(extra=30)


@pytest.fixture
def walk(
    browser: Browser, front: build.Storefront, live_server: LiveServer
) -> Iterator[Callable[..., Walk]]:
    """Call it for a fresh visit; options are those of a browser context. No complaint may remain."""
    visits: list[tuple[Any, Walk]] = []

    def visit(**options: Any) -> Walk:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        made = Walk(page=page, base=live_server.url, complaints=[])
        page.on("pageerror", lambda error: _blame(made, str(error)))
        page.on("console", lambda said: _note(made, said))
        visits.append((context, made))
        return made

    yield visit
    complaints = [one for _context, made in visits for one in made.complaints]
    for context, _made in visits:
        context.close()
    assert complaints == []


def _blame(walk: Walk, error: str) -> None:
    """Chromium calls it an error when a page is left before its script can say that no picture travels along."""
    if "ViewTransition" not in error:
        walk.complaints.append(error)


def _note(walk: Walk, said: Any) -> None:
    """A refused form answers 422 or 409 on purpose, and tests take networks away; Chromium calls that failed."""
    expected = (
        "status of 422", "status of 409", "status of 402", "status of 404",
        "ERR_INTERNET_DISCONNECTED",
    )  # fmt: skip
    if said.type in {"error", "warning"} and not any(one in said.text for one in expected):
        walk.complaints.append(said.text)


def _allowing(policy: dict[str, Any], origin: str) -> dict[str, Any]:
    wider = {"script-src", "connect-src", "frame-src", "form-action"}
    directives = {
        name: [*values, origin] if name in wider else values
        for name, values in policy["DIRECTIVES"].items()
    }
    return policy | {"DIRECTIVES": directives}
