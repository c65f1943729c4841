"""Looking around in a browser: the bag by hand, search as one types, languages and currencies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.builders import commerce as ground
from tests.builders import sizing
from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk
from tests.journeys.browser.test_buying import put_into_bag

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_the_bag_is_changed_without_losing_one_s_place(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """C1, X3, X21: focus stays on the control, goes to the heading after the last removal, back to the opener on Esc."""
    visit = walk()
    page = visit.page
    put_into_bag(visit)
    bag = page.locator("#bag")
    bag.get_by_role("button", name="One more").click()
    expect(page.locator("#bag-title")).to_have_text("Your bag, 2 items")
    assert page.evaluate("document.activeElement.id").startswith("d-more-")

    bag.get_by_role("button", name="Remove").click()
    expect(bag.get_by_text("Blue mug was removed")).to_be_visible()
    expect(page.locator("#bag-title")).to_be_focused()
    bag.get_by_role("button", name="Undo").click()
    expect(page.locator("#bag-title")).to_have_text("Your bag, 2 items")
    expect(page.locator("#bag-body.htmx-settling")).to_have_count(0)
    page.keyboard.press("Escape")

    expect(bag).to_be_hidden()
    expect(page.locator("#add-button")).to_be_focused()


def test_filters_change_the_list_the_address_and_come_back(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """L2, L4, L6, X23: chips, pushed addresses, more products, Back."""
    visit = walk()
    page = visit.page
    visit.go("/c/mugs/")

    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".card")).to_have_count(32)
    page.get_by_label("In stock now").check()
    expect(page.get_by_role("link", name="Remove filter In stock now")).to_be_visible()
    assert page.url.endswith("/c/mugs/?available=yes")
    page.go_back()

    expect(page.get_by_label("In stock now")).not_to_be_checked()


def test_filters_stay_in_sight_beside_a_long_list(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """L4, 2.4: beside a wide list the filters stick below the header however far one scrolls."""
    visit = walk()
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 900})
    visit.go("/c/mugs/")

    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")

    expect(page.get_by_label("In stock now")).to_be_in_viewport()
    header = page.locator("header").first.bounding_box()
    filters = page.locator(".filters").bounding_box()
    assert header is not None
    assert filters is not None
    assert header["y"] + header["height"] <= filters["y"] < 200


def test_search_suggests_by_keyboard_alone(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """S1, S2: an ARIA combobox; arrows move, Enter opens, Esc closes."""
    visit = walk()
    page = visit.page
    visit.go("/c/mugs/")
    field = page.get_by_role("combobox", name="Search products")

    field.press_sequentially("blue")
    expect(page.get_by_role("option", name="Blue mug")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    field.press_sequentially(" mug")
    option = page.get_by_role("option", name="Blue mug €12.50")
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        field.press("ArrowDown")
    expect(field).to_be_focused()
    field.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Blue mug")


def test_language_and_currency_are_switched_in_place(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """N4: a plain form, on the same page, with and without JavaScript."""
    ground.make_channel(
        code="uk", name="Britain", currency="GBP", languages=["en"], countries=["GB"], position=2
    )
    visit = walk(java_script_enabled=False)
    page = visit.page
    visit.go("/p/blue-mug/")

    page.locator("#footer-language").select_option("de")
    page.locator(".footer").get_by_role("button", name="Change").click()
    expect(page.get_by_role("button", name="In die Tasche", exact=True)).to_be_visible()
    expect(page.locator("#price")).to_contain_text("12,50")
    assert page.locator("html").get_attribute("lang") == "de"
    page.locator("#footer-channel").select_option("uk")
    page.locator(".footer").get_by_role("button", name="Ändern").click()

    assert page.locator("#footer-channel").input_value() == "uk"


def test_the_theme_follows_the_device_and_the_switch(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X25: dark by the device, light by hand, remembered by the server."""
    visit = walk(color_scheme="dark")
    page = visit.page
    visit.go("/track/")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    page.get_by_role("button", name="Light", exact=True).click()
    page.reload()

    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark != light
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_pictures_turn_by_keys_and_finger_one_at_a_time_after_a_choice_too(
    walk: Callable[..., Walk], front: build.Storefront, settings: Any, tmp_path: Path
) -> None:
    """P2, P4: the gallery works on after the version was exchanged beneath it."""
    settings.MEDIA_ROOT = tmp_path
    sizing.hang_pictures(sizing.add_cushion(front), many=3)
    visit = walk(has_touch=True)
    page = visit.page
    visit.go("/p/linen-cushion/")
    page.locator("#o-size-55").check()
    expect(page.locator("#group-size .muted").first).to_have_text("55 x 55 cm")
    page.get_by_role("link", name="View full screen").click()
    counter = page.locator("[data-viewer-count]")
    expect(counter).to_have_text("1 / 3")
    page.keyboard.press("ArrowRight")
    expect(counter).to_have_text("2 / 3")
    page.keyboard.press("Escape")

    finger = page.context.new_cdp_session(page)
    box = page.locator(".gallery__main").bounding_box()
    assert box is not None
    across = box["y"] + box["height"] / 2
    start = [{"x": box["x"] + 200, "y": across}]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": start})
    for step in range(190, 60, -10):
        point = [{"x": box["x"] + step, "y": across}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": point})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(page.locator("#thumb-3")).to_have_attribute("aria-current", "true")
