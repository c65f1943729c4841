"""Buying in a browser: with and without JavaScript, with a card that fails first."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from orders.cart.models import Cart
from orders.order.models import Order
from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.journey]
THANKS = "Thank you, your order is in"


def put_into_bag(walk: Walk, *, name: str = "Blue mug") -> None:
    """This finds a product on its shelf and puts it into the bag."""
    walk.go("/c/mugs/?sort=name")
    walk.page.get_by_role("link", name=name, exact=True).click()
    walk.page.get_by_role("heading", level=1, name=name).wait_for()
    walk.page.wait_for_load_state()  # before its scripts the button is a plain form's
    walk.page.locator("#add-button").click()


def test_a_guest_buys_by_card_in_the_frame(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K1-K8, X22: one page, the card in the provider's frame, one order."""
    visit = walk()
    page = visit.page

    put_into_bag(visit)
    expect(page.locator("#bag")).to_be_visible()
    expect(page.locator("#bag-title")).to_have_text("Your bag, 1 item")
    expect(page.locator("#bag-count")).to_contain_text("1")
    page.locator("#bag").get_by_role("link", name="Checkout").click()
    visit.fill_in_address()
    visit.fill_in_card()
    expect(page.locator("#pay")).to_have_text("Order and pay €17.40")
    fields = "main form :is(input:not([type=radio]):not([type=checkbox]), select):visible"
    assert page.locator(fields).count() <= 8
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    order = Order.objects.get()
    assert (order.total.minor, order.email) == (1740, "ada@example.com")
    assert Cart.objects.get().state == "ordered"
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 1


def test_a_guest_buys_without_javascript_on_the_provider_s_page(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X20: plain links and forms all the way, the card on the hosted page."""
    visit = walk(java_script_enabled=False)
    page = visit.page

    put_into_bag(visit)
    expect(page.get_by_text("Added to your bag")).to_be_visible()
    visit.go("/cart/")
    page.get_by_role("link", name="Checkout").click()
    visit.fill_in_address()
    page.locator("#pay").click()
    page.locator("[name=number]").fill("4242 4242 4242 4242")
    page.locator("[name=expiry]").fill("12 / 34")
    page.locator("[name=cvc]").fill("123")
    page.locator("button.main").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.get().total.minor == 1740


def test_a_declined_card_keeps_everything_and_the_next_one_pays(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K7: the reason in plain words, nothing lost, another card works, one order."""
    visit = walk()
    page = visit.page

    put_into_bag(visit)
    page.locator("#bag").get_by_role("link", name="Checkout").click()
    visit.fill_in_address()
    visit.fill_in_card("4000000000000002")
    page.locator("#pay").click()
    expect(page.locator("#card-error")).to_contain_text("declined")
    expect(page.locator("#card-onward")).to_contain_text("Nothing was charged")
    expect(page.get_by_label("Full name").first).to_have_value("Ada Byron")
    assert not Order.objects.exists()
    visit.fill_in_card()
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 1


def test_the_bank_asks_and_the_way_back_places_the_order(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K8: 3-D Secure leads to the bank and back; refusing there keeps the bag and says why."""
    visit = walk()
    page = visit.page

    put_into_bag(visit)
    page.locator("#bag").get_by_role("link", name="Checkout").click()
    visit.fill_in_address()
    visit.fill_in_card("4000002500003155")
    page.locator("#pay").click()
    page.get_by_role("button", name="No, refuse").click()
    expect(page.get_by_role("heading", name="Your payment did not go through")).to_be_visible()
    assert not Order.objects.exists()
    visit.fill_in_card("4000000000000002")
    page.locator("#pay").click()
    expect(page.locator("#card-error")).to_contain_text("declined")
    # What the bank refused before is no longer the news.
    expect(page.locator("#declined")).to_have_count(0)
    visit.fill_in_card("4000002500003155")
    page.locator("#pay").click()
    page.get_by_role("button", name="Yes, approve").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 1


def test_what_is_missing_is_said_once_on_top_and_beside_the_field(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X14: title, focused summary, links to fields, the same sentence tied to the field."""
    visit = walk(java_script_enabled=False)
    page = visit.page
    put_into_bag(visit)
    visit.go("/checkout/")
    page.get_by_label("Full name").first.fill("Ada Byron")

    page.locator("#pay").click()

    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("There is a problem")
    link = summary.get_by_role("link", name="Enter the street and house number")
    field = page.locator(str(link.get_attribute("href")))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Full name").first).to_have_value("Ada Byron")


def test_a_changed_price_is_shown_before_it_is_charged(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K11: the difference first, the order only after."""
    visit = walk()
    page = visit.page
    put_into_bag(visit)
    page.locator("#bag").get_by_role("link", name="Checkout").click()
    visit.fill_in_address()
    page.locator("#method-invoice").check()
    build.reprice(front.mug, "14.00", channel=front.shop.channel)

    page.locator("#pay").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("€18.90; it was €17.40")
    assert not Order.objects.exists()
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.get().total.minor == 1890
