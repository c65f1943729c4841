"""When parts of the shop do not answer, or are renewed: every fragment fails once, pages stay whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from commerce.storefront import worker
from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk
from tests.journeys.browser.test_buying import put_into_bag
from tests.journeys.browser.test_shelves import two_bowls

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A part of a page that is fetched: where, by which address, and what a visitor does and sees then."""

    name: str
    page: str
    address: str
    act: Callable[[Page], Any]
    comes: str


def _press(name: str) -> Callable[[Page], Any]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def _ask_for_letters(page: Page) -> None:
    page.locator("#letters-email").fill("ada@example.com")
    _press("Send me letters")(page)


FRAGMENTS = (
    Fragment(
        name="into the bag",
        page="/p/blue-mug/",
        address="**/cart/lines/",
        act=lambda page: page.locator("#add-button").click(),
        comes="#bag[open] .line",
    ),
    Fragment(
        name="into the bag from a list",
        page="/c/mugs/?sort=name",
        address="**/cart/lines/",
        act=_press("Add Blue mug to bag"),
        comes="#bag[open] .line",
    ),
    Fragment(
        name="the bag's drawer",
        page="/c/mugs/",
        address="**/cart/",
        act=lambda page: page.locator("[data-opens=bag]").first.click(),
        comes="#bag-body .empty, #bag-body .line",
    ),
    Fragment(
        name="a filter",
        page="/c/mugs/",
        address="**/c/mugs/?*available*",
        act=lambda page: page.get_by_label("In stock now").check(),
        comes=".chip--selected",
    ),
    Fragment(
        name="more of a list",
        page="/c/mugs/",
        address="**/c/mugs/?*page=*",
        act=lambda page: page.locator("#show-more").click(),
        comes=".cards > :nth-child(26)",
    ),
    Fragment(
        name="the choice of a version",
        page="/c/mugs/?sort=newest",
        address="**/choose/*",
        act=lambda page: page.get_by_role("link", name="Choose a version of Bowl").click(),
        comes="#choose[open] form",
    ),
    Fragment(
        name="a version",
        page="/p/bowl/?color=red",
        address="**/p/bowl/?*blue*",
        act=lambda page: page.locator("label[for=o-color-blue]").click(),
        comes="#o-color-blue:checked",
    ),
    Fragment(
        name="a heart",
        page="/p/blue-mug/",
        address="**/lists/hearts/",
        act=lambda page: page.locator("#heart").click(),
        comes="#heart[aria-pressed=true]",
    ),
    Fragment(
        name="something to compare",
        page="/c/mugs/?sort=name",
        address="**/compare/items/",
        act=_press("Compare Blue mug"),
        comes="[data-compare][aria-pressed=true]",
    ),
    Fragment(
        name="letters",
        page="/track/",
        address="**/newsletter/",
        act=_ask_for_letters,
        comes="text=we sent a link to ada@example.com",
    ),
)


def _cut(route: Route) -> None:
    route.abort()


def _break(route: Route) -> None:
    route.fulfill(status=500, body="<h1>Traceback</h1>")


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda one: one.name)
def test_a_part_that_does_not_come_says_so_and_comes_when_asked_again(
    walk: Callable[..., Walk], front: build.Storefront, fragment: Fragment
) -> None:
    """X8, X21, 2.7: cut, then broken: an alert with a retry, the page as it was; then it works, the focus kept."""
    two_bowls(front)
    visit = walk(reduced_motion="reduce")
    page = visit.page
    visit.go(fragment.page)
    again = page.get_by_role("alert").get_by_role("button", name="Try again")

    page.route(fragment.address, _cut)
    fragment.act(page)
    expect(again).to_be_visible()
    page.unroute(fragment.address)
    page.route(fragment.address, _break)
    with page.expect_response(fragment.address):
        again.click()
    expect(again).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0
    assert page.url == visit.base + fragment.page
    assert page.locator("h1").count() == 1
    page.unroute(fragment.address)
    again.click()

    page.locator(fragment.comes).first.wait_for(state="attached")
    visit.until("document.activeElement !== document.body")
    visit.complaints.clear()  # the browser's own notes about the requests that failed on purpose


def test_whoever_is_faster_than_the_scripts_buys_all_the_same(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X20: a press before they came is a plain form's; the page comes back and says what is in the bag."""
    visit = walk(service_workers="block")
    page = visit.page
    page.route("**/*.js", lambda _route: None)  # asked for, never answered
    page.goto(visit.base + "/p/blue-mug/", wait_until="commit")

    page.locator("#add-button").click()
    expect(page.locator("#bag-count")).to_contain_text("1")

    expect(page.get_by_role("heading", level=1)).to_have_text("Blue mug")
    expect(page.locator("main .notice")).to_contain_text("Added to your bag")


def test_two_tabs_put_into_one_bag(walk: Callable[..., Walk], front: build.Storefront) -> None:
    """X23: each tab adds; both know the whole bag when one looks."""
    first = walk()
    put_into_bag(first)
    first.page.locator("#bag[open] .line").wait_for()
    other = first.page.context.new_page()
    second = Walk(page=other, base=first.base, complaints=first.complaints)
    put_into_bag(second, name="Thing 001")
    expect(other.locator("#bag-title")).to_have_text("Your bag, 2 items")

    first.page.keyboard.press("Escape")
    first.page.locator("[data-opens=bag]").first.click()

    expect(first.page.locator("#bag .line")).to_have_count(2)


def test_a_renewed_shop_asks_before_it_takes_over(
    walk: Callable[..., Walk], front: build.Storefront, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PWA1: the notice, the reload by its button, and the old shell thrown away."""
    visit = walk()
    page = visit.page
    names = "caches.keys().then(all => all.filter(one => one.startsWith('dress-')).join())"
    visit.go("/c/mugs/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit.until("navigator.serviceWorker.controller !== null")
    before = page.evaluate(names)
    expect(page.locator("#update")).to_be_hidden()
    monkeypatch.setattr(worker, "version", lambda: "renewed")

    visit.go("/p/blue-mug/")
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => true)"
    )
    notice = page.locator("#update")
    expect(notice).to_contain_text("The shop has been renewed.")
    assert before in page.evaluate(names)
    with page.expect_event("load"):
        notice.get_by_role("button", name="Reload").click()

    visit.until(f"{names}.then(all => all === 'dress-renewed')")
    expect(page.locator("#update")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("Blue mug")


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_pages_hand_over_only_to_those_who_like_motion(
    walk: Callable[..., Walk], front: build.Storefront, motion: str, *, moves: bool
) -> None:
    """2.2, X24: a view transition from list to product; none, and the same page, for calm visitors."""
    visit = walk(reduced_motion=motion)
    visit.page.add_init_script(
        "addEventListener('pagereveal', event => { window.handed = Boolean(event.viewTransition); })"
    )
    visit.go("/c/mugs/?sort=name")

    visit.page.get_by_role("link", name="Blue mug", exact=True).click()

    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Blue mug")
    visit.until("window.handed !== undefined")
    assert visit.page.evaluate("window.handed") is moves


def test_only_a_card_hands_its_picture_over(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """2.2: a form, a link without a picture, a script: the next page just comes, and nothing is aborted."""
    visit = walk()
    page = visit.page
    page.add_init_script(
        "addEventListener('pagereveal', event => { window.handed = Boolean(event.viewTransition); })"
    )
    visit.go("/c/mugs/?sort=name")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    page.get_by_role("link", name="Track an order").first.click()
    page.wait_for_url("**/track/")
    visit.until("window.handed !== undefined")
    assert page.evaluate("window.handed") is False
    page.locator("main form button").last.click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.evaluate("window.handed") is False
    page.evaluate("setTimeout(() => location.assign('/cart/'), 0)")
    page.wait_for_url("**/cart/")
    visit.until("window.handed !== undefined")
    assert page.evaluate("window.handed") is False
    assert faults == []
