"""Stores as shoppers see them: found, looked at, made one's own (D2a to D2d, P6, SEO5)."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from commerce import clock, memo
from inventory.models import Store
from tests.builders import storefront as front
from tests.builders import stores as build

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    shop = build.make_shop()
    build.make_store("hamburg", services=("returns",))
    front.light()
    assert shop.mug.pk
    return Client()


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _names(page: str) -> list[str]:
    return re.findall(r'class="store__name"><a [^>]*>([^<]*)<', page)


def test_the_list_comes_first_and_is_sorted_by_distance(client: Client) -> None:
    """D2a."""
    assert _names(_page(client, "/stores/?q=L%C3%BCbeck&km=0")) == [
        "Kontor Hamburg",
        "Kontor Berlin",
    ]
    assert _names(_page(client, "/stores/?lat=52.5&lon=13.4&km=0"))[0] == "Kontor Berlin"
    assert "<canvas" not in _page(client, "/stores/")


def test_no_store_near_offers_farther_ones_and_delivery(client: Client) -> None:
    """D2b."""
    page = _page(client, "/stores/?q=M%C3%BCnchen")

    assert _names(page) == []
    assert "No store within 50 km" in page
    assert "km=0" in page
    assert 'href="/products/"' in page


def test_filters_leave_what_is_open_and_what_offers_the_service(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _names(_page(client, "/stores/?service=pickup")) == ["Kontor Berlin"]
    assert len(_names(_page(client, "/stores/?open=1"))) == 2
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    assert _names(_page(client, "/stores/?open=1")) == []


@pytest.mark.parametrize(
    "query",
    ["q=Atlantis", "lat=x&lon=y", "lat=999&lon=1", "km=-1", "km=7777777", "service=%3Cscript%3E",
     "lat=nan&lon=nan"],
)  # fmt: skip
def test_nonsense_is_dropped(client: Client, query: str) -> None:
    assert client.get(f"/stores/?{query}").status_code == 200


def test_an_unknown_place_is_said_and_everything_stays_listed(client: Client) -> None:
    page = _page(client, "/stores/?q=Atlantis")

    assert "We do not know a place called" in page
    assert len(_names(page)) == 2


def test_a_store_shows_its_hours_and_says_the_same_to_search_engines(client: Client) -> None:
    """D2c, SEO5."""
    build.make_store("berlin", exceptions="2026-11-24 10:00-12:00 Stocktaking")

    page = _page(client, "/stores/berlin/")

    assert "Open now, until 19:00" in page
    text = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]
    told: dict[str, Any] = json.loads(text)
    assert told["name"] in page
    assert told["address"]["streetAddress"] in page
    for row in told["openingHoursSpecification"]:
        if row["opens"] != row["closes"]:
            assert f"{row['opens']}\N{EN DASH}\N{WORD JOINER}{row['closes']}" in page
    assert "Stocktaking" in page
    assert 'class="hours__today"' in page


def test_what_lies_in_a_store_can_be_looked_up(client: Client) -> None:
    """D2c."""
    page = _page(client, "/stores/berlin/?q=mug")

    assert "Blue mug" in page
    assert "Few left" in page
    assert "Not here" in _page(client, "/stores/hamburg/?q=mug")


def test_unknown_and_hidden_stores_are_not_found(client: Client) -> None:
    Store.objects.filter(slug="hamburg").update(published=False)
    memo.forget_all()

    assert client.get("/stores/atlantis/").status_code == 404
    assert client.get("/stores/hamburg/").status_code == 404
    assert client.get("/stores/stock/?variant=var_none").status_code == 404
    assert client.post("/stores/mine/", {"store": "atlantis"}).status_code == 404


def test_my_store_is_kept_shown_and_forgotten(client: Client) -> None:
    """D2d."""
    answer = client.post("/stores/mine/", {"store": "berlin", "next": "//evil.example/"})
    assert answer["Location"] == "/stores/"
    header = _page(client, "/stores/").split("</header>")[0]
    assert "Kontor Berlin" in header

    client.post("/stores/mine/", {"store": "", "next": "/stores/"})

    assert "my_store" not in {k for k, v in client.cookies.items() if v.value}


def test_the_product_page_tells_when_my_store_has_it_ready(client: Client) -> None:
    """P6: preferred store with pick-up time, and a way to other stores without JavaScript."""
    path = "/p/blue-mug/"
    before = _page(client, path)
    client.post("/stores/mine/", {"store": "berlin", "next": path})
    after = _page(client, path)
    link = re.findall(r'href="(/stores/stock/\?variant=\w+)"', after)[0]

    assert "See or collect it in a store" in before
    assert "Pick up in Kontor Berlin: ready today 15:00" in after
    assert _names(_page(client, link)) == ["Kontor Berlin", "Kontor Hamburg"]
    drawer = client.get(link, headers={"HX-Request": "true", "HX-Drawer": "1"}).content.decode()
    assert "<html" not in drawer
    assert _names(drawer) == ["Kontor Berlin", "Kontor Hamburg"]
