"""The frame in a real browser: menus by keyboard, switches, letters in place, and no network at all."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from catalog.taxonomy import actions as shelves
from commerce import db, memo
from commerce.channels.queries import get_channel
from tests.builders import cms as pages
from tests.builders import storefront as build
from tests.builders.commerce import AT, make_user
from tests.builders.orders import STAFF
from tests.journeys.browser.conftest import Walk
from tests.journeys.browser.test_access import OPTIONS
from tests.journeys.browser.test_buying import put_into_bag

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
HOME: tuple[dict[str, Any], ...] = (
    {
        "key": "hero",
        "kind": "hero",
        "settings": {"image": "/pictures/none/640.webp", "action_to": "/products/"},
        "texts": {"en": {"title": "Light", "action": "See it", "alt": "A lamp"}},
    },
    {
        "key": "row",
        "kind": "product_row",
        "settings": {"source": "newest", "limit": 12, "rail": True},
        "texts": {"en": {"title": "Just unpacked"}},
    },
    {
        "key": "gone",
        "kind": "banner",
        "shown_until": "2020-01-01T00:00:00+00:00",
        "texts": {"en": {"title": "Long over"}},
    },
)


@pytest.fixture
def furnished(front: build.Storefront) -> build.Storefront:
    """The shop with a shelf below a shelf, a home page, help and an announcement."""
    with db.transaction():
        shelves.save_category(
            code="espresso",
            parent="mugs",
            words={"en": {"name": "Espresso cups", "slug": "espresso"}},
            by=STAFF,
            at=AT,
        )
    channel = get_channel("eu")
    pages.make_page(*HOME, slug="home", kind="home", published=True)
    pages.make_page(slug="help", published=True, en="Help us help you")
    pages.make_menu(channel, "help", {"to": "page:help", "titles": {}})
    pages.make_menu(
        channel, "announcement", {"to": "page:help", "titles": {"en": "Closed on Sunday"}}
    )
    memo.forget_all()
    return front


def _focused(visit: Walk) -> str:
    return str(visit.page.evaluate("document.activeElement.textContent.trim().split('\\n')[0]"))


def test_the_wide_menu_opens_by_key_and_closes_by_key(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """N2: Enter opens, Esc closes and gives the focus back, leaving closes."""
    visit = walk()
    visit.go("/")
    opener = visit.page.locator("[data-mega] > summary")
    panel = visit.page.locator(".mega__panel")

    opener.focus()
    visit.page.keyboard.press("Enter")
    assert panel.is_visible()
    assert panel.get_by_role("link", name="All Mugs").is_visible()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Escape")

    assert not panel.is_visible()
    assert _focused(visit) == "Mugs"
    visit.page.keyboard.press("Enter")
    visit.page.locator("#q").focus()
    assert not panel.is_visible()


def test_the_wide_menu_works_without_javascript(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """X20."""
    visit = walk(java_script_enabled=False)
    visit.go("/")

    visit.page.locator("[data-mega] > summary").click()
    visit.page.get_by_role("link", name="Espresso cups").first.click()

    assert visit.page.url.endswith("/c/espresso/")


def test_the_drawer_keeps_its_depth_and_leads_back(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """N2, X3: second level with Back; Esc folds it first and closes the drawer after."""
    visit = walk(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    visit.go("/")
    visit.page.get_by_role("link", name="Menu").click()
    drawer = visit.page.locator("#menu")
    drawer.locator("summary", has_text="Mugs").click()
    expect(visit.page.get_by_role("button", name="Back")).to_be_focused()
    visit.page.get_by_role("button", name="Back").click()

    expect(drawer.locator("summary", has_text="Mugs")).to_be_focused()
    assert drawer.locator(".depth[open]").count() == 0
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Escape")
    assert drawer.is_visible()
    visit.page.keyboard.press("Escape")
    assert not drawer.is_visible()


def test_a_closed_announcement_stays_closed_and_moves_nothing(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """N3."""
    visit = walk(viewport={"width": 360, "height": 740})
    visit.go("/")
    before = visit.page.locator("#header").bounding_box()
    with visit.page.expect_response("**/preferences/notice/"):
        visit.page.get_by_role("button", name="Close this notice").click()

    assert visit.page.locator("#header").bounding_box() == before
    assert _focused(visit) != ""
    visit.go("/")
    assert visit.page.get_by_text("Closed on Sunday").count() == 0


def test_letters_are_asked_for_in_place(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """N5, X21: the error stands beside the field and takes the focus; so does the thanks."""
    visit = walk()
    visit.go("/track/")
    field = visit.page.locator("#letters-email")
    field.fill("ada")
    visit.page.get_by_role("button", name="Send me letters").click()
    visit.page.locator("#letters-problem").wait_for()

    expect(field).to_be_focused()
    field.fill("ada@example.com")
    visit.page.get_by_role("button", name="Send me letters").click()
    visit.page.get_by_text("we sent a link to ada@example.com").wait_for()
    visit.until("document.activeElement !== document.body")


def test_a_rail_moves_by_its_buttons(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """H2, X4: what can be dragged has buttons; at its ends they say so."""
    visit = walk(reduced_motion="reduce")
    visit.go("/")
    further = visit.page.get_by_role("button", name="Next products")
    assert (
        visit.page.get_by_role("button", name="Previous products").get_attribute("aria-disabled")
        == "true"
    )
    further.click()
    visit.until("document.querySelector('.rail').scrollLeft > 100")
    assert visit.page.get_by_text("Long over").count() == 0


def test_the_bag_waits_where_one_left_off(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """H4: after first paint, without moving what is seen."""
    visit = walk()
    put_into_bag(visit)
    visit.page.locator("#bag[open] .line").wait_for()
    visit.go("/")
    visit.page.get_by_role("heading", name="Pick up where you left off").wait_for()

    assert visit.page.locator("#again").get_by_role("link", name="in your bag").is_visible()
    assert visit.page.evaluate("localStorage.length") == 0


KEPT = (
    "(async () => { const all = []; for (const n of await caches.keys())"
    " for (const k of await (await caches.open(n)).keys()) all.push(new URL(k.url).pathname);"
    " return all; })()"
)


def _seen_without_network(visit: Walk) -> None:
    """A product is looked at while the worker is there to keep it; then the network goes."""
    visit.go("/p/blue-mug/")
    visit.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit.until("navigator.serviceWorker.controller !== null")
    visit.go("/p/blue-mug/")
    visit.until(f"{KEPT}.then(all => all.includes('/p/blue-mug/'))")
    visit.go("/cart/")
    visit.page.context.set_offline(True)
    visit.go("/cart/")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("You are offline")


def test_without_network_there_is_a_page_and_no_bag(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """PWA1: what was looked at shows, the bag is never kept."""
    visit = walk()
    _seen_without_network(visit)
    kept = visit.page.evaluate(KEPT)

    visit.page.get_by_role("link", name="Blue mug").wait_for()
    visit.go("/p/blue-mug/")
    assert visit.page.get_by_role("heading", level=1).inner_text() == "Blue mug"
    assert not [path for path in kept if path.startswith(("/cart", "/checkout", "/account"))]


def test_the_network_that_returns_calls_nobody_back(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """PWA1: who waits is taken along by a fresh page; who is on the way to another page gets there."""
    visit = walk()
    _seen_without_network(visit)
    link = visit.page.get_by_role("link", name="Blue mug")

    link.evaluate(
        "link => { addEventListener('beforeunload', () => dispatchEvent(new Event('online')));"
        " link.click(); }"
    )
    visit.page.wait_for_url("**/p/blue-mug/")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Blue mug")
    visit.go("/cart/")
    visit.page.context.set_offline(False)

    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Your bag")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_frame(
    walk: Callable[..., Walk], furnished: build.Storefront, *, width: int, theme: str
) -> None:
    """X1, X4, X25: home, letters, withdrawal and open menus, in both themes and widths."""
    visit = walk(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    found = {}
    for path in (
        "/",
        "/newsletter/",
        "/withdrawal/",
        "/withdrawal/done/",
        "/offline/",
        "/cookies/",
    ):
        visit.go(path)
        found[path] = _violations(visit)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, path
    visit.go("/")
    if width > 1000:
        visit.page.locator("[data-mega] > summary").click()
    else:
        visit.page.get_by_role("link", name="Menu").click()
    found["menu"] = _violations(visit)

    assert {path: rules for path, rules in found.items() if rules} == {}


def test_axe_finds_nothing_in_the_style_guide(
    walk: Callable[..., Walk], furnished: build.Storefront
) -> None:
    """2.3: every part in every state, in both directions and themes."""
    client = Client()
    client.force_login(make_user("guide@example.com", is_staff=True))
    visit = walk(reduced_motion="reduce")
    visit.page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visit.base}]
    )
    visit.go("/styleguide/")

    assert _violations(visit) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_question_for_another_language_can_be_read(
    walk: Callable[..., Walk], width: int
) -> None:
    """N4: suggested, never forced; X6: on one line or two, nothing of it is cut."""
    visit = walk(locale="de-DE", viewport={"width": width, "height": 800})
    visit.go("/")
    strip = visit.page.locator(".strip--ask .strip__inner")

    expect(strip).to_contain_text("Deutsch")
    assert strip.evaluate("one => one.scrollHeight <= one.clientHeight")
    assert _violations(visit) == []


def _violations(visit: Walk) -> list[str]:
    answer = Axe().run(visit.page, options=OPTIONS).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]


def test_the_contents_of_a_long_page_mark_what_is_read(walk: Callable[..., Walk]) -> None:
    """D1a: beside the words on wide screens, the part that is read marked; anchors land below the header."""
    parts = "".join(f"## Part {n}\n\n" + "Words upon words. " * 150 + "\n\n" for n in range(1, 5))
    pages.make_page(pages.rich_text(parts), slug="long", published=True, en="Long")
    visit = walk()
    visit.go("/pages/long/")
    page = visit.page
    current = page.locator(".contents [aria-current]")

    expect(current).to_have_text("Part 1")
    page.locator(".contents a").nth(2).click()
    expect(current).to_have_text("Part 3")
    contents, heading = page.locator(".contents"), page.get_by_role("heading", name="Part 3")
    header = page.locator("#header").bounding_box()
    box, beside = heading.bounding_box(), contents.bounding_box()
    assert header
    assert box
    assert beside
    assert box["y"] >= header["y"] + header["height"]
    assert beside["x"] + beside["width"] <= box["x"]
    assert beside["y"] >= header["y"] + header["height"]
    assert _violations(visit) == []
