"""The express way in a browser: from the bag to thanks by two presses, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from orders.order.models import Order
from tests.builders import storefront as build
from tests.builders.payments import Shop
from tests.journeys.browser.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.journey]
THANKS = "Thank you, your order is in"


def put_into_bag(walk: Walk, front: build.Storefront) -> None:
    walk.go(f"/p/{front.mug.product.words['en']['slug']}/")
    walk.page.locator("#add-button").click()


def test_two_presses_from_the_drawer(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """C5: the button here, the button there."""
    visit = walk()
    page = visit.page
    put_into_bag(visit, front)
    page.locator("#express-drawer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emulator Pay")
    expect(page.locator(".sum")).to_have_text("17.40 EUR")
    page.get_by_role("button", name="Pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.get().ship_to["city"] == "Berlin"
    page.go_back()
    page.wait_for_timeout(500)
    assert Order.objects.count() == 1
    assert len(stripe.charges()) == 1


def test_without_javascript_from_the_bag_s_page_by_way_of_the_bank(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """X20, K8."""
    visit = walk(java_script_enabled=False)
    page = visit.page
    put_into_bag(visit, front)
    visit.go("/cart/")
    page.get_by_role("button", name="Pay with Emulator Pay").click()
    page.get_by_label("3-D Secure").check()
    page.get_by_role("button", name="Pay").click()
    page.get_by_role("button", name="Yes, approve").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 1


def test_what_changed_meanwhile_is_agreed_to_by_one_press_more(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """K11: from the top of checkout; the wallet stays chosen while the new total is shown."""
    visit = walk()
    page = visit.page
    put_into_bag(visit, front)
    page.locator("#bag").get_by_role("link", name="Checkout").click()
    page.locator("#express-checkout").click()
    build.reprice(front.mug, "14.00", channel=front.shop.channel)
    page.get_by_role("button", name="Pay").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("€18.90; it was €17.40")
    expect(page.get_by_label("Emulator Pay · Visa •••• 4242")).to_be_checked()
    assert not Order.objects.exists()
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.get().total.minor == 1890


def test_leaving_the_wallet_leads_back_to_the_bag(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    visit = walk()
    page = visit.page
    put_into_bag(visit, front)
    page.locator("#express-drawer").click()
    page.get_by_role("link", name="Back to the shop").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Your bag")
    assert (stripe.charges(), Order.objects.count()) == ([], 0)


def test_the_provider_s_own_buttons_ask_and_lead_through_the_same_door(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop, settings: Settings
) -> None:
    """The Express Checkout Element, as far as the emulator plays it: ready, click, address, confirm."""
    settings.STRIPE_EXPRESS = "element"
    visit = walk()
    page = visit.page
    put_into_bag(visit, front)
    expect(page.locator("#bag-title")).to_have_text("Your bag, 1 item")
    for path in ("/cart/", "/checkout/"):
        visit.go(path)
        expect(page.locator("[data-express]").get_by_role("button")).to_be_visible()
    page.locator("[data-express]").get_by_role("button").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.get().total.minor == 1740
