"""A small shop walked as search engines do: every page of every language, and what machines read there."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as some

from cms.demo import planting
from commerce import db
from commerce.crawl import leaks, reading, walking
from commerce.crawl.reading import Page
from commerce.crawl.walking import Answer, Walk
from commerce.identity.actor import system
from commerce.storefront.paths import in_language
from tests.builders import catalog as goods
from tests.builders import orders, reviews, storefront, stores
from tests.builders.commerce import AT

pytestmark = [pytest.mark.django_db, pytest.mark.journey]
BASE = "http://testserver"
LANGUAGES = ("en", "de", "fr", "ar")
# The pages of trust that every visitor must find (X31), as they are called in links.
LEGAL = ("imprint", "terms", "privacy", "withdrawal", "accessibility")


def _words(**said: str) -> dict[str, dict[str, str]]:
    return {
        language: {"name": name, "summary": f"{name}, made by hand in a small workshop."}
        for language, name in said.items()
    }


def _shop() -> storefront.Storefront:
    """A shop with several versions of a cup, reviews, stores and the demo company's pages."""
    front = storefront.open_storefront(languages=list(LANGUAGES))
    cup = goods.make_product(
        sku="CUP-1",
        words=_words(en="Tall cup", de="Hohe Tasse", fr="Grande tasse", ar="كوب طويل"),
        channel=front.shop.channel,
    )
    orders.receive(cup.pk, 3)
    reviews.make_review(cup.product, stars=5)
    stores.make_store()
    with db.transaction():
        planting.plant(channel=front.shop.channel, at=AT, by=system("tests"))
    storefront.light()
    return front


def _fetch(client: Client) -> walking.Fetch:
    def fetch(url: str) -> Answer:
        parts = urlsplit(url)
        answer: Any = client.get(parts.path + (f"?{parts.query}" if parts.query else ""))
        kind = answer.get("Content-Type", "")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(
            status=answer.status_code,
            kind=kind,
            location=answer.get("Location", "") if 300 <= answer.status_code < 400 else "",
            text=body.decode() if kind.startswith(("text/", "application/xml")) else "",
        )

    return fetch


def _walked(front: storefront.Storefront) -> Walk:
    starts = [in_language("/", code) for code, _name in settings.LANGUAGES]
    return walking.walk(_fetch(Client()), base=BASE, starts=starts, told=leaks.untranslated)


def test_the_whole_shop_has_no_fault_that_a_walk_can_see() -> None:
    """SEO1-SEO4, SEO7, 3.2 lint: links, heads, languages, maps, pictures, scripts, ids, placeholders."""
    found = _walked(_shop())

    assert found.faults == []
    assert len(found.mapped) >= 4 * 12
    assert {page.language for page in found.pages.values()} == set(LANGUAGES)


def test_every_page_names_the_legal_pages_in_its_language() -> None:
    """X31: imprint, terms, privacy, withdrawal, accessibility, with something to read."""
    front = _shop()

    for language in LANGUAGES:
        home = reading.read(front.client.get(in_language("/", language)).content.decode())
        texts = [front.client.get(link) for link in home.links if "/pages/" in link]
        read = {one.request["PATH_INFO"]: one for one in texts}

        assert len(read) >= len(LEGAL)
        assert {one.status_code for one in read.values()} == {200}
        assert all(len(strip_tags(one.content.decode())) > 1500 for one in read.values())


def test_product_data_equals_the_page() -> None:
    """SEO5: both are read, and say the same name, price, stock, number and reviews."""
    front = _shop()
    answer = front.client.get("/p/tall-cup/").content.decode()
    page = reading.read(answer)

    (told,) = page.things("Product")
    shown = re.search(r'class="price__now">([^<]+)<', answer)
    assert shown is not None
    assert told["name"] == page.headings[0]
    assert told["offers"]["price"] == re.sub(r"[^\d.]", "", shown[1])
    assert told["offers"]["availability"] == "https://schema.org/LimitedAvailability"
    assert "Only 3 left" in answer
    assert told["sku"] == "CUP-1"
    assert told["url"] == page.canonical[0]
    assert told["aggregateRating"]["reviewCount"] == 1
    assert told["offers"]["hasMerchantReturnPolicy"]["merchantReturnDays"] == 14
    (shipping,) = told["offers"]["shippingDetails"]
    assert f"€{shipping['shippingRate']['value']}" in answer


def test_crumbs_and_shelves_tell_machines_what_they_show() -> None:
    """SEO5: BreadcrumbList and ItemList equal the visible links."""
    front = _shop()
    answer = front.client.get("/c/mugs/").content.decode()
    page = reading.read(answer)

    (crumbs,) = page.things("BreadcrumbList")
    (shelf,) = page.things("ItemList")
    names = [one["name"] for one in shelf["itemListElement"]]
    assert [one["name"] for one in crumbs["itemListElement"]] == ["Home", "Mugs"]
    assert names == re.findall(r'class="card__name"><a [^>]+>([^<]+)<', answer)


def test_the_home_page_says_who_sells_and_how_to_search() -> None:
    """SEO5: OnlineStore with return policy and delivery, WebSite with search."""
    page = reading.read(_shop().client.get("/de/").content.decode())

    (store,) = page.things("OnlineStore")
    (site,) = page.things("WebSite")
    assert store["hasShippingService"][0]["shippingConditions"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/de/search/?q={{term}}"
    assert site["inLanguage"] == "de"


@pytest.mark.parametrize(
    "path", ["/cart/", "/search/?q=mug", "/track/", "/accounts/login/", "/withdrawal/"]
)
def test_what_is_nobodys_business_is_not_to_be_found(path: str) -> None:
    """SEO2."""
    page = reading.read(_shop().client.get(path).content.decode())

    assert not page.indexable
    assert not page.alternates


def test_filters_and_order_belong_to_the_shelf_itself() -> None:
    """SEO1: canonical without questions; the second page is a page of its own."""
    front = storefront.open_storefront(extra=30)

    def canonical(path: str) -> list[str]:
        return reading.read(front.client.get(path).content.decode()).canonical

    assert canonical("/c/mugs/?sort=price&available=yes") == [f"{BASE}/c/mugs/"]
    assert canonical("/c/mugs/?page=2") == [f"{BASE}/c/mugs/?page=2"]
    assert canonical("/c/mugs/?utm_source=x") == [f"{BASE}/c/mugs/"]
    assert canonical("/p/blue-mug/?sku=MUG-1&gclid=1") == [f"{BASE}/p/blue-mug/"]


def test_addresses_of_the_past_lead_on_in_one_step() -> None:
    """SEO7: 301 on a new slug, from every older one straight to the present one; slashes are added."""
    front = storefront.open_storefront()
    for slug in ("first-mug", "second-mug"):
        _rename(front, slug)

    for old in ("blue-mug", "first-mug"):
        answer = front.client.get(f"/p/{old}/")
        assert (answer.status_code, answer["Location"]) == (301, "/p/second-mug/")
    assert front.client.get("/p/second-mug")["Location"] == "/p/second-mug/"
    assert front.client.get("/p/never-there/").status_code == 404


def test_what_is_sold_no_more_says_so_for_good() -> None:
    """P13: a retired product answers 410 and is on no map; one that never was answers 404."""
    from catalog.products import actions as products

    front = storefront.open_storefront()
    with db.transaction():
        products.retire(product_id=front.mug.product_id, by=system("tests"), at=AT)
    storefront.light()

    answer = front.client.get("/p/blue-mug/")

    assert answer.status_code == 410
    assert not reading.read(answer.content.decode()).indexable
    assert front.client.get("/p/never-there/").status_code == 404


def _rename(front: storefront.Storefront, slug: str) -> None:
    from catalog.products import actions as products

    words = {"en": {"name": "Blue mug", "slug": slug}, "de": {"name": "Blue mug"}}
    with db.transaction():
        products.change_product(
            product_id=front.mug.product_id, changes={"words": words}, by=system("tests"), at=AT
        )
    storefront.light()


HOSTILE = some.one_of(
    some.text(max_size=40).filter(lambda text: "\x00" not in text),
    some.sampled_from(
        ["<script>alert(1)</script>", "'\"><img src=x onerror=y>", "-1", "9" * 30, "1e99", "%s%n",
         "../../etc", "' OR 1=1--", "\u202e\ud7ff", "{{7*7}}", "NaN"]
    ),
)  # fmt: skip
NAMES = some.sampled_from(
    ["q", "sort", "page", "after", "seen", "of", "price_min", "price_max", "available", "sale",
     "rating", "color", "brand", "now", "sku", "variant", "km", "lat", "lon", "open", "service",
     "look", "preview", "next", "exact", "number", "items", "language", "channel"]
)  # fmt: skip
DOORS = ["/", "/c/mugs/", "/products/", "/search/", "/search/suggestions/", "/p/blue-mug/", "/cart/",
         "/stores/", "/stores/stock/", "/compare/", "/ar/c/mugs/", "/p/blue-mug/reviews/",
         "/products/recent/"]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_no_question_breaks_a_door_or_runs_in_it(door: str) -> None:
    """Bad input: impossible facets, pages, quantities and words are dropped or 404, and echoed as text."""
    front = storefront.open_storefront()

    @limits(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(query=some.dictionaries(NAMES, HOSTILE, max_size=4))
    def ask(query: dict[str, str]) -> None:
        answer = front.client.get(door, query)
        text = answer.content.decode() if not answer.streaming else ""

        assert answer.status_code in {200, 301, 302, 400, 404}
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert not _harmed(reading.read(text))

    ask()


def _harmed(page: Page) -> list[str]:
    return [*page.handlers, *page.styled, *page.broken_data]


@pytest.mark.parametrize(
    "form",
    [{"language": "xx"}, {"language": "../"}, {"channel": "moon"}, {"next": "//evil.example"}],
)
def test_impossible_preferences_change_nothing(form: dict[str, str]) -> None:
    front = storefront.open_storefront()

    answer = front.client.post("/preferences/", form)

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert not {"channel", "django_language"} & set(answer.cookies)


@pytest.mark.parametrize("quantity", ["0", "-1", "9" * 30, "1.5", "", "many", "\u0663"])
def test_impossible_quantities_are_answered_in_words(quantity: str) -> None:
    front = storefront.open_storefront()

    answer = front.client.post(
        "/cart/lines/", {"variant": front.mug.public_id, "quantity": quantity, "next": "/"}
    )

    assert answer.status_code in {302, 400, 404, 409, 422}
