"""Searches that ask for no goods, and searches in vain."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from catalog.models import SearchMiss
from catalog.search.pages import paging
from catalog.search.rules import intents
from tests.builders import storefront as build


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Tries of other tests do not count."""
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("EU-1000123", "EU-1000123"),
        ("eu 1000123", "EU-1000123"),
        ("eu1000123", "EU-1000123"),
        ("MUG-1", ""),
        ("XX-1000123", ""),
        ("1000123", ""),
    ],
)
def test_reads_order_numbers_of_our_channels(text: str, number: str) -> None:
    """S6."""
    assert intents.order_number(text, prefixes=["EU-", "UK", ""]) == number


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (["returns"], ("withdraw",)),
        (["opening", "hours"], ("stores",)),
        (["wo", "ist", "bestellung"], ("track",)),
        (["blue", "mug"], ()),
    ],
)
def test_knows_the_places_people_ask_for(words: list[str], places: tuple[str, ...]) -> None:
    """S6."""
    assert intents.places(words) == places


@pytest.mark.parametrize(
    ("lowest", "highest", "spans"),
    [
        (1000, 1200, []),
        (1000, 9000, [(None, 2000), (2000, 4000), (4000, 6000), (6000, None)]),
        (500, 100000, [(None, 50000), (50000, None)]),
    ],
)
def test_cuts_prices_at_round_edges(
    lowest: int, highest: int, spans: list[tuple[int | None, int | None]]
) -> None:
    """L3."""
    assert paging.buckets(lowest, highest, digits=2) == spans


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 1)),
        ("2", (2, 2)),
        ("0", (1, 1)),
        ("-1", (1, 1)),
        ("x", (1, 1)),
        ("999", (200, 200)),
        ("٣", (1, 1)),
        ("1-3", (1, 3)),
        ("3-1", (1, 1)),
        ("1-", (1, 1)),
        ("1-2-3", (1, 1)),
        ("1-40", (33, 40)),
    ],
)
def test_reads_page_numbers_forgivingly(text: str, pages: tuple[int, int]) -> None:
    """L7: one page, or all that a visitor had loaded, up to a bound."""
    assert paging.span_of({"page": text}) == paging.Span(*pages)


@pytest.mark.django_db
def test_a_search_in_vain_is_counted_for_merchandisers() -> None:
    """S7: equal words count together."""
    front = build.open_storefront()

    for text in ("zzzzzzzz", "ZZZZZZZZ "):
        front.client.get("/search/", {"q": text})

    row = SearchMiss.objects.get()
    assert (row.term, row.times, row.helped, row.language) == ("zzzzzzzz", 2, "", "en")


@pytest.mark.django_db
def test_a_correction_offers_the_words_as_typed() -> None:
    """S4: said aloud, with a way back."""
    front = build.open_storefront()

    page = front.client.get("/search/", {"q": "bleu mug"}).content.decode()
    literal = front.client.get("/search/", {"q": "bleu mug", "exact": "1"}).content.decode()

    assert "Search instead for “bleu mug”" in page
    assert "Nothing found" in literal
    assert SearchMiss.objects.get().helped == "blue mug"


@pytest.mark.django_db
def test_help_stands_on_top() -> None:
    """S6."""
    front = build.open_storefront()

    page = front.client.get("/search/", {"q": "returns"}).content.decode()

    assert "Give something back" in page
    assert 'href="/withdrawal/"' in page


@pytest.mark.django_db
def test_numbered_pages_are_real() -> None:
    """L6: for crawlers, for reloading, and without scripts; beyond the end there is nothing."""
    front = build.open_storefront(extra=30)

    first = front.client.get("/products/").content.decode()
    second = front.client.get("/products/", {"page": "2"}).content.decode()
    beyond = front.client.get("/products/", {"page": "9"})

    assert 'rel="next" href="/products/?page=2"' in first
    assert second.count('class="card"') >= 7
    assert 'rel="prev" href="/products/"' in second
    assert beyond.status_code == 404
