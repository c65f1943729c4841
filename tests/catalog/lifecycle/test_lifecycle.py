"""What comes after a product that is sold no more (P13)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.lifecycle import actions, rules
from catalog.lifecycle.rules import BadSuccessor
from catalog.models import Product, Variant
from commerce import db
from tests.builders import catalog as goods
from tests.builders import storefront
from tests.builders.catalog import BY
from tests.builders.commerce import AT, make_user

pytestmark = pytest.mark.django_db


def open_shop() -> tuple[storefront.Storefront, Variant]:
    front = storefront.open_storefront(extra=1)
    return front, Variant.objects.get(sku="THING-0")


def retire(front: storefront.Storefront, after: Variant | None, farewell: str = "page") -> Any:
    with db.transaction():
        actions.retire(
            product_id=front.mug.product_id,
            successor_id=after.product_id if after else None,
            farewell=farewell,
            by=BY,
            at=AT,
        )
    storefront.light()
    return front.client.get("/p/blue-mug/")


def test_the_old_address_leads_on_to_the_successor() -> None:
    front, thing = open_shop()

    answer = retire(front, thing)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Blue mug</h1>" in page
    assert "We no longer sell this piece." in page
    assert 'href="/p/thing-000/"' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert "application/ld+json" not in page.split("<main")[1]
    assert 'href="/c/mugs/"' in page


@pytest.mark.parametrize(("farewell", "status"), [("move", 301), ("gone", 410)])
def test_the_policy_decides_what_the_address_answers(farewell: str, status: int) -> None:
    front, thing = open_shop()

    answer = retire(front, thing, farewell)

    assert answer.status_code == status
    assert answer.headers.get("Location", "/p/thing-000/") == "/p/thing-000/"


def test_without_a_successor_that_shows_here_the_answer_is_gone() -> None:
    front, thing = open_shop()
    with db.transaction():
        actions.retire(
            product_id=thing.product_id, successor_id=None, farewell="page", by=BY, at=AT
        )

    assert retire(front, thing).status_code == 410


def test_a_chain_leads_to_the_first_that_is_sold() -> None:
    front, thing = open_shop()
    last = goods.make_product("Last mug", sku="LAST-1", channel=front.shop.channel)
    with db.transaction():
        actions.retire(
            product_id=thing.product_id,
            successor_id=last.product_id,
            farewell="page",
            by=BY,
            at=AT,
        )

    assert 'href="/p/last-mug/"' in retire(front, thing).content.decode()


def test_nothing_comes_after_itself() -> None:
    front, thing = open_shop()
    mug, other = front.mug.product_id, thing.product_id

    def name(first: int, then: int) -> None:
        with db.transaction():
            actions.name_successor(
                product_id=first, successor_id=then, farewell="page", by=BY, at=AT
            )

    name(mug, other)
    for first, then in ((mug, mug), (other, mug)):
        with pytest.raises(BadSuccessor):
            name(first, then)
    assert Product.objects.get(pk=other).successor_id is None
    with pytest.raises(BadSuccessor):
        rules.check_successor(product_id=1, successor_id=2, after={2: 3, 3: 1})
    rules.check_successor(product_id=1, successor_id=2, after={2: 3, 3: None})


def test_partners_name_a_successor_and_retire(partner: Any) -> None:
    front, thing = open_shop()
    writer, reader = partner("catalog:read", "catalog:write"), partner("catalog:read")
    path = f"/api/v1/products/{front.mug.product.public_id}"
    body = {"successor": thing.product.public_id, "farewell": "move"}

    refused = reader.put(f"{path}/successor", body, format="json")
    named = writer.put(f"{path}/successor", body, format="json")
    itself = writer.put(
        f"{path}/successor", {"successor": front.mug.product.public_id}, format="json"
    )
    unknown = writer.put(f"{path}/successor", {"successor": "prd_none"}, format="json")
    poem = writer.put(f"{path}/successor", body | {"farewell": "poem"}, format="json")
    retired = writer.post(f"{path}/retirement", body, format="json")
    again = writer.post(f"{path}/retirement", body, format="json")

    assert refused.status_code == 403
    assert named.json() == {
        "id": front.mug.product.public_id,
        "state": "active",
        "successor": thing.product.public_id,
        "farewell": "move",
    }
    assert (itself.status_code, itself.json()["code"]) == (400, "bad_successor")
    assert (unknown.status_code, poem.status_code) == (404, 400)
    assert retired.json()["state"] == "retired"
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert reader.get(f"{path}/successor").json()["successor"] == thing.product.public_id


def test_staff_retire_with_a_successor_by_its_sku(client: Client) -> None:
    front, thing = open_shop()
    client.force_login(make_user("mina@example.com", is_staff=True, is_superuser=True))
    url = reverse("admin:catalog_product_retire", args=[front.mug.product_id])

    wrong = client.post(url, {"successor": "NO-SUCH", "farewell": "page"})
    right = client.post(url, {"successor": " THING-0 ", "farewell": "move"})

    row = Product.objects.get(pk=front.mug.product_id)
    assert "no variant has the SKU NO-SUCH" in wrong.content.decode()
    assert right.status_code == 302
    assert (row.state, row.successor_id, row.farewell) == ("retired", thing.product_id, "move")


def test_who_may_not_publish_names_no_successor(client: Client) -> None:
    front, _thing = open_shop()
    client.force_login(make_user("mina@example.com", is_staff=True))

    url = reverse("admin:catalog_product_name_successor", args=[front.mug.product_id])

    assert client.post(url, {"successor": "THING-0", "farewell": "page"}).status_code == 403
    assert Product.objects.get(pk=front.mug.product_id).successor_id is None


def test_a_retired_product_is_brought_back_not_retired_again(client: Client) -> None:
    front = storefront.open_storefront()
    key = front.mug.product_id
    client.force_login(make_user("mina@example.com", is_staff=True, is_superuser=True))
    screen = reverse("admin:catalog_product_change", args=[key])
    retire, revive, publish = (
        reverse(f"admin:catalog_product_{name}", args=[key])
        for name in ("retire", "revive", "publish")
    )

    active = client.get(screen).content.decode()
    client.post(retire, {"successor": "", "farewell": "gone"})
    retired = client.get(screen).content.decode()
    form = client.get(reverse("admin:catalog_product_name_successor", args=[key])).content.decode()

    assert [one in active for one in (retire, revive, publish)] == [True, False, True]
    assert [one in retired for one in (retire, revive, publish)] == [False, True, False]
    assert '<option value="gone" selected>' in form
