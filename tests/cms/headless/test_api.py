"""The same pages as JSON."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from rest_framework.test import APIClient

from catalog import public as catalog
from cms.navigation import queries as menus
from cms.pages import queries
from commerce import db as house
from commerce.channels.queries import ChannelInfo
from tests.builders import catalog as goods
from tests.builders import cms as build
from tests.builders import commerce as ground

Partner = Callable[..., APIClient]
ROW = {
    "key": "row",
    "kind": "product_row",
    "settings": {"source": "popular", "action_to": "category:mugs"},
    "texts": {"en": {"title": "Popular", "action": "All mugs"}},
}


@pytest.fixture(autouse=True)
def _no_memo() -> Iterator[None]:
    menus.forget()
    yield
    menus.forget()


@pytest.fixture
def api(partner: Partner) -> APIClient:
    return partner("content:read")


def test_web_and_json_show_the_same_products_at_the_same_price(
    client: Client, api: APIClient, channel: ChannelInfo
) -> None:
    """CMS-1."""
    goods.make_category("mugs", en="Mugs")
    mugs = [
        goods.make_product(
            f"Mug {number}", sku=f"MUG-{number}", price=f"1{number}.50", channel=channel
        )
        for number in range(3)
    ]
    with house.transaction():
        catalog.refresh_listings(product_ids=[one.product_id for one in mugs], at=build.AT)
    build.make_page(build.rich_text(), ROW, published=True)

    web = client.get("/pages/about/").content.decode()
    blocks = api.get("/api/v1/pages/about").json()["blocks"]

    cards = blocks[1]["values"]["cards"]
    assert [one["kind"] for one in blocks] == ["rich_text", "product_row"]
    assert sorted(one["price"]["amount"] for one in cards) == ["10.50", "11.50", "12.50"]
    for card in cards:
        assert card["name"] in web
        assert f"€{card['price']['amount']}" in web
        assert "product_id" not in card


def test_answers_with_a_tag_and_not_twice(api: APIClient, channel: ChannelInfo) -> None:
    build.make_page(published=True)
    first = api.get("/api/v1/pages/about")

    again = api.get("/api/v1/pages/about", HTTP_IF_NONE_MATCH=first["ETag"])

    assert (first.status_code, again.status_code) == (200, 304)
    assert first.json()["blocks"][0]["values"]["html"] == "<p>Hello</p>\n"


def test_falls_back_and_says_so(api: APIClient, channel: ChannelInfo) -> None:
    build.make_page(published=True)

    found = api.get("/api/v1/pages/about?language=de").json()

    assert (found["language"], found["languages"]) == ("en", ["en"])
    assert api.get("/api/v1/pages/about?language=fr").status_code == 400
    assert api.get("/api/v1/pages/about?draft=1").status_code == 400


def test_a_draft_opens_by_token_alone(api: APIClient, channel: ChannelInfo) -> None:
    """CMS-4."""
    page = build.make_page()
    token = queries.preview_token(page)

    assert api.get("/api/v1/pages/about").status_code == 404
    assert api.get("/api/v1/pages/about?preview=x").status_code == 404
    found = api.get(f"/api/v1/pages/about?preview={token}")
    assert (found.status_code, found.json()["is_preview"]) == (200, True)


def test_a_key_reads_its_own_channel(partner: Partner, channel: ChannelInfo) -> None:
    uk = ground.make_channel(code="uk", currency="GBP")
    build.make_page(slug="secret", channel=uk, published=True)
    api = partner("content:read")

    assert api.get("/api/v1/pages/secret").status_code == 404
    assert api.get("/api/v1/pages").json()["data"] == []
    assert partner("catalog:read").get("/api/v1/pages").status_code == 403


def test_lists_pages_and_menus(api: APIClient, channel: ChannelInfo) -> None:
    build.make_page(slug="terms", published=True, en="Terms")
    build.make_page(slug="draft")
    build.make_menu(channel, "legal", {"to": "page:terms"})

    assert [one["slug"] for one in api.get("/api/v1/pages").json()["data"]] == ["terms"]
    assert api.get("/api/v1/menus").json() == {
        "language": "en",
        "menus": {"legal": [{"title": "Terms", "path": "/pages/terms/"}]},
    }
