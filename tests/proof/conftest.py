"""The running demo and one visitor of every kind, shared by all proofs of a worker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.proof import house as homes
from tests.proof.house import House

PATIENCE = 20_000
# Chromium calls a refused form or a page that says "not found" a failed resource.
EXPECTED = ("status of 422", "status of 409", "status of 404", "status of 400", "status of 410")
# Where the payment provider's frame takes a card; no other page asks anybody but us.
CARD_PAGES = ("/checkout/", "/account/cards/new/")


@dataclass
class Visitor:
    """Somebody in the shop with one tab, and what the browser complained about."""

    house: House
    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """This opens a page and answers with its status; where a password is asked again, it is given."""
        answer = self.page.goto(self.house.base + path)
        if "reauthenticate" in self.page.url and "reauthenticate" not in path:
            self.page.locator("input[type=password]").fill(self.house.member["password"])
            self.page.locator("input[type=password]").press("Enter")
            self.page.wait_for_url(self.house.base + path)
        return answer.status if answer else 0


@pytest.fixture(scope="session")
def house() -> House:
    """The demo, started for the first proof that asks for it."""
    return homes.enter()


@pytest.fixture(scope="session")
def visitors(browser: Browser, house: House) -> Iterator[Callable[[str], Visitor]]:
    """Call it with who is meant: guest, fresh, bag, member or staff."""
    contexts: list[BrowserContext] = []
    known: dict[str, Visitor] = {}

    def visitor(who: str) -> Visitor:
        if who not in known:
            context = browser.new_context(
                viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
            )
            contexts.append(context)
            known[who] = _arrived(Visitor(house=house, page=context.new_page()), who)
        known[who].complaints.clear()
        return known[who]

    yield visitor
    for context in contexts:
        context.close()


def _arrived(made: Visitor, who: str) -> Visitor:
    page = made.page
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("console", lambda said: _note(made, said))
    page.on("request", lambda asked: _ask(made, asked.url))
    page.goto(made.house.base + "/cookies/")
    if who != "fresh":
        page.get_by_role("button", name="Reject").first.click()
    if who in {"member", "staff"}:
        _signs_in(made, made.house.member if who == "member" else made.house.staff)
    if who in {"bag", "member"}:
        page.goto(f"{made.house.base}/p/{made.house.examples['product']}/")
        page.locator("#add-button").click()
        page.locator("#bag[open] .line").first.wait_for()
        page.keyboard.press("Escape")
        with page.expect_response("**/lists/hearts/"):
            page.locator("#heart").click()
    return made


def _signs_in(made: Visitor, person: Any) -> None:
    made.page.goto(made.house.base + "/accounts/login/")
    made.page.locator("main input[name=login]").fill(person["email"])
    made.page.locator("main input[name=password]").fill(person["password"])
    made.page.locator("main form button[type=submit], main form button:not([type])").first.click()
    made.page.wait_for_url(lambda url: "/login/" not in url)


def _note(made: Visitor, said: Any) -> None:
    if said.type in {"error", "warning"} and not any(one in said.text for one in EXPECTED):
        made.complaints.append(f"{said.text} ({made.page.url})")


def _ask(made: Visitor, url: str) -> None:
    """X29: nobody but the shop is asked; the provider's card frame only where one pays."""
    parts = urlsplit(url)
    stranger = parts.scheme in {"http", "https"} and not url.startswith(made.house.base)
    if stranger and not urlsplit(made.page.url).path.endswith(CARD_PAGES):
        made.complaints.append(f"asks {parts.netloc} ({made.page.url})")
