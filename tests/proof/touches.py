"""What fingers do on a page: each a touch or some keys, and the wait until the page has answered."""

from collections.abc import Callable, Mapping, Sequence

from playwright.sync_api import Page, expect

Deed = Callable[[Page], None]


def answer_banner(page: Page) -> None:
    """Nothing lies over what is touched."""
    page.evaluate("document.querySelector('.consent')?.remove()")


def menu(page: Page) -> None:
    """The menu is opened and closed."""
    page.locator("[data-opens=menu] >> visible=true").tap()
    page.locator("#menu[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("#menu").wait_for(state="hidden")


def searching(page: Page) -> None:
    """A word is typed into the search field, and suggestions come."""
    page.locator("#q").tap()
    page.keyboard.type("vase", delay=60)
    page.locator("#suggestions [role=option]").first.wait_for()
    page.keyboard.press("Escape")


def quick_add(page: Page) -> None:
    """A card's plus puts it into the bag, or opens the choice of versions."""
    plus = page.locator(".card__add .button >> visible=true").first
    plus.scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # nobody touches what is still rolling by
    plus.tap()
    page.locator("dialog[open] >> visible=true").wait_for()
    page.keyboard.press("Escape")


def filtering(page: Page) -> None:
    """The filters are opened, one is ticked, and the list follows."""
    page.locator("#open-filters").tap()
    page.locator("#facets input[type=checkbox]:not([disabled]) >> visible=true").first.tap()
    page.wait_for_url("**/?*")
    page.locator("#filters-close").tap()


def version(page: Page) -> None:
    """Another version is chosen."""
    page.locator("#options .option:has(input:not(:checked):not([disabled]))").first.tap()
    page.wait_for_url("**/?*")


def add_to_bag(page: Page) -> None:
    """The product is put into the bag."""
    page.locator("#add-button").tap()
    page.locator("#bag[open] .line").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("#bag").wait_for(state="hidden")


def one_more(page: Page) -> None:
    """A line of the bag becomes one piece more, and one less again."""
    count = page.locator("#bag-count")
    before = count.inner_text()
    page.locator("main").get_by_role("button", name="One more").first.tap()
    expect(count).not_to_have_text(before)
    page.locator("main").get_by_role("button", name="One less").first.tap()
    expect(count).to_have_text(before)


def telling(page: Page) -> None:
    """A guest types where to write to."""
    page.locator("main input[type=email] >> visible=true").first.tap()
    page.keyboard.type("ada@example.com", delay=40)
    page.keyboard.press("Tab")


DEEDS: Mapping[str, Sequence[Deed]] = {
    "home": (menu, searching, quick_add),
    "listing": (menu, searching, filtering, quick_add),
    "product": (menu, searching, version, add_to_bag),
    "cart": (menu, searching, one_more),
    "checkout": (telling,),
}
