"""No page costs more than the table allows: bytes, requests, origins, shifts and SQL."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from commerce import memo
from tests.builders import cms
from tests.builders import storefront as build
from tests.proof import budgets
from tests.proof.house import House

SAMPLES = {"category": "mugs", "product": "blue-mug"}

ROW = {
    "key": "row",
    "kind": "product_row",
    "settings": {"source": "newest", "limit": 12, "rail": True},
    "texts": {"en": {"title": "Just unpacked"}},
}


@pytest.mark.browser
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", budgets.TABLE)
def test_a_first_visit_stays_in_its_budget(browser: Browser, house: House, name: str) -> None:
    """3.1: bytes by type, requests and origins before scrolling, and layout shift with it."""
    context = browser.new_context(**budgets.PHONE)
    if name == "checkout":
        page = context.new_page()
        page.goto(f"{house.base}/p/{house.examples['product']}/")
        page.locator("#add-button").click()
        page.locator("#bag[open] .line").first.wait_for()
        page.close()

    path = str(budgets.TABLE[name]["path"]).format(**house.examples)
    found = budgets.measure(context, house.base, path)
    context.close()

    assert budgets.exceeded(name, found) == [], found


@pytest.mark.browser
@pytest.mark.timeout(600)
@pytest.mark.parametrize("width", [360, 768])
@pytest.mark.parametrize("name", ["home", "listing", "product", "cart"])
def test_what_comes_late_moves_nothing(
    browser: Browser, house: House, name: str, width: int
) -> None:
    """3.1, X9: a slow house fills places that were kept; nothing jumps under anybody's eyes."""
    context = browser.new_context(viewport={"width": width, "height": 740}, service_workers="block")
    path = str(budgets.TABLE[name]["path"]).format(**house.examples)

    assert budgets.late_shift(context, house.base + path) <= budgets.TABLE[name]["cls"]
    context.close()


@pytest.mark.django_db
@pytest.mark.parametrize("name", budgets.TABLE)
def test_pages_ask_the_database_as_often_for_many_goods_as_for_few(name: str) -> None:
    """3.1: SQL within the budget, and constant in the number of goods."""
    front = build.open_storefront(extra=8)
    cms.make_page(ROW, slug="home", kind="home", published=True)
    few = _statements(front, name)
    build.more(front, extra=32)
    many = _statements(front, name)

    assert few == many
    assert many <= budgets.TABLE[name]["sql"]


def _statements(front: build.Storefront, name: str) -> int:
    client = Client()
    path = str(budgets.TABLE[name]["path"]).format(**SAMPLES)
    client.post("/cart/lines/", {"variant": front.mug.public_id, "quantity": "1"})
    memo.forget_all()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(asked)
