"""Kept cards in a browser: kept by ticking, used by pressing, deleted with a way back."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from commerce.identity.models import User
from orders.order.models import Order
from payments.wallet.models import SavedCard
from tests.builders import storefront as build
from tests.builders.crm import make_account
from tests.builders.payments import Shop, cards_at_stripe, keep_card
from tests.journeys.browser.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.journey]
THANKS = "Thank you, your order is in"


def sign_in(walk: Walk) -> None:
    """This is somebody whose browser is signed in already."""
    client = Client()
    client.force_login(User.objects.get(email="ada@example.com"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    walk.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": walk.base}]
    )


def go_to_checkout(walk: Walk, front: build.Storefront) -> None:
    walk.go(f"/p/{front.mug.product.words['en']['slug']}/")
    walk.page.locator("#add-button").click()
    walk.page.locator("#bag-count").get_by_text("1").first.wait_for()
    walk.go("/checkout/")


def fill_in_address(walk: Walk) -> None:
    """An account's e-mail address is there already."""
    walk.page.get_by_label("Full name").first.fill("Ada Byron")
    walk.page.get_by_label("Street and house number").first.fill("Ackerstr. 1")
    walk.page.get_by_label("Postcode").first.fill("10115")
    walk.page.get_by_label("Town or city").first.fill("Berlin")


def test_a_ticked_box_keeps_the_card_and_the_next_order_needs_no_typing(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """A4, K7, X12."""
    ada = make_account().customer_id
    visit = walk()
    page = visit.page
    sign_in(visit)
    go_to_checkout(visit, front)
    fill_in_address(visit)
    expect(page.locator("#keep-card")).not_to_be_checked()
    visit.fill_in_card()
    page.locator("#keep-card").check()
    page.locator("#pay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert cards_at_stripe(stripe, ada) == ["4242"]

    go_to_checkout(visit, front)
    expect(page.get_by_label("Visa •••• 4242")).to_be_checked()
    expect(page.locator("#card-frame")).to_be_hidden()
    expect(page.locator("#keep-card")).to_be_hidden()
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 2
    assert [charge.amount for charge in stripe.charges()] == [1740, 1740]


def test_the_bank_asks_about_a_kept_card(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """K8: to the bank and back, refused once, approved then."""
    keep_card(stripe, make_account().customer_id, "pm_card_threeDSecure2Required")
    visit = walk()
    page = visit.page
    sign_in(visit)
    go_to_checkout(visit, front)
    fill_in_address(visit)
    page.locator("#pay").click()
    page.get_by_role("button", name="No, refuse").click()
    expect(page.get_by_role("heading", name="Your payment did not go through")).to_be_visible()
    expect(page.get_by_label("Visa •••• 3220")).to_be_checked()
    page.locator("#pay").click()
    page.get_by_role("button", name="Yes, approve").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 1


def test_another_card_is_one_choice_away(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """The frame comes with the choice, and nothing is kept without the tick."""
    keep_card(stripe, make_account().customer_id)
    visit = walk()
    page = visit.page
    sign_in(visit)
    go_to_checkout(visit, front)
    fill_in_address(visit)
    page.get_by_label("Another card").check()
    visit.fill_in_card("5555555555554444")
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert [one.last4 for one in SavedCard.objects.all()] == ["4242"]


def test_without_javascript_a_kept_card_pays_and_is_deleted_and_comes_back(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """X20, X11: plain forms all the way."""
    keep_card(stripe, make_account().customer_id, "pm_card_threeDSecure2Required")
    visit = walk(java_script_enabled=False)
    page = visit.page
    sign_in(visit)
    visit.go(f"/p/{front.mug.product.words['en']['slug']}/")
    page.locator("#add-button").click()
    visit.go("/checkout/")
    fill_in_address(visit)
    expect(page.get_by_label("Visa •••• 3220")).to_be_checked()
    page.locator("#pay").click()
    page.get_by_role("button", name="Yes, approve").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    visit.go("/account/cards/")
    page.get_by_role("button", name="Delete Visa •••• 3220").click()
    expect(page.get_by_text("The card was deleted.")).to_be_visible()
    expect(page.get_by_role("heading", name="No card kept yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("The card is back")).to_be_visible()
    assert SavedCard.objects.get().is_default
    assert Order.objects.count() == 1


def test_a_card_is_added_without_an_order(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """A4: in the provider's frame, by keyboard; a no is said where the card is typed, the bank may ask."""
    make_account()
    visit = walk()
    page = visit.page
    sign_in(visit)
    visit.go("/account/cards/")
    page.get_by_role("link", name="Add a card").first.press("Enter")
    frame = page.frame_locator("#card-frame iframe")

    for number in ("4000000000000002", "4000002500003155"):
        frame.locator("#number").fill(number)
        frame.locator("#expiry").fill("1234")
        frame.locator("#cvc").fill("123")
        page.get_by_role("button", name="Keep this card").press("Enter")
        if number.endswith("0002"):
            expect(page.locator("#card-error")).to_have_text("Your card was declined.")
    page.get_by_role("button", name="Yes, approve").click()

    expect(page.get_by_text("Visa •••• 3155 is kept for next time")).to_be_visible()
    assert SavedCard.objects.get().is_default
    assert not Order.objects.exists()
    visit.complaints.clear()  # the browser's own note about the card that was declined
