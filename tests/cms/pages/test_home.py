"""The home page as it meets a visitor (H1, H5, SEO8)."""

import re
from typing import Any

import pytest

from tests.builders import cms as pages
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db
HERO: dict[str, Any] = {
    "key": "hero", "kind": "hero",
    "settings": {"image": "/pictures/none/640.webp", "action_to": "/products/"},
    "texts": {"en": {"title": "Light", "action": "See it", "alt": "A lamp"}},
}  # fmt: skip
ROW: dict[str, Any] = {
    "key": "row", "kind": "product_row", "settings": {"source": "newest", "limit": 12},
    "texts": {"en": {"title": "Just unpacked"}},
}  # fmt: skip


@pytest.fixture
def home() -> str:
    """The page of a shop with a mug that is sold out, and three things that are not, beside a lamp."""
    front = build.open_storefront(extra=3, mugs=0)
    pages.make_page(HERO, ROW, slug="home", kind="home", published=True, en="Light")
    return str(front.client.get("/").content.decode())


def test_the_first_picture_is_fetched_first_and_keeps_its_place(home: str) -> None:
    """H1: real text, one primary action, a picture with its size that nothing delays."""
    hero = home.partition('<section class="hero')[2].partition("</section>")[0]
    [picture] = re.findall(r"<img[^>]*>", hero)

    assert 'fetchpriority="high"' in picture
    assert "loading=" not in picture
    assert re.search(r'width="\d+" height="\d+"', picture)
    assert '<h1 class="hero__title">Light</h1>' in hero
    assert len(re.findall(r'class="button ', hero)) == 1


def test_every_product_can_be_bought_or_says_why_not(home: str) -> None:
    """H5: a way into the bag, or "Sold out" on the card."""
    cards = re.findall(r'<li class="card".*?</li>', home, re.DOTALL)

    assert len(cards) == 5
    assert [("card__add" in card) != ("Sold out" in card) for card in cards] == [True] * 5
    assert sum("Sold out" in card for card in cards) == 1


def test_the_head_says_how_the_page_looks_when_passed_on(home: str) -> None:
    """SEO8: a picture of 1200 by 630, icons, colors of the frame, and the manifest."""
    assert re.search(r'property="og:image" content="http://testserver/[^"]+\.jpg"', home)
    assert '<meta property="og:image:width" content="1200">' in home
    assert '<meta property="og:image:height" content="630">' in home
    assert '<meta name="twitter:card" content="summary_large_image">' in home
    assert home.count('<meta name="theme-color"') == 2
    assert re.search(r'<link rel="icon" href="/static/[^"]+\.svg" type="image/svg\+xml">', home)
    assert '<link rel="manifest" href="/manifest.webmanifest">' in home


def test_whoever_asks_for_the_old_icon_is_led_to_the_present_one(client: Any) -> None:
    """SEO8."""
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert re.fullmatch(r"/static/kontor/icons/app-192\.[\w.]*png", answer["Location"])
