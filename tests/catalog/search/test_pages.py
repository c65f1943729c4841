"""Shelves, search and products as shoppers see them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.search.queries import finding
from catalog.search.rules.shelf import FacetCheck, FacetGroup
from catalog.templatetags import product_cards
from tests.builders import catalog as goods
from tests.builders import cms
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


def test_suggestions_set_in_bold_what_completes_the_words() -> None:
    """S3: what was typed stays as it is; few enough for a phone."""
    front = build.open_storefront(extra=8)

    page = front.client.get("/search/suggestions/", {"q": "bl"}).content.decode()
    many = front.client.get("/search/suggestions/", {"q": "th"}).content.decode()

    assert "<span>bl<b>ue</b></span>" in page
    assert many.count('role="option"') <= 9


def test_suggestions_know_the_pages_of_the_shop() -> None:
    """S3: help and articles, by the words of their titles."""
    front = build.open_storefront()
    cms.make_page(slug="care", published=True, en="Care of ceramics")

    page = front.client.get("/search/suggestions/", {"q": "cer"}).content.decode()

    assert "Help and articles" in page
    assert 'data-href="/pages/care/"' in page
    assert '<div data-count="1 suggestion"' in page


def test_an_empty_field_offers_words_to_begin_with() -> None:
    """S7: own searches are filled in by the browser alone."""
    front = build.open_storefront()

    page = front.client.get("/search/suggestions/", {"q": ""}).content.decode()

    assert "data-recent hidden" in page
    assert "Forget these searches" in page


def test_search_in_vain_offers_each_word_alone() -> None:
    """S7: a broader query."""
    front = build.open_storefront()

    page = front.client.get("/search/", {"q": "zzzzzzzz qqqqqqqq"}).content.decode()

    assert 'href="/search/?q=zzzzzzzz"' in page
    assert 'href="/search/?q=qqqqqqqq"' in page


def test_small_choice_of_a_version_is_a_page_without_scripts() -> None:
    """L9, X20: the address of the dialog leads to the product for whoever has no scripts."""
    front = build.open_storefront()

    plain = front.client.get("/p/blue-mug/choose/")
    piece = front.client.get("/p/blue-mug/choose/", headers={"HX-Request": "true"})

    assert (plain.status_code, plain["Location"]) == (302, "/p/blue-mug/")
    assert 'id="choose-add"' in piece.content.decode()
    gone = front.client.get("/p/nothing/choose/", headers={"HX-Request": "true"})
    assert gone.status_code == 404


def test_a_span_of_pages_is_shown_at_once() -> None:
    """L7: what was loaded before a product was opened; more continues after it."""
    front = build.open_storefront(extra=60)

    page = front.client.get("/c/mugs/", {"page": "1-2"}).content.decode()
    piece = page.partition('rel="next" href="')[2].partition('hx-get="')[2].partition('"')[0]
    more = front.client.get(
        piece.replace("&amp;", "&"), headers={"HX-Request": "true", "HX-More": "1"}
    )

    assert page.count('class="card"') == 48
    assert "48 of 62" in page
    assert more.content.decode().count('class="card"') == 14
    assert more["HX-Replace-Url"] == "/c/mugs/?page=1-3"
    assert "HX-Push-Url" not in more


def test_broad_categories_show_what_they_divide_into() -> None:
    """L8."""
    front = build.open_storefront()
    goods.make_category("table", en="Table")
    goods.make_category("cups", parent="table", en="Cups")
    goods.make_product("Cup", sku="CUP-1", channel=front.shop.channel, category="cups")
    build.light()

    page = front.client.get("/c/table/").content.decode()

    assert 'class="sub" href="/c/cups/"' in page


def test_very_many_products_are_counted_in_part_and_said_to_be_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Growth: above the cap numbers are the least there are, and nothing is ruled out by them (L1, L3)."""
    monkeypatch.setattr(finding, "CAP", 2)
    front = build.open_storefront(extra=3)

    page = front.client.get("/products/").content.decode()

    assert "More than 2 products" in page
    assert "of more than 2" in page


@pytest.mark.parametrize(
    ("sampled", "disabled", "number"), [(False, True, "0"), (True, False, "0+")]
)
def test_a_sampled_count_of_none_rules_nothing_out(
    *, sampled: bool, disabled: bool, number: str
) -> None:
    """L3: values without products are disabled, unless nobody looked at all the products."""
    oak = FacetCheck(code="oak", name="Oak", color="", count=0, selected=False)
    group = FacetGroup(code="wood", name="Wood", open=True, values=(oak,), sampled=sampled)

    drawn = product_cards.facet_group(group)

    assert (" disabled" in drawn) is disabled
    assert f'<span class="check__count">{number}<' in drawn


def test_spans_of_prices_lead_to_goods() -> None:
    """L3, SEO7: no span is offered into which nothing falls."""
    front = build.open_storefront()
    for number, price in enumerate(("10.00", "11.00", "89.00", "90.00")):
        goods.make_product(
            f"Jug {number}", sku=f"JUG-{number}", price=price, channel=front.shop.channel
        )
    build.more(front, extra=0)

    page = front.client.get("/c/mugs/").content.decode()

    spans = re.findall(r'class="chip" href="([^"]*price_[^"]*)"', page)
    assert spans
    assert [front.client.get(one.replace("&amp;", "&")).status_code for one in spans] == [
        200
    ] * len(spans)


def test_a_shelf_without_goods_says_so_and_leads_on() -> None:
    """L10: explains, offers the shelf above and what others like; nobody is to find it."""
    front = build.open_storefront()
    goods.make_category("table", en="Table", de="Tisch")
    goods.make_category("trays", parent="table", en="Trays", de="Tabletts")

    answer = front.client.get("/c/trays/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing stands on this shelf yet" in page
    assert '<a class="button" href="/c/table/">All Table</a>' in page
    assert "What others like" in page
    assert 'href="/p/blue-mug/"' in page
    assert "No products match these filters" not in page
    assert 'content="noindex, follow"' in page


def test_reduced_goods_stay_chosen_with_the_next_filter() -> None:
    """L2: what was chosen by a link is a check of the form, too."""
    front = build.open_storefront()

    page = front.client.get("/c/mugs/", {"sale": "yes"}).content.decode()

    assert 'id="f-sale" name="sale" value="yes" checked' in page


def test_a_page_behind_the_last_leads_back_to_the_first() -> None:
    """L5, X8: status 404, and no talk of filters that nobody chose."""
    front = build.open_storefront()

    answer = front.client.get("/c/mugs/", {"page": "9"})

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This list is shorter than that" in page
    assert '<a class="button" href="/c/mugs/">To the beginning of the list</a>' in page
    assert "No products match these filters</h2>" not in page
