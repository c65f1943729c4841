"""The till when things go wrong, and for everybody: lost lines, two tabs, no mouse, no script, no width."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from commerce import memo
from commerce.channels.models import Channel
from orders.cart.models import CartLine
from orders.order.models import Order
from orders.pickup.models import Pickup
from payments.models import Payment
from tests.builders import orders, stores
from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk
from tests.journeys.browser.test_access import OPTIONS
from tests.journeys.browser.test_buying import THANKS, put_into_bag

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
    "word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"
)


def fill_bag(visit: Walk, *, name: str = "Blue mug") -> None:
    """This puts something into the bag and waits until it is there."""
    put_into_bag(visit, name=name)
    visit.page.locator("#bag[open] .line").first.wait_for()


def test_a_quantity_that_does_not_get_through_goes_back_and_tries_again(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """C7, X8: the line shows its last good value and says so; Retry brings the wanted one."""
    visit = walk()
    page = visit.page
    fill_bag(visit)
    visit.go("/cart/")
    field = page.get_by_role("spinbutton")
    for fail in (lambda route: route.abort(), lambda route: route.fulfill(status=500, body="")):
        page.route("**/cart/lines/**", fail)
        page.get_by_role("button", name="One more").click()
        expect(page.get_by_role("alert")).to_contain_text("Your bag is as it was before.")
        expect(field).to_have_value("1")
        page.unroute("**/cart/lines/**")
    assert CartLine.objects.get().quantity == 1

    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".totals__sum")).to_contain_text("€29.90")
    assert CartLine.objects.get().quantity == 2
    visit.complaints.clear()  # the browser's own notes about the requests that failed on purpose


def test_focus_stays_with_the_hands(walk: Callable[..., Walk], front: build.Storefront) -> None:
    """C1, X21: a changed quantity keeps it, a removed line hands it on, undo brings the line back."""
    visit = walk()
    page = visit.page
    for name in ("Blue mug", "Thing 001"):
        fill_bag(visit, name=name)
    visit.go("/cart/")
    more = page.get_by_role("button", name="One more").first
    more.click()
    expect(page.locator("h1")).to_contain_text("3 items")
    expect(page.locator(":focus")).to_have_id(str(more.get_attribute("id")))

    page.get_by_role("button", name="Remove Blue mug").click()
    expect(page.get_by_text("Blue mug was removed")).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Thing 001")
    page.get_by_role("button", name="Remove Thing 001").click()
    expect(page.get_by_role("heading", name="Your bag is empty")).to_be_visible()
    expect(page.locator(":focus")).to_have_id("bag-heading")
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("link", name="Thing 001").first).to_be_visible()
    expect(page.locator("body:focus")).to_have_count(0)


def test_an_order_that_never_left_is_said_to_be_unsent(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K8: the house is asked; nothing was charged, everything is kept, the next press pays once."""
    visit = walk()
    page = visit.page
    fill_bag(visit)
    visit.go("/checkout/")
    visit.fill_in_address()
    visit.fill_in_card()
    page.locator("#card-wrap").wait_for()
    page.wait_for_load_state("networkidle")
    page.route("**/checkout/", lambda route: _only_posts(route, route.abort))

    page.locator("#pay").click()
    expect(page.locator("#pay-state")).to_contain_text("did not reach us", timeout=20_000)
    expect(page.get_by_label("Town or city").first).to_have_value("Berlin")
    page.unroute("**/checkout/")
    page.locator("#pay").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Order.objects.count() == 1
    visit.complaints.clear()


def test_an_order_whose_answer_was_lost_is_looked_after(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K8: it arrived, only the answer did not: the page checks, and asks for no second payment."""
    visit = walk()
    page = visit.page
    fill_bag(visit)
    visit.go("/checkout/")
    visit.fill_in_address()
    visit.fill_in_card()
    page.wait_for_load_state("networkidle")

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/checkout/", lambda route: _only_posts(route, lambda: swallow(route)))
    page.locator("#pay").click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(
        "We are checking whether your payment went through", timeout=20_000
    )
    assert Payment.objects.count() == 1
    assert not Order.objects.exists()
    visit.complaints.clear()


def test_the_refresh_of_a_checkout_may_fail_without_ordering(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X8, K6: what was typed stays; trying again refreshes and never orders."""
    visit = walk()
    page = visit.page
    fill_bag(visit)
    visit.go("/checkout/")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.route("**/checkout/", lambda route: _only_posts(route, lambda: route.fulfill(status=500)))
    page.get_by_label("Country").first.select_option("FR")
    expect(page.locator("#toasts").get_by_role("alert")).to_contain_text("could not be fetched")
    page.unroute("**/checkout/")

    page.get_by_role("button", name="Try again").click()

    expect(page.locator("#live")).to_contain_text("The total is")
    expect(page.get_by_label("E-mail")).to_have_value("ada@example.com")
    assert not Order.objects.exists()
    visit.complaints.clear()


def test_a_bag_that_changes_in_another_tab_is_not_ordered_unseen(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K11, invariant 14: two tabs, one of them at the bank; the new total is shown, nothing is placed."""
    visit = walk()
    page = visit.page
    fill_bag(visit)
    visit.go("/checkout/")
    visit.fill_in_address()
    visit.fill_in_card("4000002500003155")
    page.locator("#pay").click()
    approve = page.get_by_role("button", name="Yes, approve")
    approve.wait_for()
    other = page.context.new_page()
    fill_bag(Walk(page=other, base=visit.base, complaints=visit.complaints))

    approve.click()

    expect(page.get_by_text("Your bag changed while you were paying")).to_be_visible()
    expect(page.locator("#pay")).to_have_text("Order and pay €29.90")
    assert not Order.objects.exists()


def test_buying_takes_no_mouse(walk: Callable[..., Walk], front: build.Storefront) -> None:
    """K12, X2: from the first Tab to "pay" by keyboard alone; the focus is always seen, never trapped."""
    visit = walk(reduced_motion="reduce")
    page = visit.page
    fill_bag(visit)
    visit.go("/checkout/")
    typed = {
        "id_email": "ada@example.com",
        "id_full_name": "Ada Byron",
        "id_line1": "Ackerstr. 1",
        "id_postcode": "10115",
        "id_city": "Berlin",
    }
    order = []
    for _press in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(SEEN)
        if here["tag"] == "IFRAME":
            continue
        assert here["tag"] != "BODY"
        assert here["seen"], here
        order.append(here["id"])
        if here["id"] in typed:
            page.keyboard.type(typed[here["id"]])
        if here["id"] == "method-card":
            page.keyboard.press("ArrowDown")
        if here["id"] == "pay":
            break
    page.wait_for_load_state("networkidle")
    page.locator("#pay").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    fields = [one for one in order if one in typed]
    assert fields == list(typed)
    assert Order.objects.get().email == "ada@example.com"


# What has the focus, and whether it can be seen: inside of the window and not under anything else.
SEEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 40), y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const covered = !top || !(here.contains(top) || top.contains(here) || top.closest("label")?.control === here);
  return { tag: here.tagName, id: here.id, seen: !covered };
}"""


def test_phones_show_one_section_and_back_reopens_the_one_before(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """K2, K6: one open section, editable lines behind it, data kept, the total always in view."""
    visit = walk(viewport={"width": 360, "height": 740})
    page = visit.page
    fill_bag(visit)
    visit.go("/checkout/")
    expect(page.locator(".checkout__glance")).to_have_text("€17.40")
    expect(page.locator("#id_line1")).to_be_hidden()
    page.locator("#onward-delivery").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Enter an e-mail address")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.locator("#onward-delivery").click()
    expect(page.locator("#id_line1")).to_be_visible()
    page.locator("#id_full_name").fill("Ada Byron")
    page.locator("#id_line1").fill("Ackerstr. 1")
    page.locator("#id_postcode").fill("10115")
    page.locator("#id_city").fill("Berln")
    page.locator("#onward-method").click()
    expect(page.get_by_text("Did you mean Berlin?")).to_be_visible()
    expect(page.locator("#onward-payment")).to_be_visible()

    page.go_back()

    expect(page.locator("#id_line1")).to_have_value("Ackerstr. 1")
    expect(page.locator("#id_line1")).to_be_visible()
    page.get_by_role("button", name="Change Contact").click()
    expect(page.get_by_label("E-mail")).to_have_value("ada@example.com")


def test_a_pickup_is_chosen_without_scripts_and_handed_over(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X20, K5: plain forms to a store, the code on the confirmation, the counter gives the goods out."""
    stores.make_store("berlin", week=dict.fromkeys(range(1, 8), "10:00-19:00"))
    Channel.objects.update(warehouses=["LEJ", "berlin"])
    orders.receive(front.mug.pk, 3, "berlin")
    memo.forget_all()
    build.light()
    visit = walk(java_script_enabled=False)
    page = visit.page
    put_into_bag(visit)
    visit.go("/checkout/")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.locator("#way-pickup").check()
    page.get_by_role("button", name="Show delivery options").click()
    page.get_by_label("Who collects it").fill("Ada Byron")
    page.locator("#pay").click()
    page.locator("[name=number]").fill("4242 4242 4242 4242")
    page.locator("[name=expiry]").fill("12 / 34")
    page.locator("[name=cvc]").fill("123")
    page.locator("button.main").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    code = page.locator(".pickup__code").inner_text()
    pickup = Pickup.objects.get()
    assert code.replace(" ", "") == pickup.code
    stores.hand_over(pickup)
    page.reload()
    expect(page.get_by_text("You have collected it.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_at_the_till(
    walk: Callable[..., Walk], front: build.Storefront, *, width: int, theme: str
) -> None:
    """X1-X5: bag and checkout with faults, confirmation and tracking; zero violations."""
    visit = walk(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    page, found = visit.page, {}
    fill_bag(visit)
    visit.go("/cart/")
    page.get_by_role("spinbutton").fill("99999")
    page.get_by_role("spinbutton").press("Tab")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.locator("#there summary").click()
    found["bag with a fault"] = _violations(page)
    visit.go("/checkout/")
    page.evaluate("document.getElementById('method-invoice').checked = true")
    page.evaluate("document.getElementById('checkout-form').requestSubmit()")
    page.locator("[data-error-summary]").wait_for()
    found["checkout with faults"] = _violations(page)
    order = orders.make_order(front.shop)
    for query in ("", "?thanks=1"):
        visit.go(f"/orders/{order.public_id}/{order.token}/{query}")
        found[f"order {query}"] = _violations(page)
    visit.go("/track/")
    page.get_by_role("button", name="Show my order").click()
    found["tracking with faults"] = _violations(page)

    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize("width", [320, 360, 640, 768, 1280, 1920])
def test_the_till_fits_every_width(
    walk: Callable[..., Walk], front: build.Storefront, *, width: int
) -> None:
    """X6, X7, I18N4: no sideways scroll, also with wide text and from right to left; 640 is 1280 at 200 %."""
    Channel.objects.update(languages=["en", "de", "ar"])
    memo.forget_all()
    visit = walk(viewport={"width": width, "height": 800}, bypass_csp=True)
    fill_bag(visit)
    order = orders.make_order(front.shop)
    wide = []
    for prefix in ("", "/ar"):
        for path in ("/cart/", "/checkout/", f"/orders/{order.public_id}/{order.token}/?thanks=1"):
            visit.go(prefix + path)
            for style in ("", SPACING):
                if style:
                    visit.page.add_style_tag(content=style)
                if visit.page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((prefix + path.partition("?")[0][:10], style[:20]))
    visit.complaints.clear()

    assert wide == []


def _only_posts(route: Route, act: Callable[[], Any]) -> None:
    """This lets a page be fetched and acts on what it sends."""
    if route.request.method == "POST":
        act()
    else:
        route.continue_()


def _violations(page: Page) -> list[str]:
    answer = Axe().run(page, options=OPTIONS).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]
