"""What crawlers may read (SEO2), and the maps they get (SEO3, SEO4)."""

import re
from typing import Any

import pytest
from django.test import Client

from commerce.storefront import sitemaps
from tests.builders import catalog as goods
from tests.builders import commerce as build
from tests.builders import storefront

pytestmark = pytest.mark.django_db
LOC = re.compile(r"<loc>([^<]+)</loc>")


def _text(answer: Any) -> str:
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


def _products(front: storefront.Storefront, language: str) -> str:
    """Read the map of products the index names; its number follows the keys, which tests do not know."""
    named = LOC.findall(front.client.get("/sitemap.xml").content.decode())
    [address] = [one for one in named if f"/products-{language}-" in one]
    return _text(front.client.get(address.removeprefix("http://testserver")))


def test_robots_are_told_what_is_not_for_them(client: Client) -> None:
    """SEO2, in every language; of all questions only pages and versions may be followed."""
    page = client.get("/robots.txt").content.decode()

    lines = page.splitlines()
    assert {"Disallow: /checkout/", "Disallow: /de/checkout/", "Disallow: /ar/search/"} <= set(
        lines
    )
    assert {"Disallow: /*?", "Allow: /*?page=", "Allow: /p/*?", "Allow: /*/p/*?"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_a_house_that_is_only_tried_out_is_closed_to_them(client: Client, settings: Any) -> None:
    """SEO2: staging is blocked entirely."""
    build.make_channel()
    settings.SEARCH_ENGINES = False

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert client.get("/track/")["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/sitemaps/products-en-0.xml").status_code == 404


def test_the_index_names_a_part_per_kind_and_language() -> None:
    front = storefront.open_storefront()

    named = LOC.findall(front.client.get("/sitemap.xml").content.decode())

    assert any(re.search(r"/sitemaps/products-en-\d+\.xml$", one) for one in named)
    assert "http://testserver/sitemaps/categories-de-0.xml" in named
    assert {one.rpartition("/")[2].split("-")[0] for one in named} == {
        "products",
        "categories",
        "stores",
        "pages",
    }


def test_a_product_is_mapped_with_its_languages_and_its_last_change() -> None:
    front = storefront.open_storefront()
    words = {"en": {"name": "Cup", "slug": "cup"}, "de": {"name": "Tasse", "slug": "tasse"}}
    goods.make_product(sku="CUP", words=words, channel=front.shop.channel)
    storefront.light()

    told = _products(front, "de")

    entry = next(one for one in told.splitlines() if "/de/p/tasse/" in one)
    assert "<loc>http://testserver/de/p/tasse/</loc>" in entry
    assert '<xhtml:link rel="alternate" hreflang="en" href="http://testserver/p/cup/"/>' in entry
    assert 'hreflang="x-default" href="http://testserver/p/cup/"' in entry
    assert re.search(r"<lastmod>\d{4}-\d\d-\d\dT[\d:]+\+00:00</lastmod>", entry)


def test_the_last_change_moves_only_when_the_page_says_something_else() -> None:
    """SEO3: a true lastmod."""
    front = storefront.open_storefront()
    before = _products(front, "en")

    storefront.light()
    same = _products(front, "en")

    assert before == same


@pytest.mark.parametrize(
    "path",
    ["/sitemaps/moon-en-0.xml", "/sitemaps/products-xx-0.xml", "/sitemaps/products-en-77777.xml",
     "/sitemaps/products-en-99999999999999999999.xml"],
)  # fmt: skip
def test_maps_that_hold_nothing_are_not_there(path: str) -> None:
    front = storefront.open_storefront()

    assert front.client.get(path).status_code == 404


def test_a_map_ignores_what_a_visitor_chose() -> None:
    """Crawlers see the channel of the address, so the map shows no other."""
    front = storefront.open_storefront()
    other = build.make_channel(code="uk", currency="GBP", languages=["en"])
    front.client.cookies["channel"] = other.code

    assert "/p/blue-mug/" in _products(front, "de")


def test_addresses_of_a_map_are_escaped() -> None:
    entry = sitemaps.Entry(paths={"en": "/p/a&b/", "ar": "/p/كوب/"})

    told = "".join(
        sitemaps.urls([entry], base="https://x.example", language="ar", languages=("en", "ar"))
    )

    assert "<loc>https://x.example/ar/p/%D9%83%D9%88%D8%A8/</loc>" in told
    assert 'href="https://x.example/p/a&amp;b/"' in told
