"""What only an eye finds: notes on a phone, a dark page with the bank's frame, places that nobody fills."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.journey]
PHONE = {"width": 360, "height": 740}


def test_a_note_on_a_phone_has_its_words_above_its_buttons(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X6, X9: nothing is squeezed into a column of three words, no button breaks its label."""
    visit = walk(viewport=PHONE)
    page = visit.page
    visit.go("/p/blue-mug/")
    page.route("**/cart/lines/", lambda route: route.abort("internetdisconnected"))
    page.locator("#add-button").click()

    words = page.locator(".toast > span").bounding_box()
    again = page.locator(".toast button").first.bounding_box()

    assert words is not None
    assert again is not None
    assert words["width"] > 250
    assert again["y"] >= words["y"] + words["height"]
    assert again["height"] < 48
    visit.complaints.clear()


def test_the_card_s_frame_is_dark_on_a_dark_page(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X25: the provider's form wears the colors of the page around it."""
    visit = walk(color_scheme="dark")
    page = visit.page
    visit.go("/p/blue-mug/")
    page.locator("#add-button").click()
    page.locator("#bag").get_by_role("link", name="Checkout").click()
    number = page.frame_locator("#card-frame iframe").locator("#number")
    number.wait_for()

    visit.until("document.querySelector('#card-frame iframe').offsetHeight > 100")
    shades = number.evaluate(
        "async (input) => { await new Promise((done) => setTimeout(done, 300));"
        " const style = getComputedStyle(input); return [style.backgroundColor, style.color]; }"
    )

    paper, ink = ([int(part) for part in one[4:-1].split(", ")] for one in shades)
    assert max(paper) < 60
    assert min(ink) > 200


def test_without_scripts_no_place_waits_for_what_never_comes(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X20: rows that scripts fill are not left as headings above a void."""
    visit = walk(java_script_enabled=False, viewport=PHONE)
    page = visit.page
    visit.go("/p/blue-mug/")

    expect(page.locator("#together-row")).to_be_hidden()
    expect(page.locator("#related-row .nearby__place")).to_be_hidden()
    expect(page.locator("#questions [data-place]")).to_be_hidden()
    expect(page.locator("#questions").get_by_role("link", name="Ask a question")).to_be_visible()


def test_who_asks_too_often_in_the_footer_gets_a_note_there(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X27: the page stays one page; the note says for how long."""
    visit = walk()
    page = visit.page
    for number in range(5):
        front.client.post("/newsletter/", {"email": f"a{number}@example.com"})
    visit.go("/p/blue-mug/")
    page.locator("footer #letters-email").fill("ada@example.com")
    page.locator("footer #letters-email").press("Enter")

    expect(page.locator(".toast")).to_contain_text("Try again in 10 minutes.")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("footer #letters-email")).to_have_value("ada@example.com")
    visit.complaints.clear()


def test_thanks_for_a_question_stand_where_one_lands(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """X22: said aloud and in sight, not above what is scrolled to."""
    visit = walk(viewport=PHONE)
    page = visit.page
    visit.go("/p/blue-mug/questions/")
    page.locator("main details summary").last.click()
    page.locator("main [name=text]").fill("Does it stand on an induction stove, and for how long?")
    page.locator("main form[method=post] button").last.click()

    note = page.get_by_role("status").filter(has_text="We answer within two working days")
    expect(note).to_be_in_viewport()


def test_an_address_stands_upright_everywhere(
    walk: Callable[..., Walk], front: build.Storefront
) -> None:
    """2.2: one look for addresses, on pages that load no other sheet than the shop's own."""
    visit = walk()
    visit.go("/track/")

    slant = visit.page.evaluate(
        "(() => { const line = document.createElement('address'); line.className = 'address';"
        " document.getElementById('main').append(line); return getComputedStyle(line).fontStyle; })()"
    )

    assert slant == "normal"
