"""The shelves in a browser: filters in a drawer, a version chosen in place, coming back to where one was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from catalog import public as catalog
from catalog.attributes import actions as attributes
from catalog.contracts import SellableLevel
from catalog.products.models import Variant
from commerce import db
from inventory.models import Level
from tests.builders import catalog as goods
from tests.builders import orders as build
from tests.builders import storefront
from tests.builders.commerce import AT
from tests.journeys.browser.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.journey]
PHONE = {"viewport": {"width": 360, "height": 740}}


def test_filters_on_a_phone_count_while_one_chooses(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """L4, X3, X21: the drawer stays, its button tells the new count, then leads to the products."""
    nothing_left(front.mug)
    visit = walk(**PHONE)
    page = visit.page
    visit.go("/c/mugs/")

    page.get_by_role("button", name="Filter", exact=True).click()
    drawer = page.get_by_role("dialog", name="Filter")
    expect(drawer.get_by_role("button", name="Show 32 products")).to_be_visible()
    drawer.get_by_label("In stock now").check()
    expect(drawer.get_by_role("button", name="Show 31 products")).to_be_visible()
    expect(page.locator("#f-available")).to_be_focused()
    drawer.get_by_role("button", name="Show 31 products").click()

    expect(drawer).to_be_hidden()
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.get_by_role("button", name="Filter (1)")).to_be_visible()
    assert page.url.endswith("/c/mugs/?available=yes")


def test_what_fails_in_the_drawer_is_said_in_the_drawer(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """X8, X9: a modal drawer makes the page inert; the message lies in it, can be pressed, and moves out."""
    visit = walk(**PHONE)
    page = visit.page
    visit.go("/c/mugs/")
    page.get_by_role("button", name="Filter", exact=True).click()
    drawer = page.get_by_role("dialog", name="Filter")
    page.route("**/c/mugs/**", lambda route: route.abort())

    drawer.get_by_label("In stock now").check()

    note = page.locator(".toast")
    expect(note).to_be_visible()
    on_top = """note => { const { x, y, width, height } = note.getBoundingClientRect();
                 return note.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }"""
    assert note.evaluate(on_top)
    page.unroute("**/c/mugs/**")
    note.get_by_role("button", name="Try again").click()
    expect(drawer.get_by_role("button", name="Show 32 products")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert page.locator("body > #toasts").count() == 1
    visit.complaints.clear()  # the browser's own notes about the request that failed on purpose


def test_filters_unfold_without_scripts(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """X20, L4: the same form, sent by its button."""
    visit = walk(java_script_enabled=False, **PHONE)
    page = visit.page
    visit.go("/c/mugs/")

    page.locator("#facets-toggle summary").click()
    page.get_by_label("In stock now").check()
    page.get_by_role("button", name="Show products").click()

    expect(page.get_by_role("link", name="Remove filter In stock now")).to_be_visible()


def test_coming_back_from_a_product_finds_all_that_was_loaded(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """L7, X23: every page, and the very place."""
    visit = walk()
    page = visit.page
    visit.go("/c/mugs/")

    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".card")).to_have_count(32)
    assert page.url.endswith("/c/mugs/?page=1-2")
    last = page.locator(".card__name a").last
    last.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    last.click()
    expect(page.locator("#add-button")).to_be_visible()
    page.go_back()

    expect(page.locator(".card")).to_have_count(32)
    visit.until(f"Math.abs(scrollY - {place}) < 4")
    assert place > 1000


def test_a_version_is_chosen_without_leaving_the_list(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """L9, X3: the small choice keeps the focus, adds, and makes room for the bag."""
    two_bowls(front)
    visit = walk()
    page = visit.page
    visit.go("/c/mugs/?sort=newest")

    page.get_by_role("link", name="Choose a version of Bowl").click()
    choice = page.get_by_role("dialog", name="Choose a version")
    expect(choice.get_by_text("€20.00")).to_be_visible()
    choice.get_by_label("Blue").check()
    expect(choice.get_by_text("€24.00")).to_be_visible()
    assert page.evaluate("document.activeElement.type") == "radio"
    choice.get_by_role("button", name="Add to bag").click()

    expect(page.locator("#bag-title")).to_have_text("Your bag, 1 item")
    expect(choice).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Choose a version of Bowl")).to_be_focused()
    assert page.url.endswith("/c/mugs/?sort=newest")


def test_choosing_a_version_on_its_page_is_quick_and_keeps_one_s_place(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """P4: address, price and number in one morph, the focus on the radio."""
    two_bowls(front)
    visit = walk()
    page = visit.page
    visit.go("/p/bowl/?color=red")
    expect(page.locator("#price")).to_contain_text("€20.00")

    page.locator("#o-color-red").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#price")).to_contain_text("€24.00")

    expect(page.locator("#o-color-blue")).to_be_focused()
    expect(page.locator("#details ~ details .code")).to_have_text("BOWL-BLUE")
    assert page.url.endswith("/p/bowl/?color=blue")


def two_bowls(front: storefront.Storefront) -> None:
    """A bowl in red for 20 and in blue for 24, on the shelf of mugs."""
    with db.transaction():
        attributes.define_attribute(
            code="color",
            kind="color",
            names={"en": "Color"},
            options=[
                attributes.OptionWords(code="red", names={"en": "Red"}, hex="#b03020"),
                attributes.OptionWords(code="blue", names={"en": "Blue"}, hex="#2040a0"),
            ],
            at=AT,
            by=goods.BY,
        )
        family = attributes.define_family(
            code="bowls",
            names={"en": "Bowls"},
            asks=[attributes.Ask(attribute="color", is_axis=True)],
        )
    channel = front.shop.channel
    red = goods.make_product(
        "Bowl",
        sku="BOWL-RED",
        price="20.00",
        channel=channel,
        family=family,
        category="mugs",
        variant_values={"color": "red"},
    )
    blue = goods.add_variant(
        red.product, sku="BOWL-BLUE", price="24.00", channel=channel, values={"color": "blue"}
    )
    for variant in (red, blue):
        build.receive(variant.pk, 5)
    storefront.light()


def nothing_left(variant: Variant) -> None:
    """This tells the shelves that a variant is sold out."""
    levels = [
        SellableLevel(variant_id=variant.pk, warehouse_code=row.warehouse.code, pieces=0)
        for row in Level.objects.filter(variant_id=variant.pk).select_related("warehouse")
    ]
    with db.transaction():
        catalog.note_stock(levels=levels, at=AT)
        catalog.refresh_listings(product_ids=[variant.product_id], at=AT)


def test_suggestions_know_every_key_and_remember_for_a_visit(
    walk: Callable[..., Walk], front: storefront.Storefront
) -> None:
    """S2, S7: Home and End, the count said aloud, last searches offered and forgotten by keys."""
    visit = walk()
    page = visit.page
    visit.go("/c/mugs/")
    field = page.get_by_role("combobox", name="Search products")

    field.press_sequentially("thing")
    expect(page.locator("#s-all")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("suggestions")
    field.press("ArrowDown")
    field.press("End")
    expect(page.locator("#s-all")).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "s-all")
    field.press("Home")
    expect(page.locator("#s-all")).to_have_attribute("aria-selected", "false")
    heights = page.locator("#suggestions [role=option]").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    field.press("End")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("thing")

    page.locator("#q").fill("")
    page.locator("#q").click()
    expect(page.get_by_role("option", name="thing", exact=True)).to_be_visible()
    page.locator("#q").press("ArrowUp")
    page.locator("#q").dispatch_event(
        "input"
    )  # the same words once more take nothing from the hand
    page.wait_for_timeout(400)
    page.locator("#q").press("Enter")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()
