"""From the shelf to the refund in real browsers: a guest buys by card, staff carry the order out."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Page, expect

from commerce.permissions import OWNER
from inventory.shipping.models import Parcel
from orders.order.models import Order
from payments import public as payments
from tests.builders import commerce
from tests.builders import inventory as warehouses
from tests.builders import orders as work
from tests.builders import storefront as build
from tests.builders.payments import Shop
from tests.journeys.browser.conftest import Walk
from tests.journeys.browser.test_buying import THANKS, put_into_bag

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def buy_two_mugs(visit: Walk) -> str:
    """This is the guest: two mugs by card; returns the address of the order's page."""
    put_into_bag(visit)
    expect(visit.page.locator("#bag-title")).to_have_text("Your bag, 1 item")
    put_into_bag(visit)
    expect(visit.page.locator("#bag-title")).to_have_text("Your bag, 2 items")
    visit.page.locator("#bag").get_by_role("link", name="Checkout").click()
    visit.fill_in_address()
    visit.fill_in_card()
    expect(visit.page.locator("#pay")).to_have_text("Order and pay €29.90")
    visit.page.locator("#pay").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(THANKS)
    return visit.page.url.partition("?")[0]


def open_desk(visit: Walk, number: str) -> None:
    """This is a member of staff who signs in and finds the order in the list."""
    user = commerce.make_user("mina@example.com", is_staff=True)
    call_command("sync_roles", verbosity=0)
    user.groups.add(Group.objects.get(name=OWNER))
    visit.go("/admin/orders/order/")
    visit.page.locator("[name=username]").fill("mina@example.com")
    visit.page.locator("[name=password]").fill("correct horse")
    visit.page.locator("[name=password]").press("Enter")
    visit.page.get_by_role("link", name=number).click()
    expect(visit.page.get_by_role("heading", name=number, level=2)).to_be_visible()


def press(page: Page, button: str, *, said: str) -> None:
    """This presses a button of the desk, and lets the workers do what follows."""
    page.locator(".desk__steps").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(said, exact=True).first).to_be_visible()
    work.work_off()


def give_back(page: Page, *, delivery: str = "", shelf: str = "") -> None:
    """This gives one mug back in the refund's dialog, and the delivery when a sum is named."""
    page.locator(".desk__steps").get_by_role("button", name="Refund", exact=True).click()
    dialog = page.locator("#ask-refund")
    dialog.get_by_label("Blue mug").fill("1")
    dialog.get_by_label("Delivery").fill(delivery)
    if shelf:
        dialog.get_by_label("The pieces").select_option(shelf)
    dialog.get_by_label("Why").fill("chipped")
    dialog.get_by_role("button", name="Give back").click()
    expect(page.get_by_text("Refund requested", exact=True).first).to_be_visible()
    work.work_off()


def shows(shopper: Page, *, done: str, text: str, money: str) -> None:
    """This is the shopper who looks again: the last step done, the words, what became of the money."""
    shopper.reload()
    expect(shopper.locator(".timeline__done").last).to_contain_text(done)
    expect(shopper.get_by_role("region", name="Where it is")).to_contain_text(text)
    expect(shopper.get_by_role("region", name="Sum")).to_contain_text(money)


def states() -> tuple[str, str, str]:
    order = Order.objects.get()
    return order.state, order.payment_state, order.fulfillment_state


READY = "We have your order and are getting it ready."
PROMISED = "Your card is charged when we send the goods."


def carry_out(desk: Page, shopper: Page) -> None:
    """This picks, packs, labels, ships and delivers; the shopper sees each step."""
    parcel = shopper.get_by_role("region", name="Parcel 1")
    press(desk, "Start picking", said="Being picked")
    shows(shopper, done="Ordered", text=READY, money=PROMISED)
    press(desk, "Mark as packed", said="Packed")
    shows(shopper, done="Packed", text=READY, money=PROMISED)
    expect(parcel).to_contain_text("waiting for the carrier")
    press(desk, "Buy label", said="Label bought")
    press(desk, "Hand to carrier", said="Shipped")
    shows(shopper, done="On its way", text="It is on its way to you.", money="Paid by card.")
    number = Parcel.objects.get().tracking_number
    assert number
    expect(parcel).to_contain_text(number)
    assert states() == ("placed", "paid", "shipped")
    press(desk, "Mark as delivered", said="Delivered")
    shows(shopper, done="Delivered", text="It has arrived.", money="Paid by card.")
    assert states() == ("completed", "paid", "delivered")


@pytest.mark.timeout(300)
def test_from_the_shelf_to_delivery_and_refund(
    walk: Callable[..., Walk], front: build.Storefront, stripe: Shop
) -> None:
    """F1, F5, F6, ECM-2, PAY-3: shopper's page, desk, provider, shelf and ledger agree at every step."""
    visit, staff = walk(), walk()
    followed = buy_two_mugs(visit)
    work.work_off()
    visit.page.goto(followed)
    shopper, desk = visit.page, staff.page
    shows(shopper, done="Ordered", text=READY, money=PROMISED)
    assert [(one.captured, one.amount_captured) for one in stripe.charges()] == [(False, 0)]

    open_desk(staff, Order.objects.get().number)
    carry_out(desk, shopper)
    assert [(one.captured, one.amount_captured) for one in stripe.charges()] == [(True, 2990)]

    desk.reload()
    give_back(desk, shelf="LEJ")
    shows(shopper, done="Delivered", text="It has arrived.", money="We sent a part of the money")
    assert states() == ("completed", "partially_refunded", "delivered")
    assert [one.amount_refunded for one in stripe.charges()] == [1250]
    assert warehouses.level(front.mug.pk) == (9, 0, 0)
    desk.reload()
    give_back(desk, delivery="4.90")
    shows(shopper, done="Delivered", text="It has arrived.", money="We sent the money back")
    desk.reload()
    expect(desk.locator(".desk__timeline")).to_contain_text("Refunded · €17.40")

    assert states() == ("completed", "refunded", "delivered")
    assert [(one.amount_captured, one.amount_refunded) for one in stripe.charges()] == [
        (2990, 2990)
    ]
    assert sum(account.balance.minor for account in payments.trial_balance()) == 0
    work.check_books()
