"""Facet landing pages as shoppers and crawlers see them (SEO1, SEO2, SEO3, SEO7, L5)."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Category
from commerce import memo
from tests.builders import landings as build

pytestmark = pytest.mark.django_db
BLUE = "/c/vases/blue-vases/"
BOTH = "?color=ink&color=sky"


def page(front: Any, path: str, status: int = 200) -> str:
    answer = front.client.get(path)
    assert answer.status_code == status
    found: str = answer.content.decode()
    return found


def canonical(text: str) -> str:
    [found] = re.findall(r'<link rel="canonical" href="([^"]+)">', text)
    return str(found).removeprefix("http://testserver")


def test_it_is_a_shelf_with_its_filters_chosen_and_its_own_words() -> None:
    """SEO1: own title, h1 and canonical; L2: chips and checks as on any shelf."""
    front = build.open_vases()
    build.make_landing()

    text = page(front, BLUE)

    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", text) == ["Blue vases"]
    assert "<title>Blue vases · " in text
    assert '<meta name="description" content="Blue vases: For green stems.">' in text
    assert canonical(text) == BLUE
    assert 'data-total="3"' in text
    assert text.count('class="card"') == 3
    assert re.findall(r'value="(\w+)" checked', text) == ["sky", "ink"]
    assert 'href="/c/vases/?color=ink"' in text  # the chip that takes "Sky" away
    assert text.count('action="/c/vases/"') == 1  # filters are questions to the category
    assert text.count(f'action="{BLUE}"') == 1  # an order is one to the page


def test_it_answers_in_every_language_and_says_so() -> None:
    """SEO4, I18N1, I18N5: each language its address; words from elsewhere are marked."""
    front = build.open_vases()
    build.make_landing()

    german = page(front, "/de/c/vasen/blaue-vasen/")
    moved = front.client.get("/de/c/vases/blue-vases/")
    french = page(front, "/fr/c/vases/blue-vases/") if "fr" in front.shop.channel.languages else ""

    assert "<h1>Blaue Vasen</h1>" in german
    assert canonical(german) == "/de/c/vasen/blaue-vasen/"
    assert f'hreflang="en" href="http://testserver{BLUE}"' in german
    assert f'hreflang="x-default" href="http://testserver{BLUE}"' in german
    assert (moved.status_code, moved["Location"]) == (301, "/de/c/vasen/blaue-vasen/")
    assert not french or 'lang="en"' in french


def test_it_tells_machines_its_goods_and_the_way_to_it() -> None:
    """SEO5: ItemList and BreadcrumbList of what the page shows."""
    front = build.open_vases()
    build.make_landing()

    told = [
        json.loads(one)
        for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(front, BLUE))
    ]  # fmt: skip

    kinds = {one["@type"]: one["itemListElement"] for one in told}
    assert len(kinds["ItemList"]) == 3
    assert [one["name"] for one in kinds["BreadcrumbList"]][-2:] == ["Vases", "Blue vases"]


def test_more_of_it_has_addresses_of_its_own() -> None:
    """L6, SEO7: "Show more", numbered pages, orders and prices stay with the page."""
    front = build.open_vases(blue=30)
    build.make_landing()

    text = page(front, BLUE)
    second = page(front, f"{BLUE}?page=2")
    dear = page(front, f"{BLUE}?sort=-price&price_min=1")

    assert f'rel="next" href="{BLUE}?page=2"' in text
    assert f'hx-get="{BLUE}?after=' in text
    assert second.count('class="card"') == 6
    assert canonical(second) == f"{BLUE}?page=2"
    assert canonical(dear) == BLUE
    assert 'href="/c/vases/?sort=-price"' in dear  # "Clear all" leads to the category


def test_the_same_filters_of_the_category_point_to_it() -> None:
    """SEO1: the twin is named; fewer, further or other filters are states of the category."""
    front = build.open_vases()
    row = build.make_landing()

    assert canonical(page(front, f"/c/vases/{BOTH}")) == BLUE
    assert canonical(page(front, f"/c/vases/{BOTH}&sort=name")) == BLUE
    assert canonical(page(front, "/de/c/vasen/?color=sky&color=ink")) == "/de/c/vasen/blaue-vasen/"
    for other in ("", "?color=sky", f"{BOTH}&color=rust", f"{BOTH}&price_min=1"):
        assert canonical(page(front, f"/c/vases/{other}")) == "/c/vases/"

    build.make_landing(public_id=row.public_id, indexable=False)
    assert canonical(page(front, f"/c/vases/{BOTH}")) == "/c/vases/"


def test_crawlers_may_read_the_twin_and_find_the_page_in_the_map() -> None:
    """SEO2, SEO3: robots.txt and sitemap agree with the canonical addresses."""
    front = build.open_vases()
    row = build.make_landing()

    robots = page(front, "/robots.txt").splitlines()
    index = page(front, "/sitemap.xml")
    answer: Any = front.client.get("/sitemaps/landings-de-0.xml")
    mapped = b"".join(answer.streaming_content).decode()

    assert f"Allow: /c/vases/{BOTH}$" in robots
    assert f"Allow: /de/c/vasen/{BOTH}$" in robots
    assert "/sitemaps/landings-en-0.xml" in index
    assert "<loc>http://testserver/de/c/vasen/blaue-vasen/</loc>" in mapped
    assert f'hreflang="en" href="http://testserver{BLUE}"' in mapped
    assert "<lastmod>" in mapped

    build.make_landing(public_id=row.public_id, indexable=False)
    assert 'content="noindex, follow"' in page(front, BLUE)
    assert f"Allow: /c/vases/{BOTH}$" not in page(front, "/robots.txt")
    assert "landings" not in page(front, "/sitemap.xml")


def test_the_category_links_what_has_goods() -> None:
    """Popular choices: pages with goods, whitelisted, without the one that is open."""
    front = build.open_vases(rust=0)
    build.make_landing()
    build.make_landing(chosen={"color": ["rust"]}, words={"en": {"heading": "Rust vases"}})
    build.make_landing(chosen={"color": ["sky"]}, words={"en": {"heading": "Sky vases"}})

    category, own = page(front, "/c/vases/"), page(front, BLUE)

    assert f'<a class="chip" href="{BLUE}">Blue vases</a>' in category
    assert "Sky vases" in category
    assert "Rust vases" not in category
    assert "Sky vases" in own
    assert f'<a class="chip" href="{BLUE}">' not in own
    assert "Popular choices" not in page(front, "/c/mugs/")


def test_without_goods_it_is_an_empty_shelf_that_nobody_is_to_find() -> None:
    """L5, SEO2: status 404, the filters named, the way out shown; in no map."""
    front = build.open_vases(rust=0)
    build.make_landing(chosen={"color": ["rust"]}, words={"en": {"heading": "Rust vases"}})

    text = page(front, "/c/vases/rust-vases/", 404)

    assert "No products match these filters" in text
    assert 'content="noindex, follow"' in text
    assert 'href="/c/vases/"' in text
    assert "landings" not in page(front, "/sitemap.xml")


def test_a_page_of_the_past_leads_on() -> None:
    """SEO7: old slugs to the present one, a retired page to its category, in one step each."""
    front = build.open_vases()
    row = build.make_landing()
    renamed = {"en": {"heading": "Vases in blue"}, "de": {"heading": "Blaue Vasen"}}
    build.make_landing(public_id=row.public_id, words=renamed)

    old = front.client.get(BLUE)
    build.retire(row)
    gone = front.client.get("/de/c/vasen/blaue-vasen/?color=rust")
    twin = page(front, f"/c/vases/{BOTH}")
    Category.objects.filter(code="vases").update(hidden=True)
    memo.forget_all()
    lost = front.client.get("/de/c/vasen/blaue-vasen/")

    assert (old.status_code, old["Location"]) == (301, "/c/vases/vases-in-blue/")
    assert (gone.status_code, gone["Location"]) == (301, "/de/c/vasen/?color=rust")
    assert canonical(twin) == "/c/vases/"
    assert lost.status_code == 410


@pytest.mark.parametrize(
    "path", ["/c/vases/nothing/", "/c/mugs/%3Cscript%3E/", "/c/vases/%00/", f"{BLUE}?page=99"]
)
def test_what_does_not_exist_is_not_found(path: str) -> None:
    front = build.open_vases()
    build.make_landing()

    assert front.client.get(path).status_code in {400, 404}


def test_a_page_under_another_category_leads_to_its_own() -> None:
    front = build.open_vases()
    build.make_landing()

    answer = front.client.get("/c/mugs/blue-vases/")

    assert (answer.status_code, answer["Location"]) == (301, BLUE)


def test_searching_for_its_name_leads_to_it_and_to_its_category() -> None:
    """S5: a query equal to a name pins it, in one number or the other."""
    front = build.open_vases()
    build.make_landing()

    blue, vase = page(front, "/search/?q=blue+vase"), page(front, "/search/?q=Vase")

    assert f'<a class="link" href="{BLUE}">' in blue
    assert '<a class="link" href="/c/vases/">' in vase
    assert f'<a class="link" href="{BLUE}">' not in vase


def test_addresses_are_small_letters() -> None:
    """SEO7: the case policy."""
    front = build.open_vases()
    build.make_landing()

    for typed, meant in (("/c/VASES/", "/c/vases/"), ("/c/Vases/Blue-Vases/", BLUE)):
        answer = front.client.get(typed)
        assert (answer.status_code, answer["Location"]) == (301, meant)


def test_changing_language_stays_on_the_page() -> None:
    """N4, I18N1."""
    front = build.open_vases()
    row = build.make_landing()
    wish = {"language": "de", "channel": "eu", "next": BLUE}

    there = front.client.post("/preferences/", wish)["Location"]
    build.retire(row)
    parent = front.client.post("/preferences/", wish)["Location"]

    assert there == "/de/c/vasen/blaue-vasen/"
    assert parent == "/de/c/vasen/"


def test_its_statements_do_not_grow() -> None:
    """Must not grow with goods, pages or languages: at most 8 for a fresh process, 3 afterwards."""
    front = build.open_vases(blue=20)
    build.make_landing()
    for color in build.COLORS:
        build.make_landing(chosen={"color": [color]}, words={"en": {"heading": f"{color} vases"}})
    front.client.get(BLUE)

    with CaptureQueriesContext(connection) as seen:
        page(front, BLUE)

    assert len(seen) <= 4
