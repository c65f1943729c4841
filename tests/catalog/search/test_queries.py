"""Lists, search, suggestions: what a shopper finds."""

from typing import Any

import pytest

from catalog.search import actions
from catalog.search.queries import finding, listings, phrasing, suggesting
from catalog.search.rules.asking import Asked
from commerce import db
from commerce.channels.queries import ChannelInfo
from tests.builders import catalog as build
from tests.builders.commerce import AT


def show(*variants: Any) -> None:
    with db.transaction():
        actions.refresh(product_ids=[variant.product_id for variant in variants], at=AT)


@pytest.fixture
def shop(channel: ChannelInfo) -> Any:
    build.make_category("table", en="Table", de="Tisch")
    build.make_category("mugs", parent="table", en="Mugs", de="Becher")
    goods = [
        build.make_product(
            "Ceramic mug", sku="MUG-1", price="12.50", channel=channel, category="mugs"
        ),
        build.make_product(
            "Ceramic bowl", sku="BOWL-7", price="20.00", channel=channel, category="table"
        ),
        build.make_product(
            "Linen napkin", sku="NAP-3", price="5.00", channel=channel, category="table"
        ),
        build.make_product(
            "Hidden", sku="HID-1", channel=channel, published=False, category="mugs"
        ),
    ]
    build.stock(goods[0], 3)
    show(*goods)
    return goods


def names(page: Any) -> Any:
    return [told.card(at=AT).name for told in page.cards]


def test_browses_a_branch_by_price_page_by_page(channel: ChannelInfo, shop: Any) -> None:
    from catalog.taxonomy.models import Category

    table = Category.objects.get(code="table").pk
    first = listings.browse(
        asked=Asked(category_id=table, sort="price", limit=2), channel=channel, language="en"
    )
    second = listings.browse(
        asked=Asked(category_id=table, sort="price", limit=2, after=first.after or () or ()),
        channel=channel,
        language="en",
    )

    assert names(first) == ["Linen napkin", "Ceramic mug"]
    assert names(second) == ["Ceramic bowl"]
    assert second.after is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ceramic", ["Ceramic mug", "Ceramic bowl"]),
        ("ceramics mugs", ["Ceramic mug"]),
        ("MUG1", ["Ceramic mug"]),
        ("nap-3", ["Linen napkin"]),
        ("cermic mug", ["Ceramic mug"]),
        ("napkni", ["Linen napkin"]),
        ("xylophone", []),
    ],
)
def test_finds_words_plurals_codes_and_slips(
    channel: ChannelInfo, shop: Any, text: Any, found: Any
) -> None:
    answer = finding.search(asked=Asked(words=text, sort="best"), channel=channel, language="en")

    assert names(answer.page) == found
    assert answer.total == len(found)


def test_says_what_it_searched_instead(channel: ChannelInfo, shop: Any) -> None:
    answer = finding.search(
        asked=Asked(words="cermic mug", sort="best"), channel=channel, language="en"
    )

    assert answer.corrected == "ceramic mug"


def test_counts_facets_given_the_other_filters(channel: ChannelInfo, shop: Any) -> None:
    answer = finding.search(
        asked=Asked(words="ceramic", sort="best", chosen={"category": ("mugs",)}),
        channel=channel,
        language="en",
    )

    assert answer.total == 1
    assert answer.counts["category:mugs"] == 1
    assert answer.counts["category:table"] == 2
    assert answer.counts["available:yes"] == 1


def test_suggests_from_the_second_letter_on(channel: ChannelInfo, shop: Any) -> None:
    found = suggesting.suggest(text="mu", channel=channel, language="en")

    assert [told.card(at=AT).name for told in found.products] == ["Ceramic mug"]
    assert [node.code for node in found.categories] == ["mugs"]
    assert found.queries == ["mug"]  # "mugs" is the same in many
    assert suggesting.suggest(text="m", channel=channel, language="en").products == []


def test_a_query_is_put_into_the_words_of_one_shop(channel: ChannelInfo) -> None:
    """Growth: each lexeme, also an unfinished one, names its channel and language."""
    query = phrasing.scoped("(('oak' | 'oaken':*) & '#a1')", channel=channel, language="de")

    mine = f"{channel.id}.de"
    assert query == f"(('{mine}:oak' | '{mine}:oaken':*) & '{mine}:#a1')"
