"""Products, search and suggestions as partners read them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from catalog.search import actions
from commerce import db
from commerce.channels.queries import ChannelInfo
from tests.builders import catalog as build
from tests.builders.commerce import AT

URL = "/api/v1"


@pytest.fixture
def mug(channel: ChannelInfo) -> Any:
    build.make_category("table", en="Table", de="Tisch")
    build.make_category("mugs", parent="table", en="Mugs", de="Becher")
    mug = build.make_product(
        "Ceramic mug", sku="MUG-1", price="12.50", channel=channel, category="mugs"
    )
    build.stock(mug, 3)
    bowl = build.make_product(
        "Ceramic bowl", sku="BOWL-7", price="20.00", channel=channel, category="table"
    )
    show(mug, bowl)
    return mug


def show(*variants: Any) -> None:
    with db.transaction():
        actions.refresh(product_ids=[variant.product_id for variant in variants], at=AT)


def test_lists_products_by_price_with_a_cursor(mug: Any, partner: Callable[..., APIClient]) -> None:
    client = partner("catalog:read")

    first = client.get(f"{URL}/products?sort=price&limit=1").json()
    second = client.get(f"{URL}/products?sort=price&limit=1&after={first['next_cursor']}").json()

    assert [one["name"] for one in first["data"] + second["data"]] == [
        "Ceramic mug",
        "Ceramic bowl",
    ]
    assert first["has_more"] is True
    assert (second["has_more"], second["next_cursor"]) == (False, None)
    assert first["data"][0]["price"] == {"amount": "12.50", "currency": "EUR"}
    assert first["data"][0]["available"] is True


def test_shows_a_product_and_answers_304_when_nothing_changed(
    mug: Any, partner: Callable[..., APIClient]
) -> None:
    client = partner("catalog:read")
    public_id = mug.product.public_id

    answer = client.get(f"{URL}/products/{public_id}?language=de")
    again = client.get(f"{URL}/products/{public_id}?language=de", HTTP_IF_NONE_MATCH=answer["ETag"])

    body = answer.json()
    assert [step["name"] for step in body["categories"]] == ["Tisch", "Becher"]
    assert [(one["sku"], one["stock"]) for one in body["variants"]] == [("MUG-1", "low")]
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "query",
    [
        "colour=blue", "limit=0", "limit=x", "sort=best", "after=!!", "language=fr",
        "category=nowhere", "price[gte]=cheap", "fields=secret", "channel=uk", "sku=A&slug=b",
    ],
)  # fmt: skip
def test_refuses_what_nobody_knows(mug: Any, partner: Callable[..., APIClient], query: Any) -> None:
    answer = partner("catalog:read").get(f"{URL}/products?{query}")

    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"


def test_is_closed_without_the_scope(
    mug: Any, partner: Callable[..., APIClient], client: Client
) -> None:
    assert client.get(f"{URL}/products").status_code == 401
    assert partner("orders:read").get(f"{URL}/products").status_code == 403
    assert partner("catalog:read").get(f"{URL}/products/prd_none").status_code == 404


def test_searches_with_counts_and_says_what_it_corrected(
    mug: Any, partner: Callable[..., APIClient]
) -> None:
    answer = partner("catalog:read").get(f"{URL}/search?q=cermic&category=table").json()

    assert answer["total"] == 2
    assert answer["corrected"] == "ceramic"
    facets = {one["code"]: one for one in answer["facets"]}
    counts = {one["value"]: one["count"] for one in facets["category"]["values"]}
    assert counts == {"table": 2, "mugs": 1}
    assert answer["price_span"]["lowest"]["amount"] == "12.50"


def test_suggests_queries_categories_and_products(
    mug: Any, partner: Callable[..., APIClient]
) -> None:
    answer = partner("catalog:read").get(f"{URL}/search/suggestions?q=mu").json()

    assert answer["queries"][:1] == ["mug"]
    assert [one["code"] for one in answer["categories"]] == ["mugs"]
    assert [one["name"] for one in answer["products"]] == ["Ceramic mug"]


def test_gives_only_the_fields_wanted(mug: Any, partner: Callable[..., APIClient]) -> None:
    answer = partner("catalog:read").get(f"{URL}/products?sku=MUG-1&fields=name").json()

    assert answer["data"] == [{"id": mug.product.public_id, "name": "Ceramic mug"}]


@pytest.mark.parametrize("path", ["products?sort=price", "search?q=thing", "products?category=all"])
def test_statements_do_not_grow_with_rows(
    channel: ChannelInfo,
    partner: Callable[..., APIClient],
    django_assert_num_queries: Any,
    path: Any,
) -> None:
    """SQL per request does not depend on the number of rows shown."""
    build.make_category("all", en="All", de="Alle")
    goods = [
        build.make_product(f"Thing {n}", sku=f"T-{n}", channel=channel, category="all")
        for n in range(40)
    ]
    show(*goods)
    client = partner("catalog:read")
    client.get(f"{URL}/{path}")

    for limit in (10, 40):
        with django_assert_num_queries(1):
            answer = client.get(f"{URL}/{path}&limit={limit}")
        assert len(answer.json()["data"]) == limit


def test_a_sheet_is_one_statement(
    mug: Any, partner: Callable[..., APIClient], django_assert_num_queries: Any
) -> None:
    client = partner("catalog:read")
    path = f"{URL}/products/{mug.product.public_id}"
    client.get(path)

    with django_assert_num_queries(1):
        assert client.get(path).status_code == 200
