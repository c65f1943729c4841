"""Partners keep the lists of their own channel's customers."""

from typing import Any

import pytest
from django.test import Client

from orders.lists.models import SavedItem, SavedList
from tests.builders import commerce as accounts
from tests.builders import crm as people
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db


def ask(method: str, path: str, key: str, body: Any = None) -> Any:
    call = getattr(Client(), method)
    more = {"data": body, "content_type": "application/json"} if body is not None else {}
    return call(f"/api/v1/customers/{path}", headers={"Authorization": f"Bearer {key}"}, **more)


def key_of(front: build.Storefront, *scopes: str) -> str:
    _row, secret = accounts.make_api_key(*scopes, channel=front.shop.channel.code)
    return secret


def test_makes_a_list_fills_it_reads_it_and_empties_it() -> None:
    front = build.open_storefront()
    me = people.make_customer(channel=front.shop.channel)
    key = key_of(front, "customers:read", "customers:write")

    made = ask("post", f"{me.public_id}/lists", key, {"name": "Gifts"})
    assert made.status_code == 201
    path = f"{me.public_id}/lists/{made.json()['id']}"
    filled = ask("post", f"{path}/items", key, {"sku": "MUG-1"}).json()

    (item,) = filled["items"]
    assert (item["sku"], item["title"], item["available"]) == ("MUG-1", "Blue mug", True)
    assert item["unit_price"] == {"amount": "12.50", "currency": "EUR"}
    assert ask("get", path, key).json() == filled
    names = [
        (one["kind"], one["count"])
        for one in ask("get", f"{me.public_id}/lists", key).json()["data"]
    ]
    assert names == [("main", 0), ("own", 1)]
    assert ask("patch", path, key, {"name": "Presents"}).json()["name"] == "Presents"
    assert ask("delete", f"{path}/items/{item['id']}", key).status_code == 204
    assert not SavedItem.objects.exists()
    assert ask("delete", path, key).status_code == 204
    assert ask("get", path, key).status_code == 404


def test_refuses_what_makes_no_sense() -> None:
    front = build.open_storefront()
    me = people.make_customer(channel=front.shop.channel)
    key = key_of(front, "customers:read", "customers:write")
    made = ask("post", f"{me.public_id}/lists", key, {"name": "Gifts"}).json()
    path = f"{me.public_id}/lists/{made['id']}"

    refused = ask("post", f"{path}/items", key, {"sku": "NOTHING"})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_sold")
    assert refused["Content-Type"] == "application/problem+json"
    assert ask("post", f"{me.public_id}/lists", key, {"nam": "x"}).status_code == 400
    assert ask("delete", f"{path}/items/lit_999", key).status_code == 404
    assert ask("delete", f"{path}/items/7", key).status_code == 404
    assert not SavedItem.objects.exists()


def test_other_channels_customers_do_not_exist() -> None:
    front = build.open_storefront()
    other = accounts.make_channel(code="uk", currency="GBP", order_prefix="UK")
    me = people.make_customer(channel=other)
    key = key_of(front, "customers:read", "customers:write")

    assert ask("get", f"{me.public_id}/lists", key).status_code == 404
    assert ask("post", f"{me.public_id}/lists", key, {"name": "x"}).status_code == 404
    assert not SavedList.objects.exists()


def test_reading_needs_the_scope_and_writing_its_own() -> None:
    front = build.open_storefront()
    me = people.make_customer(channel=front.shop.channel)
    key = key_of(front, "customers:read")

    assert ask("get", f"{me.public_id}/lists", key).status_code == 200
    assert ask("post", f"{me.public_id}/lists", key, {"name": "x"}).status_code == 403
    assert ask("get", f"{me.public_id}/lists", key_of(front, "orders:read")).status_code == 403
