"""What is in the shopper's own store today narrows lists and searches (D2d, L3)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commerce import clock, memo
from tests.builders import catalog as goods
from tests.builders import orders, stores
from tests.builders import storefront as front

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> orders.Shop:
    """A shop in Leipzig and Berlin; three mugs lie in Berlin, lamps only in Leipzig."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    found = stores.make_shop(pieces=3)
    for number in range(3):
        row = goods.make_product(f"Mug {number}", sku=f"M-{number}", channel=found.channel)
        orders.receive(row.pk, 5, "berlin" if number else "LEJ")
    front.light()
    memo.forget_all()
    return found


def mine(slug: str = "berlin") -> Client:
    client = Client()
    client.cookies["my_store"] = slug
    return client


def facet(page: str) -> tuple[str, ...]:
    """Words, count and state of the store's check."""
    found = re.search(
        r'name="store" value="(\w+)"( checked| disabled)?><span>([^<]*)</span>'
        r'<span class="check__count">(\d+)',
        page,
    )
    return tuple(part or "" for part in found.groups()) if found else ()


def total(page: str) -> int:
    found = re.search(r'data-total="(\d+)"', page)
    assert found
    return int(found[1])


@pytest.mark.parametrize("path", ["/products/", "/search/?q=mug"])
def test_lists_and_searches_offer_what_lies_in_my_store(shop: orders.Shop, path: str) -> None:
    client = mine()

    page = client.get(path).content.decode()
    assert facet(page) == ("berlin", "", "Available today in Kontor Berlin", "3")

    joint = "&" if "?" in path else "?"
    narrowed = client.get(f"{path}{joint}store=berlin").content.decode()
    assert facet(narrowed)[1:] == (" checked", "Available today in Kontor Berlin", "3")
    assert total(narrowed) == 3
    assert "Mug 0" not in narrowed
    chip = narrowed.split('class="chip chip--selected"')[1].split("</a>")[0]
    assert "Kontor Berlin" in chip


def test_counts_of_other_facets_are_those_within_the_store(shop: orders.Shop) -> None:
    """L3: every count is what is left with the other choices."""
    from catalog.search.queries import finding
    from catalog.search.rules.asking import Asked

    asked = Asked(chosen={"store": ("berlin",), "available": ("yes",)})
    found = finding.count(asked=asked, channel=shop.channel, language="en")

    assert found.total == 1  # two of the three lie in Berlin alone, and cannot be sent
    assert found.counts["available:yes"] == 1
    assert len(found.page.cards) == 1


def test_without_a_store_one_is_led_to_choosing_and_back(shop: orders.Shop) -> None:
    client = Client()

    page = client.get("/products/?sort=price").content.decode()
    assert facet(page) == ()
    assert 'href="/stores/?next=/products/%3Fsort%3Dprice"' in page
    choosing = client.get("/stores/?next=/products/%3Fsort%3Dprice").content.decode()
    assert 'name="next" value="/products/?sort=price"' in choosing
    chosen = client.post("/stores/mine/", {"store": "berlin", "next": "/products/?sort=price"})
    assert chosen["Location"] == "/products/?sort=price"
    assert facet(client.get(chosen["Location"]).content.decode())[0] == "berlin"


def test_nobody_is_led_out_of_the_house(shop: orders.Shop) -> None:
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        page = Client().get("/stores/", {"next": evil}).content.decode()
        assert "evil.example" not in page.split('id="finder"')[1].split("</form>")[0]
        assert f'value="{evil}' not in page
        answer = Client().post("/stores/mine/", {"store": "berlin", "next": evil})
        assert answer["Location"] == "/stores/"


def test_a_closed_day_is_not_called_today(
    shop: orders.Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: SUNDAY)
    memo.forget_all()

    assert facet(mine().get("/products/").content.decode())[2] == "In stock in Kontor Berlin"


def test_a_store_without_any_of_it_is_offered_but_not_to_be_chosen(shop: orders.Shop) -> None:
    page = mine().get("/search/?q=lamp").content.decode()

    assert facet(page) == ("berlin", " disabled", "Available today in Kontor Berlin", "0")


@pytest.mark.parametrize("store", ["nowhere", "'; DROP TABLE x", "\u202e", "a" * 200])
def test_unknown_stores_find_nothing_or_are_left_out(shop: orders.Shop, store: str) -> None:
    answer = Client().get("/products/", {"store": store})

    assert answer.status_code == (404 if store == "nowhere" else 200)


def test_a_store_of_another_channel_is_not_offered(shop: orders.Shop) -> None:
    stores.make_store("hamburg")

    assert facet(mine("hamburg").get("/products/").content.decode()) == ()


def test_the_narrowed_list_is_not_for_machines_and_keeps_one_address(shop: orders.Shop) -> None:
    """L5: as for every facet, the canonical address is the plain list."""
    page = mine().get("/products/?store=berlin&sort=price").content.decode()

    assert re.search(r'<link rel="canonical" href="[^"?]*/products/">', page)
    assert '<input type="hidden" name="store" value="berlin">' in page


def test_asks_the_database_the_same_for_few_and_many(shop: orders.Shop) -> None:
    client = mine()

    def statements() -> int:
        memo.forget_all()
        client.get("/products/")
        memo.forget_all()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/products/?store=berlin")
        return len(asked)

    few = statements()
    for number in range(10, 16):
        row = goods.make_product(f"Mug {number}", sku=f"M-{number}", channel=shop.channel)
        orders.receive(row.pk, 5, "berlin")
    front.light()

    assert statements() == few


def test_partners_filter_by_store(shop: orders.Shop, partner: Any) -> None:
    client = partner("catalog:read")

    listed = client.get("/api/v1/products?store=berlin").json()["data"]
    searched = client.get("/api/v1/search?q=mug&store=berlin").json()
    nowhere = client.get("/api/v1/products?store=nowhere").json()["data"]

    assert sorted(one["name"] for one in listed) == ["Blue mug", "Mug 1", "Mug 2"]
    assert searched["total"] == 3
    assert nowhere == []


def test_what_was_just_sold_there_is_gone_from_the_list(shop: orders.Shop) -> None:
    goods.stock(shop.mug, 0, warehouse="berlin")
    memo.forget_all()

    assert total(mine().get("/products/?store=berlin").content.decode()) == 2


def test_pieces_that_lie_in_a_store_alone_cannot_be_sent(shop: orders.Shop) -> None:
    from catalog.models import Listing

    told = dict(Listing.objects.filter(language="en").values_list("name", "available"))

    assert told["Mug 0"] is True
    assert told["Mug 1"] is False


def test_a_store_that_was_filled_calls_nobody_who_waits_for_a_parcel(
    shop: orders.Shop, deliver: Any
) -> None:
    from catalog.models import Letter, StockAlert, Variant
    from commerce import db
    from commerce.events import outbox
    from inventory.events import StockLevelChanged

    row = Variant.objects.get(sku="M-1")
    StockAlert.objects.create(
        variant=row, channel_id=shop.channel.id, language="en", email="a@example.com",
        token="t" * 32, digest="d", created_at=MONDAY,
    )  # fmt: skip

    def filled(*, ships: bool) -> None:
        level: dict[str, Any] = {
            "on_hand": 9, "allocated": 0, "held": 0, "warehouse_code": "berlin",
        }  # fmt: skip
        with db.transaction():
            outbox.publish(
                StockLevelChanged(variant_id=row.pk, ships=ships, **level), at=MONDAY, by=goods.BY
            )
        deliver()

    filled(ships=False)
    assert Letter.objects.count() == 0
    filled(ships=True)
    assert Letter.objects.count() == 1
