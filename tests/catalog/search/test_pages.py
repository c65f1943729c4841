"""Shelves, search and products as shoppers see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import storefront as build

pytestmark = pytest.mark.django_db


def test_lists_a_category_within_six_statements() -> None:
    """Must not grow with the goods: one statement for 3 or 30 products, at most 6 in all."""
    front = build.open_storefront(extra=30)
    front.client.get("/c/mugs/")

    with CaptureQueriesContext(
        connection,
    ) as seen:
        page = front.client.get("/c/mugs/").content.decode()

    assert "32 products" in page
    assert page.count('class="card"') == 24
    assert len(seen) <= 6


def test_loads_more_by_a_real_address() -> None:
    """L6: the next products by htmx, and by the same link without it."""
    front = build.open_storefront(extra=30)
    page = front.client.get("/c/mugs/").content.decode()
    link = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    piece = page.partition('rel="next" href="')[2].partition('hx-get="')[2].partition('"')[0]

    more = front.client.get(
        piece.replace("&amp;", "&"), headers={"HX-Request": "true", "HX-More": "1"}
    ).content.decode()
    plain = front.client.get(link).content.decode()

    assert more.count('class="card"') == 8
    assert "32 of 32" in more
    assert plain.count('class="card"') == 8
    assert "32 products" in plain


@pytest.mark.parametrize("mark", ["x", "a:b:c", "%00", "9" * 400])
def test_a_bad_mark_starts_from_the_top(mark: str) -> None:
    front = build.open_storefront()

    answer = front.client.get("/c/mugs/", {"after": mark})

    assert answer.status_code in {200, 400}


@pytest.mark.parametrize(
    "query",
    [
        {"sort": "moon"},
        {"price_min": "much", "price_max": "-"},
        {"price_max": "9" * 40},
        {"available": "maybe"},
        {"colour": "blue"},
    ],
)
def test_impossible_filters_are_dropped_or_empty(query: dict[str, str]) -> None:
    """L5: impossible values are dropped, impossible combinations are an empty shelf with status 404."""
    front = build.open_storefront()

    answer = front.client.get("/c/mugs/", query)

    assert answer.status_code in {200, 404}
    assert "Mugs" in answer.content.decode()


def test_empty_combination_names_the_way_out() -> None:
    """X8, L5: status 404, the chosen filter as a chip, and Clear all."""
    front = build.open_storefront()

    answer = front.client.get("/c/mugs/", {"available": "no"})

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "No products match these filters" in page
    assert "Clear all" in page


def test_slug_of_another_language_leads_to_the_present_address() -> None:
    front = build.open_storefront()

    answer = front.client.get("/de/c/mugs/")

    assert answer.status_code == 301
    assert answer["Location"] == "/de/c/becher/"
    assert front.client.get("/de/c/becher/").status_code == 200


def test_search_sets_slips_right_and_says_so() -> None:
    """S4: corrections are stated."""
    front = build.open_storefront()

    page = front.client.get("/search/", {"q": "bleu mug"}).content.decode()

    assert "Nothing matches “bleu mug”" in page
    assert "Blue mug" in page


def test_search_without_a_match_offers_ways_on() -> None:
    """S7: categories and what others like."""
    front = build.open_storefront()

    page = front.client.get("/search/", {"q": "zzzzzzzz"}).content.decode()

    assert "Nothing found" in page
    assert "What others like" in page
    assert 'value="zzzzzzzz"' in page


def test_suggests_from_the_second_letter() -> None:
    front = build.open_storefront()

    page = front.client.get("/search/suggestions/", {"q": "bl"}).content.decode()

    assert 'role="option"' in page
    assert "Blue mug" in page
    assert (
        'role="option"' not in front.client.get("/search/suggestions/", {"q": "b"}).content.decode()
    )


def test_product_says_price_stock_and_promise() -> None:
    """P1, P6, P7, X30."""
    front = build.open_storefront(mugs=3)

    page = front.client.get("/p/blue-mug/").content.decode()

    assert "€12.50" in page
    assert "VAT included" in page
    assert "Only 3 left" in page
    assert "Delivery €4.90, free from €80.00" in page
    assert f'name="variant" value="{front.mug.public_id}"' in page


def test_product_tells_search_engines_what_it_tells_people() -> None:
    """SEO5: the offer's price and stock equal the page's; texts cannot close the script."""
    front = build.open_storefront(mugs=0)

    page = front.client.get("/p/blue-mug/").content.decode()

    assert '"price": "12.50"' in page
    assert "https://schema.org/OutOfStock" in page
    assert "Sold out" in page
    assert 'id="add-button"' not in page


@pytest.mark.parametrize("path", ["/p/nothing/", "/c/nothing/", "/p/%F0%9F%8D%8B/", "/c/a%2Fb/"])
def test_unknown_slugs_are_not_found(path: str) -> None:
    front = build.open_storefront()

    assert front.client.get(path).status_code == 404


def test_description_shows_harmless_tags_only() -> None:
    """X: what editors paste cannot run."""
    front = build.open_storefront()
    build.describe(front.mug, "<p>Thrown by <strong>hand</strong>.</p><script>alert(1)</script>")

    page = front.client.get("/p/blue-mug/").content.decode()

    assert "<p>Thrown by <strong>hand</strong>.</p>" in page
    assert "alert(1)" not in page
