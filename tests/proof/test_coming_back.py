"""Where one was: Back brings back the address, the goods and the place; a change never takes the focus away."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.proof.house import House

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
FOCUS = "document.activeElement.id || document.activeElement.localName"


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """A tab of somebody who came for the first time."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", base_url=house.base
    )
    made = context.new_page()
    made.set_default_timeout(20_000)
    made.goto("/cookies/")
    made.get_by_role("button", name="Reject").first.click()
    yield made
    context.close()


def test_back_from_a_product_finds_the_same_goods_at_the_same_place(page: Page) -> None:
    """X23, L7: loaded pages and scroll offset."""
    page.goto("/products/")
    before = page.locator("#cards .card").count()
    page.locator("#show-more").click()
    page.wait_for_function(f"() => document.querySelectorAll('#cards .card').length > {before}")
    count = page.locator("#cards .card").count()
    name = page.locator("#cards .card__name a").nth(before + 4)
    name.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    place = page.evaluate("scrollY")

    name.click()
    page.locator("#product").wait_for()
    page.go_back()

    expect(page.locator("#cards .card")).to_have_count(count)
    page.wait_for_function("(place) => Math.abs(scrollY - place) < 200", arg=place)


def test_more_goods_take_the_focus_to_the_first_new_one(page: Page) -> None:
    """X21, L6."""
    page.goto("/products/")
    before = page.locator("#cards .card").count()
    page.locator("#show-more").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => document.querySelectorAll('#cards .card').length > {before}")

    page.wait_for_function(
        f"() => document.querySelectorAll('#cards .card')[{before}].contains(document.activeElement)"
    )


def test_a_filter_keeps_the_focus_and_back_takes_it_off(page: Page, house: House) -> None:
    """X21, X23, L4: the address follows, and every step of it can be taken back."""
    page.goto(f"/c/{house.examples['category']}/")
    whole = page.locator(".listing__count").get_attribute("data-total")
    box = page.locator("#facets input[type=checkbox]:not([disabled]) >> visible=true").first
    name = str(box.get_attribute("id"))
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/?*")
    expect(page.locator(".chips .chip--selected")).to_have_count(1)
    assert page.evaluate(FOCUS) == name
    page.locator("#sort").focus()
    page.locator("#sort").select_option(index=1)
    page.wait_for_url("**sort=*")
    assert page.evaluate(FOCUS) == "sort"

    page.go_back()
    page.wait_for_load_state("networkidle")  # what htmx forgot is loaded anew
    expect(page.locator(".chips .chip--selected")).to_have_count(1)
    page.go_back()

    expect(page.locator(".listing__count")).to_have_attribute("data-total", str(whole))
    expect(page.locator(f"#{name}")).not_to_be_checked()


def test_a_version_keeps_the_focus_and_can_be_shared(page: Page, house: House) -> None:
    """X21, P4: the radio stays in focus, the address says what was chosen, a cold load agrees."""
    page.goto(f"/p/{house.examples['product']}/")
    radio = page.locator("#product input[type=radio]:not(:checked):not([disabled])").first
    name, value = str(radio.get_attribute("id")), radio.get_attribute("value")
    price = page.locator("#price")
    radio.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/?*")
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-settling')")

    assert page.evaluate(FOCUS) == name
    shown = price.inner_text()
    page.reload()
    expect(page.locator(f"#product input[type=radio][value='{value}']").first).to_be_checked()
    assert price.inner_text() == shown


def test_the_bag_keeps_the_focus_and_back_leads_out_of_it(page: Page, house: House) -> None:
    """X21, X23: more pieces of a line on the bag's own page, and the way back to the product."""
    path = f"/p/{house.examples['product']}/"
    page.goto(path)
    page.locator("#add-button").click()
    page.locator("#bag[open] .line").wait_for()
    page.goto("/cart/")
    more = page.locator("main").get_by_role("button", name="One more")
    name = str(more.get_attribute("id"))
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#bag-count")).to_contain_text("2")

    page.wait_for_function(f"() => document.activeElement.id === '{name}'")
    page.go_back()

    expect(page).to_have_url(house.base + path)
    expect(page.locator("#bag-count")).to_contain_text("2")
